import { BOUNDS } from './bounds.ts';
import type { DataGroup } from './data-area.ts';
import { fail, type Fault } from './fault.ts';
import { joinDataAreas } from './joined-areas.rule.ts';
import type { Packet } from './packet.ts';

export interface AssemblyLimits {
  /** How long the next part of a split message may take before the message is given up. */
  readonly splitMilliseconds: number;
  /** Characters of all parts that wait for others, on one connection. */
  readonly splitCharacters: number;
}

/** The result of a packet: a whole message, a part that waits for the others, or a part that fits none of them. */
export type Taken =
  | { readonly kind: 'whole'; readonly packet: Packet }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'fault'; readonly fault: Fault };

interface Message {
  readonly pnum: number;
  /** By PNO. */
  readonly parts: Map<number, Packet>;
  lastAt: number;
}

const WAITING: Taken = { kind: 'waiting' };

/**
 * Puts split messages (拆分包: the D bit, PNUM and PNO) of one connection together. All parts name the same device,
 * command and request number; they may come in any order, and one that comes again takes the place of the first.
 * Waiting parts are bounded in messages, characters and time; nothing of a message is stored before all of it is there.
 */
export class Assembly {
  readonly #limits: AssemblyLimits;
  readonly #open = new Map<string, Message>();

  constructor(limits: AssemblyLimits) {
    this.#limits = limits;
  }

  /** Characters that wait now. */
  get characters(): number {
    return [...this.#open.values()].reduce((sum, message) => sum + charactersOf(message), 0);
  }

  take(packet: Packet, now: Date): Taken {
    if (packet.pnum === null || packet.pno === null) return { kind: 'whole', packet };
    const key = [packet.mn, packet.st, packet.cn, packet.qn ?? ''].join(' ');
    const message = this.#open.get(key) ?? { pnum: packet.pnum, parts: new Map(), lastAt: 0 };
    if (message.pnum !== packet.pnum) return this.#refuse(key, 'SPLIT_INVALID', `PNUM was ${message.pnum}`);
    message.parts.set(packet.pno, packet);
    message.lastAt = now.getTime();
    this.#open.set(key, message);
    if (message.parts.size === message.pnum) return this.#join(key, message, packet);
    if (this.characters <= this.#limits.splitCharacters) return WAITING;
    return this.#refuse(
      key,
      'SPLIT_TOO_LARGE',
      `expected ${this.#limits.splitCharacters} characters at most`,
    );
  }

  /** Gives up the messages whose next part is overdue, and the oldest beyond the number that may be open. */
  giveUp(now: Date): Fault[] {
    const latest = now.getTime() - this.#limits.splitMilliseconds;
    const crowd = [...this.#open].slice(0, Math.max(0, this.#open.size - BOUNDS.split.messages));
    const overdue = [...this.#open].filter(([, { lastAt }]) => lastAt < latest);
    return [...new Map([...crowd, ...overdue])].map((entry) => this.#abandon(entry));
  }

  /** The connection has ended: the waiting parts will never be whole. */
  finish(): Fault[] {
    return [...this.#open].map((entry) => this.#abandon(entry));
  }

  #join(key: string, { parts }: Message, last: Packet): Taken {
    this.#open.delete(key);
    const inOrder = [...parts].sort(([a], [b]) => a - b).map(([, part]) => part);
    const cp: readonly DataGroup[] = joinDataAreas(inOrder.map((part) => part.cp));
    const { flag } = inOrder.find((part) => part.flag?.wantsAnswer) ?? last;
    const leniencies = inOrder.flatMap((part) => part.leniencies);
    return { kind: 'whole', packet: { ...last, flag, leniencies, cp, pnum: null, pno: null } };
  }

  #refuse(key: string, reason: 'SPLIT_INVALID' | 'SPLIT_TOO_LARGE', detail: string): Taken {
    this.#open.delete(key);
    return { kind: 'fault', fault: fail(reason, detail).fault };
  }

  #abandon([key, { pnum, parts }]: readonly [string, Message]): Fault {
    this.#open.delete(key);
    const [mn, , cn, qn] = key.split(' ');
    return fail('SPLIT_INCOMPLETE', `${parts.size} of ${pnum} parts came of MN=${mn} CN=${cn} QN=${qn}`)
      .fault;
  }
}

function charactersOf({ parts }: Message): number {
  return [...parts.values()].reduce((sum, { segment }) => sum + segment.length, 0);
}
