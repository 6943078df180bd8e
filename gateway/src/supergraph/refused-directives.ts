import { Kind, parse, visit, type ConstDirectiveNode, type DocumentNode } from 'graphql';

/** Specifications that restrict readers, or set arguments: a gateway that passed over them would show too much. */
const REFUSED: ReadonlyMap<string, string> = new Map([
  ['https://specs.apollo.dev/authenticated/', '@authenticated'],
  ['https://specs.apollo.dev/requiresScopes/', '@requiresScopes'],
  ['https://specs.apollo.dev/policy/', '@policy'],
  ['https://specs.apollo.dev/context/', '@context'],
]);

/** @throws Error in one line, when a supergraph contains a directive that this gateway does not carry out. */
export function requireKnownDirectives(supergraphSdl: string): void {
  const used = refusedIn(parse(supergraphSdl, { noLocation: true }));
  if (used) throw new Error(`The supergraph uses ${used}, which this gateway does not carry out`);
}

function refusedIn(supergraph: DocumentNode): string | undefined {
  let found: string | undefined;
  visit(supergraph, {
    Directive(directive) {
      found ??= refused(directive as ConstDirectiveNode);
    },
  });
  return found;
}

function refused({ name, arguments: args = [] }: ConstDirectiveNode): string | undefined {
  const text = (argument: string): string | undefined => {
    const value = args.find((each) => each.name.value === argument)?.value;
    return value?.kind === Kind.STRING ? value.value : undefined;
  };
  if (name.value === 'link') {
    const url = text('url') ?? '';
    return [...REFUSED].find(([beginning]) => url.startsWith(beginning))?.[1];
  }
  const isProgressive = name.value === 'join__field' && text('overrideLabel') !== undefined;
  return isProgressive ? 'a progressive @override' : undefined;
}
