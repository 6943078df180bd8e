export { gridConsumer } from './relocation.service.ts';
