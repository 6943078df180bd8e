import type { z } from 'zod';
import type { ConsumerOptions, DomainEvent, LoggedEvent, MisfitOf } from '@ecogrid/events';
import { assessmentContracts } from './assessment.ts';
import { casesContracts } from './cases.ts';
import { enterprisesContracts } from './enterprises.ts';
import { gridsContracts } from './grids.ts';

/** The contract of each topic. */
export const contracts = {
  ...gridsContracts,
  ...enterprisesContracts,
  ...casesContracts,
  ...assessmentContracts,
};

export type Topic = keyof typeof contracts;

interface Owned {
  readonly grids: typeof gridsContracts;
  readonly enterprises: typeof enterprisesContracts;
  readonly cases: typeof casesContracts;
  readonly assessment: typeof assessmentContracts;
}

/** The topics that a subgraph owns: it announces no others. */
export type TopicOf<Subgraph extends keyof Owned> = keyof Owned[Subgraph];
export type Payload<T extends Topic> = z.infer<(typeof contracts)[T]>;

type Announced = Pick<DomainEvent, 'topic' | 'payload'>;
type Manager = Parameters<ConsumerOptions['handle']>[1];

/** The result of each event that was read: many subscribers ask for the payload of one event. */
const read = new WeakMap<Announced, { readonly payload: unknown } | { readonly misfit: string }>();

/** The check of announcers and consumers. A topic without a contract fits none. */
export const misfitOf: MisfitOf = (event) => {
  const result = reading(event);
  return 'misfit' in result ? result.misfit : null;
};

/**
 * The payload of an event of one of the topics, as its contract types it: fields that the contract does not name are
 * left out.
 * @throws Error for an event of another topic, or one that does not fit.
 */
export function payloadOf<T extends Topic>(event: Announced, ...topics: readonly T[]): Payload<T> {
  if (!(topics as readonly string[]).includes(event.topic)) throw new Error(`${event.topic} is not expected`);
  const result = reading(event);
  if ('misfit' in result) throw new Error(`${event.topic} does not fit its contract: ${result.misfit}`);
  return result.payload as Payload<T>;
}

/**
 * The handlers of a consumer by topic; an event that does not fit its contract reaches none of them.
 * @param together the handlers of topics whose events come by the thousand: they take the payloads of several.
 */
export function consumes(
  handlers: {
    readonly [T in Topic]?: (payload: Payload<T>, manager: Manager, event: LoggedEvent) => Promise<unknown>;
  },
  together: {
    readonly [T in Topic]?: (payloads: ReadonlyArray<Payload<T>>, manager: Manager) => Promise<unknown>;
  } = {},
): Pick<ConsumerOptions, 'topics' | 'misfitOf' | 'handle' | 'together'> {
  type Handler = (payload: unknown, manager: Manager, event: LoggedEvent) => Promise<unknown>;
  type HandlerOfMany = (payloads: readonly unknown[], manager: Manager) => Promise<unknown>;
  const one = handlers as Readonly<Record<string, Handler>>;
  const many = together as Readonly<Record<string, HandlerOfMany>>;
  const topics = [...Object.keys(handlers), ...Object.keys(together)] as Topic[];
  return {
    topics,
    misfitOf,
    handle: async (event, manager) => {
      await one[event.topic]?.(payloadOf(event, ...topics), manager, event);
    },
    together: {
      topics: Object.keys(together),
      handle: async (events, manager) => {
        const payloads = events.map((event) => payloadOf(event, ...topics));
        await many[events[0]?.topic ?? '']?.(payloads, manager);
      },
    },
  };
}

function reading(event: Announced): { readonly payload: unknown } | { readonly misfit: string } {
  const known = read.get(event);
  if (known) return known;
  const result = checked(event);
  read.set(event, result);
  return result;
}

function checked({ topic, payload }: Announced): { readonly payload: unknown } | { readonly misfit: string } {
  if (!Object.hasOwn(contracts, topic)) return { misfit: 'the topic has no contract' };
  const { data, error } = contracts[topic as Topic].safeParse(payload);
  if (!error) return { payload: data };
  return { misfit: error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') };
}
