export { DateTime } from './date-time.scalar.ts';
export { Day, isDay } from './day.scalar.ts';
export { Decimal } from './decimal.scalar.ts';
export { withFieldPath } from './invalid-value.ts';
export { cutText, hasLength, isLine, normalText } from './text.rule.ts';
export { LineField, Text, TextField } from './text.scalar.ts';
export { readUuidsInEitherCase } from './uuid.ts';
export { measured, plainNumber } from './measured.rule.ts';
