export { actions, termsOf, upperSnake, vocabulary } from './vocabulary.ts';
