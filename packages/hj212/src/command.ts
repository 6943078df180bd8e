import { formatChinaTime } from './china-time.rule.ts';
import type { DataGroup } from './data-area.ts';
import type { PacketDraft } from './encode.ts';
import type { Packet } from './packet.ts';
import type { IntervalKind } from './reading.ts';

/** A request (请求) to a device, without its address. */
export interface Command {
  readonly cn: string;
  readonly cp: readonly DataGroup[];
}

const BACK_FILLED: Readonly<Record<Exclude<IntervalKind, 'REAL_TIME'>, string>> = {
  MINUTE: '2051',
  HOUR: '2061',
  DAY: '2031',
};

const time = (instant: Date): string => formatChinaTime(instant, 14);

/** The requests of HJ 212-2017 Annex C that a supervision platform sends. Factors are named where it can matter. */
export const commands = {
  /** 1000: how long the device waits for an answer, and how often it sends again. */
  setTimeoutAndRetries: (seconds: number, retries: number): Command =>
    command('1000', ['OverTime', String(seconds)], ['ReCount', String(retries)]),
  /** 1011: the clock of the logger, or of one instrument. */
  readClock: (factor?: string): Command => command('1011', ...(factor ? [pair('PolId', factor)] : [])),
  /** 1012: sets that clock. */
  setClock: (at: Date, factor?: string): Command =>
    command('1012', ...(factor ? [pair('PolId', factor)] : []), ['SystemTime', time(at)]),
  readRealTimeInterval: (): Command => command('1061'),
  setRealTimeInterval: (seconds: number): Command => command('1062', ['RtdInterval', String(seconds)]),
  readMinuteInterval: (): Command => command('1063'),
  setMinuteInterval: (minutes: number): Command => command('1064', ['MinInterval', String(minutes)]),
  setPassword: (password: string): Command => command('1072', ['NewPW', password]),
  startRealTime: (): Command => command('2011'),
  stopRealTime: (): Command => command('2012'),
  /** 2051, 2061 or 2031: sends once more its stored values of this time. */
  backFill: (kind: Exclude<IntervalKind, 'REAL_TIME'>, from: Date, to: Date): Command =>
    command(BACK_FILLED[kind], ['BeginTime', time(from)], ['EndTime', time(to)]),
} as const;

function pair(key: string, value: string): readonly [string, string] {
  return [key, value];
}

function command(cn: string, ...pairs: (readonly [string, string])[]): Command {
  return { cn, cp: pairs.length > 0 ? [pairs] : [] };
}

/** The device that a command is for. */
export interface Addressee {
  readonly st: string;
  readonly mn: string;
  readonly pw: string;
  /** The version bits of Flag: 0 for 2005, 1 for 2017, 2 for 2025. */
  readonly version: number;
}

/** The reaction of a device to a command. `data` holds the packets that it sent under the command's request number. */
export type CommandResult =
  /** It answered 9012; `exeRtn` 1 is success. */
  | { readonly kind: 'executed'; readonly exeRtn: string; readonly data: readonly Packet[] }
  /** It answered 9011 with a QnRtn other than 1. */
  | { readonly kind: 'refused'; readonly qnRtn: string }
  /** It accepted, and then did not say in time that it was done. */
  | { readonly kind: 'unfinished'; readonly data: readonly Packet[] }
  /** It never answered, however often it was asked. */
  | { readonly kind: 'silent'; readonly tries: number };

export interface RequesterOptions {
  readonly send: (draft: PacketDraft) => void;
  readonly now: () => Date;
  /** How long an answer may take. Default 10 seconds, as the standard says. */
  readonly timeoutMilliseconds?: number;
  /** How often a command is sent at most. Default 3. */
  readonly tries?: number;
  /** Calls back later; returns how to call it off. Default `setTimeout`. */
  readonly after?: (milliseconds: number, action: () => void) => () => void;
}

interface Request {
  readonly draft: PacketDraft;
  readonly data: Packet[];
  readonly settle: (result: CommandResult) => void;
  tries: number;
  isAccepted: boolean;
  cancel: () => void;
}

const ANSWER_BIT = 1;
const READY = '1';

/** Sends commands to the devices of one connection and finds their answers by the request number. */
export class Requester {
  readonly #options: Required<RequesterOptions>;
  readonly #open = new Map<string, Request>();
  #lastNumber = 0;

  constructor(options: RequesterOptions) {
    this.#options = { timeoutMilliseconds: 10_000, tries: 3, after: later, ...options };
  }

  request({ cn, cp }: Command, { st, mn, pw, version }: Addressee): Promise<CommandResult> {
    const qn = this.#nextNumber();
    const draft = { qn, st, cn, pw, mn, flag: (version << 2) | ANSWER_BIT, cp };
    return new Promise((resolve) => {
      const settle = (result: CommandResult): void => {
        this.#open.get(qn)?.cancel();
        this.#open.delete(qn);
        resolve(result);
      };
      const request = { draft, data: [], settle, tries: 0, isAccepted: false, cancel: () => undefined };
      this.#open.set(qn, request);
      this.#send(request);
    });
  }

  /** Takes a packet of the connection; whether it belongs to a command. */
  take(packet: Packet): boolean {
    const request = this.#open.get(packet.qn ?? '');
    if (!request || request.draft.mn !== packet.mn) return false;
    if (packet.cn === '9011') this.#takeReturn(request, valueOf(packet, 'QnRtn'));
    else if (packet.cn === '9012') {
      request.settle({ kind: 'executed', exeRtn: valueOf(packet, 'ExeRtn'), data: request.data });
    } else {
      request.data.push(packet);
      request.isAccepted = true;
      this.#wait(request);
    }
    return true;
  }

  /** The connection has ended. */
  close(): void {
    for (const request of [...this.#open.values()]) this.#giveUp(request);
  }

  #takeReturn(request: Request, qnRtn: string): void {
    if (qnRtn !== READY) return request.settle({ kind: 'refused', qnRtn });
    request.isAccepted = true;
    this.#wait(request);
  }

  #send(request: Request): void {
    request.tries += 1;
    this.#options.send(request.draft);
    this.#wait(request);
  }

  #wait(request: Request): void {
    request.cancel();
    request.cancel = this.#options.after(this.#options.timeoutMilliseconds, () => {
      if (request.isAccepted || request.tries >= this.#options.tries) this.#giveUp(request);
      else this.#send(request);
    });
  }

  #giveUp(request: Request): void {
    const { isAccepted, data, tries } = request;
    request.settle(isAccepted ? { kind: 'unfinished', data } : { kind: 'silent', tries });
  }

  /** A time to the millisecond that no other command of the connection has. */
  #nextNumber(): string {
    this.#lastNumber = Math.max(this.#options.now().getTime(), this.#lastNumber + 1);
    return formatChinaTime(new Date(this.#lastNumber), 17);
  }
}

function later(milliseconds: number, action: () => void): () => void {
  const timer = setTimeout(action, milliseconds);
  return () => clearTimeout(timer);
}

function valueOf({ cp }: Packet, key: string): string {
  return cp.flat().find(([name]) => name === key)?.[1] ?? '';
}
