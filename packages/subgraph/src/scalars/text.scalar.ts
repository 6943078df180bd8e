import { registerDecorator, type ValidationArguments } from 'class-validator';
import { Field } from 'type-graphql';
import { stringScalar } from './scalar.ts';
import { hasLength, isLine, normalText } from './text.rule.ts';

/** The graph's `Text`; a string in our own code. */
export const Text = stringScalar<string>(
  {
    name: 'Text',
    description:
      'Free text (文本). White space at its ends is removed and it is kept in Unicode NFC; stated lengths count characters as readers do (grapheme clusters). Control characters other than tab and line feed and marks that change the direction of text are refused; invisible characters alone are no text.',
    problem: 'isText',
  },
  normalText,
  String,
);

interface TextOptions {
  readonly description: string;
  readonly nullable?: boolean;
}

/** A field of an input that takes one line of free text of so many characters, such as a title. */
export function LineField(min: number, max: number, options: TextOptions): PropertyDecorator {
  const field = TextField(min, max, options);
  return (target, property) => {
    field(target, property);
    registerDecorator({
      name: 'isLine',
      target: target.constructor,
      propertyName: String(property),
      options: { message: `${String(property)} must be one line` },
      validator: { validate: (value: unknown): boolean => typeof value === 'string' && isLine(value) },
    });
  };
}

/** A field of an input that takes free text of so many characters. */
export function TextField(min: number, max: number, options: TextOptions): PropertyDecorator {
  const field = Field(() => Text, options);
  return (target, property) => {
    field(target, property);
    registerDecorator({
      name: 'isLength',
      target: target.constructor,
      propertyName: String(property),
      constraints: [min, max],
      options: { message: `${String(property)} must have ${min} to ${max} characters` },
      validator: {
        validate: (value: unknown, given?: ValidationArguments): boolean =>
          given !== undefined && typeof value === 'string' && hasLength(value, min, max),
      },
    });
  };
}
