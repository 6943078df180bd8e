import { composeServices } from '@apollo/composition';
import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse, subscribe, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { Channel } from './channel.fixture.ts';
import { FederatedSubscriptions } from './federated-subscriptions.ts';
import type { FederatedSubscriptionsOptions, SubscribeUpstream } from './options.ts';

/** Three little subgraphs: orders send events, products and people complete them. */
export const typeDefs = {
  orders: `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
    type Query { orders: [Order] }
    type Subscription {
      orderChanged(region: String, after: String): Order
      orderStrict: Order!
      noticed: Notice
    }
    interface Document { id: ID! number: String }
    type Order implements Document @key(fields: "id") {
      id: ID! number: String cursor: String! label(lang: String = "en"): String
      buyer: Person seller: Person! items: [Item] main: Product mandatory: Product! broken: String brokenStrict: String!
    }
    type Invoice implements Document { id: ID! number: String total: Int }
    union Item = Product | Service
    union Notice = Order | Invoice
    type Service { hours: Int }
    type Product @key(fields: "id") { id: ID! }
    type Person @key(fields: "id") { id: ID! }
    extend type Order { document: Document }
  `,
  products: `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
    type Query { products: [Product] }
    type Product @key(fields: "id") { id: ID! name: String price: Int code: String! maker: Person hasName(as: String): String }
    type Person @key(fields: "id") { id: ID! }
  `,
  people: `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
    type Query { people: [Person] }
    type Person @key(fields: "id") { id: ID! name: String email: String! whoAsks: String }
  `,
};

export type ServiceName = keyof typeof typeDefs;
export type Reference = { __typename?: string; id: string };
export interface OrderEvent {
  readonly id: string;
  readonly region?: string;
  readonly cursor?: string;
  readonly [field: string]: unknown;
}

/** Each subgraph's calls, and the switch that takes it down. */
class Source implements GraphQLDataSource {
  calls: { query: string; variables: unknown }[] = [];
  isDown = false;
  schema: GraphQLSchema;

  constructor(schema: GraphQLSchema) {
    this.schema = schema;
  }

  async process({ request, context }: Parameters<GraphQLDataSource['process']>[0]) {
    this.calls.push({ query: request.query ?? '', variables: request.variables });
    if (this.isDown) throw new Error('connect ECONNREFUSED 10.0.0.7:4003');
    const document = parse(request.query ?? '');
    const { data, errors } = await execute({
      schema: this.schema,
      document,
      variableValues: request.variables,
      contextValue: context,
    });
    // As over a wire: no prototypes, no shared objects.
    return JSON.parse(JSON.stringify({ data, errors })) as Awaited<ReturnType<GraphQLDataSource['process']>>;
  }
}

function failing(value: unknown, what: string): unknown {
  if (value === 'bad') throw new Error(`${what} is broken`);
  return value;
}

function shopSchemas(
  channel: Channel<OrderEvent>,
  log: OrderEvent[],
  overrides: Partial<typeof typeDefs> = {},
) {
  const defs = { ...typeDefs, ...overrides };
  const resume = (after: string | undefined): OrderEvent[] => {
    const index = log.findIndex(({ cursor }) => cursor === after);
    return after === undefined ? [] : log.slice(index + 1);
  };
  const inRegion = (region: unknown) => ({
    subscribe: (_: unknown, args: { after?: string }) => channel.subscribe(resume(args.after)),
    resolve: (event: OrderEvent) => ({ ...event, region }),
  });
  const typeOf = (value: { __typename: string }) => value.__typename;
  const resolvers = {
    orders: {
      Subscription: { orderChanged: inRegion('any'), orderStrict: inRegion('any'), noticed: inRegion('any') },
      Order: {
        label: ({ id }: Reference, { lang }: { lang: string }) => `${lang}:${id}`,
        broken: () => failing('bad', 'broken'),
        brokenStrict: () => failing('bad', 'brokenStrict'),
      },
      Item: { __resolveType: typeOf },
      Notice: { __resolveType: (value: { __typename?: string }) => value.__typename ?? 'Order' },
      Document: { __resolveType: typeOf },
    },
    products: {
      Product: {
        __resolveReference: ({ id }: Reference) =>
          id === 'gone' ? null : { id, name: `Product ${id}`, price: 10, code: id, maker: { id: 'm1' } },
        name: ({ id, name }: { id: string; name: string }) => {
          if (id === 'bad') throw new Error('name is broken');
          return name;
        },
        code: ({ id, code }: { id: string; code: string }) => (id === 'bad' ? null : code),
        hasName: ({ name }: { name: string }, args: { as?: string }) => `${args.as ?? '-'}:${name}`,
      },
    },
    people: {
      Person: {
        __resolveReference: ({ id }: Reference) => ({ id, name: `Person ${id}`, email: `${id}@example.org` }),
        whoAsks: (_: unknown, __: unknown, context: { who?: string }) => context.who ?? null,
      },
    },
  };
  const build = (name: ServiceName) =>
    buildSubgraphSchema([
      { typeDefs: parse(defs[name]), resolvers: resolvers[name] as object as Record<string, never> },
    ]);
  return { defs, orders: build('orders'), products: build('products'), people: build('people') };
}

