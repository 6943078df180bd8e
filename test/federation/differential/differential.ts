import { OperationTypeNode, type ExecutionResult } from 'graphql';
import { seededBelow } from '../../soak/seeded.ts';
import { difference, textOf, unsound } from './compare.ts';
import { failing } from './faults.ts';
import { Operations, type Generated } from './generated.ts';
import { compiledRunner, stockRunner, type Runner } from './runners.ts';
import { World } from './world.ts';
import { WORLDS } from './worlds.ts';

/** The findings of generated operations. */
export interface Differences {
  readonly operations: number;
  /** Of our executor: each is a fault. */
  readonly faults: readonly string[];
  /** How often the stock executor differs from the specification, by world and by difference. */
  readonly stock: Readonly<Record<string, number>>;
}

/**
 * Generated operations on every world: by our executor, by a schema without federation, and some or all of them by the
 * stock executor.
 */
export async function differences(
  seed: number,
  count: number,
  { worlds = WORLDS, stockEvery = 1 }: { worlds?: typeof WORLDS; stockEvery?: number } = {},
): Promise<Differences> {
  const faults: string[] = [];
  const stock: Record<string, number> = {};
  let operations = 0;
  for (const define of worlds) {
    const world = new World(define());
    const below = seededBelow(seed);
    const generated = new Operations(world.api, below);
    const runners = { ours: compiledRunner(world), stock: stockRunner(world) };
    for (let n = 0; n < count / worlds.length; n += 1) {
      const operation = next(world, generated, below);
      operations += 1;
      const right = world.monolith(operation.document, operation.variables);
      const fault = await faultOf(world, operation, right, runners.ours, below);
      if (fault) faults.push(`${world.name}, seed ${seed}: ${fault}`);
      // The stock executor runs no subscription.
      if (n % stockEvery > 0 || operation.kind === OperationTypeNode.SUBSCRIPTION) continue;
      const differs = difference(await resultOf(world, operation, runners.stock), right);
      if (differs) stock[`${world.name}: ${differs}`] = (stock[`${world.name}: ${differs}`] ?? 0) + 1;
    }
  }
  return { operations, faults, stock };
}

/** Of eight operations about one is a mutation, and two are subscriptions. */
function next(world: World, generated: Operations, below: (bound: number) => number): Generated {
  const drawn = below(8);
  if (drawn === 0 && world.api.getMutationType()) return generated.next(OperationTypeNode.MUTATION);
  if (drawn < 6) return generated.next(OperationTypeNode.QUERY);
  for (;;) {
    const operation = generated.next(OperationTypeNode.SUBSCRIPTION);
    if (hasRoot(world.monolith(operation.document, operation.variables))) return operation;
  }
}

/** Conditions leave one field or more or none, and the name of the type is nothing to subscribe to. */
function hasRoot({ data }: ExecutionResult): boolean {
  const values = Object.values(data ?? {});
  return values.length === 1 && values[0] !== 'Subscription';
}

async function faultOf(
  world: World,
  operation: Generated,
  right: ExecutionResult,
  ours: Runner,
  below: (bound: number) => number,
): Promise<string | undefined> {
  const found = await resultOf(world, operation, ours);
  const differs = difference(found, right);
  if (differs) return described(differs, operation, found, right);
  const partial = await ours(
    operation,
    failing((asked) => world.answer(asked), below),
  );
  const fault = unsound(partial, right);
  return fault && described(`with failing subgraphs, ${fault}`, operation, partial, right);
}

/** An exception is a result as well, and never the right one. */
async function resultOf(world: World, operation: Generated, run: Runner): Promise<ExecutionResult> {
  try {
    return await run(operation, (asked) => world.answer(asked));
  } catch (error) {
    return { data: { thrown: String(error) } };
  }
}

function described(
  what: string,
  { text, variables }: Generated,
  found: ExecutionResult,
  right: ExecutionResult,
): string {
  const results = [found, right].map((each) => `${textOf(each)} ${JSON.stringify(each.errors ?? [])}`);
  return [what, text, JSON.stringify(variables), ...results].join('\n');
}
