import { Environment, type ASTNode, type ParseResult } from '@marcbachmann/cel-js';
import { FACT_SCHEMAS, type FactType, type Facts } from './fact.schema.ts';
import type { FactTopic } from './fact.vocabulary.ts';

/** Structural limits: an expression of a rule is a line, not a program. */
const LIMITS = {
  maxAstNodes: 200,
  maxDepth: 24,
  maxListElements: 50,
  maxMapEntries: 10,
  maxCallArguments: 8,
};

/** A checked expression of the Common Expression Language over the fields of one topic. */
export interface Expression {
  evaluate(facts: Facts): unknown;
  /** The fields of the fact that it reads. */
  readonly fields: readonly string[];
}

const environments = new Map<FactTopic, Environment>();

/**
 * Checks an expression against the topic's fields and the type it must give.
 * @throws Error whose message names the fault of it: syntax, an unknown identifier or field, types.
 */
export function compileExpression(topic: FactTopic, text: string, wanted: 'bool' | 'int'): Expression {
  const environment = environmentOf(topic);
  const { valid, type, error } = environment.check(text);
  if (!valid) throw new Error(error?.summary ?? 'is not an expression');
  if (type !== wanted) throw new Error(`must give ${wanted}, and gives ${type}`);
  const parsed: ParseResult = environment.parse(text);
  return {
    evaluate: (facts) => parsed({ event: withIntegers(facts) }) as unknown,
    fields: fieldsRead(parsed.ast),
  };
}

function environmentOf(topic: FactTopic): Environment {
  let environment = environments.get(topic);
  if (!environment) {
    const fields = Object.entries<FactType>(FACT_SCHEMAS[topic]);
    const schema = Object.fromEntries(
      fields.map(([name, type]) => [name, type === 'string?' ? 'dyn' : type]),
    );
    environment = new Environment({ limits: LIMITS }).registerVariable({ name: 'event', schema });
    environments.set(topic, environment);
  }
  return environment;
}

/** The library takes an integer only as a BigInt. */
function withIntegers(facts: Facts): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, typeof value === 'number' ? BigInt(value) : value]),
  );
}

/** The fields that an entry must keep to be explained: those that its rule looked at. */
function fieldsRead(node: ASTNode): string[] {
  const found = new Set<string>();
  collect(node, found);
  return [...found].sort();
}

function collect(part: unknown, found: Set<string>): void {
  if (Array.isArray(part)) return part.forEach((each) => collect(each, found));
  if (!isNode(part)) return;
  if (part.op === '.' && isEvent(part.args[0])) return void found.add(part.args[1]);
  if (isEvent(part)) throw new Error('event must be used as event.<field>');
  collect(part.args, found);
}

function isNode(part: unknown): part is ASTNode {
  return typeof part === 'object' && part !== null && 'op' in part && 'args' in part;
}

function isEvent(node: ASTNode): boolean {
  return node.op === 'id' && node.args === 'event';
}
