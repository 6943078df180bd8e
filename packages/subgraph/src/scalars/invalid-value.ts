import { BREAK, GraphQLError, Kind, visit, type ASTNode, type DocumentNode } from 'graphql';
import { EcoGridError } from '@ecogrid/errors';

/** The fault of a value of one of our scalars. */
export type ScalarProblem = 'isDateTime' | 'isDay' | 'isDecimal' | 'isText';

/** A value that its scalar does not accept. */
export class InvalidValue extends Error {
  constructor(readonly problem: ScalarProblem) {
    super(problem);
  }
}

/** The error of an operation as INPUT_INVALID with the path of the field, when a scalar refused a value; else as it is. */
export function withFieldPath(error: GraphQLError, document: DocumentNode): GraphQLError {
  const cause = rootCause(error);
  if (!(cause instanceof InvalidValue)) return error;
  const path =
    pathOfVariable(error, cause, document) ?? pathTo(document, (node) => error.nodes?.includes(node));
  const problems = [{ path: path ?? 'value', problem: cause.problem }];
  return new GraphQLError(cause.message, { originalError: new EcoGridError('INPUT_INVALID', { problems }) });
}

function rootCause(error: Error): Error {
  const original = error instanceof GraphQLError ? error.originalError : undefined;
  return original ? rootCause(original) : error;
}

/** graphql-js names a variable and the place within its value in its message only. */
function pathOfVariable(
  error: GraphQLError,
  cause: InvalidValue,
  document: DocumentNode,
): string | undefined {
  const [, variable] = /^Variable "\$(\w+)" got invalid value/.exec(error.message) ?? [];
  if (!variable) return undefined;
  const place = error.message.slice(0, -cause.message.length);
  const [, below = ''] = /" at "\w+([\w.[\]]*)"; Expected type "\w+"\. $/.exec(place) ?? [];
  const isUse = (node: ASTNode): boolean => node.kind === Kind.VARIABLE && node.name.value === variable;
  return `${pathTo(document, isUse) ?? variable}${below}`;
}

/** The argument and the fields of input objects that lead to a node, such as `input.place.longitude`. */
function pathTo(document: DocumentNode, isMeant: (node: ASTNode) => boolean | undefined): string | undefined {
  const path: string[] = [];
  let found: string | undefined;
  visit(document, {
    enter: (node) => {
      if (node.kind === Kind.VARIABLE_DEFINITION) return false;
      if (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD) path.push(node.name.value);
      if (!isMeant(node)) return undefined;
      found = path.join('.');
      return BREAK;
    },
    leave: (node) => {
      if (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD) path.pop();
    },
  });
  return found || undefined;
}