export function supergraph(defs: Record<string, string>, urls: Record<string, string> = {}): string {
  const services = Object.entries(defs).map(([name, sdl]) => ({
    name,
    typeDefs: parse(sdl),
    url: urls[name] ?? name,
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(errors.join('\n'));
  return supergraphSdl;
}

export interface ShopContext {
  readonly who?: string;
  readonly audience?: string;
}

/** A gateway over the three subgraphs with subscriptions, and handles with which a test watches and disturbs them. */
export async function openShop(options: Partial<FederatedSubscriptionsOptions<ShopContext>> = {}) {
  const channel = new Channel<OrderEvent>();
  const log: OrderEvent[] = [];
  const schemas = shopSchemas(channel, log);
  const sources = {
    orders: new Source(schemas.orders),
    products: new Source(schemas.products),
    people: new Source(schemas.people),
  };
  let swap: (sdl: string) => void = () => undefined;
  // Else each gateway asks the metadata services of four clouds where it runs, and reports to Apollo.
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
  const gateway = new ApolloGateway({
    supergraphSdl: ({ update }) => {
      swap = update;
      return Promise.resolve({ supergraphSdl: supergraph(schemas.defs) });
    },
    buildService: ({ name }) => sources[name as ServiceName],
    logger: silent,
  });
  const requests: Parameters<SubscribeUpstream<ShopContext>>[0][] = [];
  const upstream: SubscribeUpstream<ShopContext> = async (request) => {
    requests.push(request);
    const { query, variables, context } = request;
    const schema = schemas[request.serviceName as ServiceName];
    const answer = subscribe({
      schema,
      document: parse(query),
      variableValues: variables,
      contextValue: context,
    });
    return (await answer) as AsyncIterable<ExecutionResult> | ExecutionResult;
  };
  const federated = new FederatedSubscriptions<ShopContext>({
    gateway,
    services: () => sources,
    upstream,
    logger: silent,
    ...options,
  });
  await gateway.load();
  const publish = (event: OrderEvent): void => {
    log.push(event);
    channel.publish(event);
  };
  const run = (query: string, variableValues = {}, contextValue: ShopContext = {}, operationName?: string) =>
    federated.subscribe({ document: parse(query), variableValues, contextValue, operationName });
  return {
    channel,
    federated,
    gateway,
    log,
    publish,
    requests,
    run,
    schemas,
    sources,
    swap: (sdl: string) => swap(sdl),
    /** Subscribes and waits until the event source listens. */
    async listen(query: string, variables = {}, context: ShopContext = {}, operationName?: string) {
      const before = channel.opened;
      const stream = asStream(await run(query, variables, context, operationName));
      for (let turn = 0; turn < 50 && channel.opened === before; turn += 1) await Promise.resolve();
      return stream;
    },
  };
}

export type Shop = Awaited<ReturnType<typeof openShop>>;
export type Stream = AsyncIterableIterator<ExecutionResult, undefined>;

export function asStream(answer: Stream | ExecutionResult): Stream {
  if ('next' in answer) return answer;
  throw new Error(`refused: ${JSON.stringify(answer.errors)}`);
}

export function asErrors(answer: Stream | ExecutionResult): { message: string; code: unknown }[] {
  if ('next' in answer) throw new Error('expected a refusal');
  return (answer.errors ?? []).map(({ message, extensions }) => ({ message, code: extensions['code'] }));
}

/** A result as it goes over the wire. */
export async function nextOf(stream: Stream): Promise<Record<string, unknown> | 'done'> {
  const step = await stream.next();
  return step.done ? 'done' : (JSON.parse(JSON.stringify(step.value)) as Record<string, unknown>);
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };
