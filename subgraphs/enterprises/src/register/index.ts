export { differencesOf, type ObjectAttributes } from './attributes.rule.ts';
export { changeOf } from './change.rule.ts';
export { hasCheckDigit, isCreditCode } from './credit-code.rule.ts';
export { RegisterChange } from './register-change.entity.ts';
export { objectChanged } from './register.event.ts';
