import { defaultFieldResolver, isObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { EcoGridError } from '@ecogrid/errors';
import { BOUNDS } from './bounds.ts';

/** Fields that one operation, or one event of a subscription, may resolve. */
const MAX_RESOLVED_FIELDS = BOUNDS.requests.resolvedFields;

/** Counts the fields that one execution resolves, and ends the execution at the bound. */
export class FieldBudget {
  private left: number;
  private end: ((error: Error) => void) | undefined;

  constructor(private readonly limit = MAX_RESOLVED_FIELDS) {
    this.left = limit;
  }

  /** @returns false when no field more may be resolved. */
  take(): boolean {
    if (this.left > 0) {
      this.left -= 1;
      return true;
    }
    this.stop();
    return false;
  }

  /** Ends the execution, once: no field more is resolved. */
  stop(): void {
    this.left = 0;
    const end = this.end;
    this.end = undefined;
    end?.(new EcoGridError('ANSWER_TOO_LARGE', { measure: 'FIELDS', limit: this.limit }));
  }

  /** @throws EcoGridError ANSWER_TOO_LARGE as soon as the bound is passed, without waiting for pending fields. */
  within<Result>(execution: () => Result | PromiseLike<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.end = reject;
      Promise.resolve(execution()).then(resolve, reject);
    });
  }
}

type Resolver = GraphQLFieldResolver<unknown, { readonly fields?: FieldBudget }>;

/** Makes every field of the schema take from the budget of its context. No executor resolves a field without it. */
export function countFields(schema: GraphQLSchema): GraphQLSchema {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  for (const type of types.filter(({ name }) => !name.startsWith('__')))
    for (const field of Object.values(type.getFields())) field.resolve = counted(field.resolve);
  return schema;
}

/** A field beyond the bound never settles: an error for each would take more memory than the answer. */
function counted(resolve: Resolver = defaultFieldResolver): Resolver {
  return (source, args, context, info) =>
    context.fields?.take() === false ? new Promise(() => undefined) : resolve(source, args, context, info);
}
