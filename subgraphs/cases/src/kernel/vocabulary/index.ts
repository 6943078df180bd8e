export { termsOf, vocabulary } from './vocabulary.ts';
