import { describe, expect, test } from '@jest/globals';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDate,
  IsIn,
  IsInt,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { buildSchema, type GraphQLResolveInfo } from 'graphql';
import type { ResolverData } from 'type-graphql';
import { latinWords, type EcoGridError, type Problem } from '@ecogrid/errors';
import { requireValid } from './require-valid.ts';

class PlaceInput {
  @Min(-180)
  @Max(180)
  longitude = 0;
}

class ThingInput {
  @Length(8, 64) length: unknown = 'long enough';
  @MaxLength(3) maxLength: unknown = '';
  @Matches(/^\d{6}$/) code: unknown = '370871';
  @IsIn(['A', 'B']) word: unknown = 'A';
  @IsUUID() id: unknown = '0199a5b0-0000-7000-8000-000000000000';
  @IsInt() int: unknown = 1;
  @IsBoolean() flag: unknown = true;
  @IsDate() date: unknown = new Date(0);
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(2) @ArrayUnique() list: unknown = ['a'];
  @ValidateNested() place: unknown = new PlaceInput();
  @ValidateNested({ each: true }) places: unknown = [];
}

const schema = buildSchema(
  `input ThingInput { id: ID } type Query { thing(input: ThingInput, first: Int): Int }`,
);
const info = { parentType: schema.getQueryType(), fieldName: 'thing' } as unknown as GraphQLResolveInfo;
const data = { info } as unknown as ResolverData;

async function refusal(values: Partial<ThingInput>, type: unknown = ThingInput): Promise<EcoGridError> {
  const checked = requireValid(Object.assign(new ThingInput(), values), type, data);
  return checked.then(
    () => Promise.reject(new Error('the input was accepted')),
    (error: unknown) => error as EcoGridError,
  );
}

describe('an argument that breaks its decorators', () => {
  test.each<[keyof ThingInput, unknown, string, string, string]>([
    ['length', 'short', 'isLength', 'must have 8 to 64 characters', '须为 8 至 64 个字符'],
    ['maxLength', 'four', 'maxLength', 'must have at most 3 characters', '最多 3 个字符'],
    ['code', 'x', 'matches', 'must match ^\\d{6}$', '格式须符合 ^\\d{6}$'],
    ['word', 'C', 'isIn', 'must be one of A, B', '须为以下之一:A、B'],
    ['id', 'x', 'isUuid', 'must be a UUID', '须为 UUID'],
    ['int', 1.5, 'isInt', 'must be an integer', '须为整数'],
    ['flag', 1, 'isBoolean', 'must be true or false', '须为是或否'],
    ['date', new Date(NaN), 'isDate', 'must be a date with time', '须为日期时间'],
    ['list', [], 'arrayMinSize', 'must have at least 1 elements', '至少 1 项'],
    ['list', ['a', 'b', 'c'], 'arrayMaxSize', 'must have at most 2 elements', '最多 2 项'],
    ['list', ['a', 'a'], 'arrayUnique', 'must not repeat an element', '不得有重复项'],
  ])('%s %j', async (field, value, problem, en, zh) => {
    const { code, extensions } = await refusal({ [field]: value });
    expect(code).toBe('INPUT_INVALID');
    const path = `input.${field}`;
    expect(extensions.details['problems']).toMatchObject([{ path, problem, messages: { en, zh } }]);
    expect(latinWords(extensions.messages.zh, extensions.details)).toEqual([]);
  });

  test('is named by the whole path of the field, also within lists', async () => {
    const far = Object.assign(new PlaceInput(), { longitude: 181 });
    const { extensions } = await refusal({ place: far, places: [new PlaceInput(), far] });
    const paths = (extensions.details['problems'] as Problem[]).map(({ path }) => path);
    expect(paths).toEqual(['input.place.longitude', 'input.places.1.longitude']);
  });

  test('has no argument in its path when its class declares several arguments', async () => {
    class ThingsArguments {}
    const { extensions } = await refusal({ int: 'x' }, ThingsArguments);
    expect(extensions.details['problems']).toMatchObject([{ path: 'int' }]);
  });
});
