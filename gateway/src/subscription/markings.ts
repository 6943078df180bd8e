import {
  Kind,
  TypeInfo,
  parse,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import type { SchemaSource, SchemaUpdate } from '@ecogrid/federated-subscriptions';

/** On a Subscription field: its argument `after` resumes from the `cursor` that each event carries. */
const RESUMABLE = 'resumable';
/** On a field: its value depends on the person, so an answer that contains it is not shared with colleagues. */
const PERSONAL = 'personal';

/** The marks of fields by `@tag` of their subgraphs, read from the supergraph: the gateway needs no list of its own. */
export class Markings {
  private tagged = new Map<string, Set<string>>();
  private schema: GraphQLSchema | undefined;
  private judged = new WeakMap<DocumentNode, boolean>();

  constructor(gateway: SchemaSource) {
    gateway.onSchemaLoadOrUpdate((update) => this.load(update));
  }

  /** @param coordinate `Subscription.<field>`. */
  isResumable(coordinate: string): boolean {
    return this.has(RESUMABLE, coordinate);
  }

  /** Whether any field of the operation turns on the person. */
  dependsOnPerson(document: DocumentNode): boolean {
    let known = this.judged.get(document);
    if (known === undefined) this.judged.set(document, (known = this.judge(document)));
    return known;
  }

  private has(tag: string, coordinate: string): boolean {
    return this.tagged.get(tag)?.has(coordinate) ?? false;
  }

  private judge(document: DocumentNode): boolean {
    if (!this.schema) return true;
    const types = new TypeInfo(this.schema);
    let personal = false;
    const Field = (): void => {
      const coordinate = `${types.getParentType()?.name}.${types.getFieldDef()?.name}`;
      personal ||= this.has(PERSONAL, coordinate);
    };
    visit(document, visitWithTypeInfo(types, { Field }));
    return personal;
  }

  private load({ apiSchema, coreSupergraphSdl }: SchemaUpdate): void {
    this.schema = apiSchema;
    this.tagged = tagsOf(parse(coreSupergraphSdl, { noLocation: true }));
    this.judged = new WeakMap();
  }
}

/** Coordinates of fields by the name of their tag. */
function tagsOf(supergraph: DocumentNode): Map<string, Set<string>> {
  const tagged = new Map<string, Set<string>>();
  for (const type of supergraph.definitions) {
    if (!('fields' in type) || !('name' in type)) continue;
    for (const field of type.fields ?? []) {
      for (const directive of field.directives ?? []) {
        const [argument] = directive.arguments ?? [];
        if (directive.name.value !== 'tag' || argument?.value.kind !== Kind.STRING) continue;
        const known = tagged.get(argument.value.value) ?? new Set();
        tagged.set(argument.value.value, known.add(`${type.name.value}.${field.name.value}`));
      }
    }
  }
  return tagged;
}
