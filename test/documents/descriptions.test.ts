import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse, type DefinitionNode, type StringValueNode } from 'graphql';

/** Built-in definitions, and the root types, which need no description. */
const LANGUAGE = /^(Query|Mutation|Subscription|_.*|link__.*|federation__.*)$/;

interface Described {
  readonly name: { readonly value: string };
  readonly description?: StringValueNode | undefined;
  readonly fields?: readonly Described[];
  readonly values?: readonly Described[];
  readonly arguments?: readonly Described[];
}

interface Found {
  /** `Type.field(argument:)`, as graphql has schema coordinates. */
  readonly coordinate: string;
  readonly text: string;
}

const folder = new URL('../../schema/', import.meta.url);

function typesOf(file: string): Described[] {
  const { definitions } = parse(readFileSync(new URL(file, folder), 'utf8'));
  return definitions.filter(isType).filter(({ name }) => !name.value.startsWith('_'));
}

function isType(definition: DefinitionNode): definition is DefinitionNode & Described {
  return /Type(Definition|Extension)$/.test(definition.kind);
}

/** Everything in the types that could be described, the types first. */
function everythingIn(types: readonly Described[]): Found[] {
  return types.flatMap((type) => {
    const own = LANGUAGE.test(type.name.value) ? [] : [found(type.name.value, type)];
    const values = (type.values ?? []).map((value) => found(`${type.name.value}.${value.name.value}`, value));
    const fields = (type.fields ?? []).flatMap((field) => {
      const coordinate = `${type.name.value}.${field.name.value}`;
      const given = (field.arguments ?? []).map((each) => found(`${coordinate}(${each.name.value}:)`, each));
      return [found(coordinate, field), ...given];
    });
    return [...own, ...values, ...fields];
  });
}

function found(coordinate: string, { description }: Described): Found {
  return { coordinate, text: description?.value.trim() ?? '' };
}

const undescribed = (all: readonly Found[]): string[] =>
  all.filter(({ text }) => text === '').map(({ coordinate }) => coordinate);

describe('the graph that clients see', () => {
  const all = everythingIn(typesOf('api.graphql'));

  it('describes every type, field, argument, enum value and input field', () => {
    expect(undescribed(all)).toEqual([]);
  });

  it('is not empty', () => {
    const coordinates = all.map(({ coordinate }) => coordinate);
    expect(coordinates).toEqual(expect.arrayContaining(['Case', 'Case.number', 'Query.cases(first:)']));
  });
});

describe.each(readdirSync(new URL('subgraphs/', folder)))('the subgraph in %s', (file) => {
  const own = everythingIn(typesOf(`subgraphs/${file}`));
  const others = readdirSync(new URL('subgraphs/', folder)).filter((other) => other !== file);
  const describedByOthers = new Map(
    others
      .flatMap((other) => everythingIn(typesOf(`subgraphs/${other}`)))
      .filter(({ text }) => text !== '')
      .map(({ coordinate, text }) => [coordinate, text]),
  );

  it('describes everything but the keys of types that others own and describe', () => {
    expect(undescribed(own).filter((coordinate) => !describedByOthers.has(coordinate))).toEqual([]);
  });

  it('describes nothing in other words than another subgraph', () => {
    const differing = own.filter(
      ({ coordinate, text }) => text !== '' && (describedByOthers.get(coordinate) ?? text) !== text,
    );
    expect(differing).toEqual([]);
  });
});
