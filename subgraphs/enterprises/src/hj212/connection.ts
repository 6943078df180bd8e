import type { Socket } from 'node:net';
import { answerTo } from './answer.ts';
import { Assembly } from './assembly.ts';
import type { CrcOrder } from './crc.rule.ts';
import { envelopeOf, mnOf } from './envelope.ts';
import { fail, quote, type Fault } from './fault.ts';
import { FrameScanner, type Scanned } from './frame-scanner.ts';
import { checkFrame, type CandidateFrame } from './frame.ts';
import type { ListenerLimits, PacketHandling, ReportedFault } from './listener-options.ts';
import { parsePacket, type Packet } from './packet.ts';

type Origin = Pick<ReportedFault, 'mn' | 'excerpt'>;

const EXCERPT_CHARACTERS = 160;
const KEEP_ALIVE_MILLISECONDS = 60_000;
const NO_ORIGIN: Origin = { mn: null, excerpt: null };

/**
 * One device's connection. Packets are handled one after another; while one is in hand nothing more is read, so that
 * a device that sends faster than the store writes is held back by TCP itself.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #id: number;
  readonly #handling: PacketHandling;
  readonly #limits: ListenerLimits;
  readonly #remoteAddress: string;
  readonly #scanner = new FrameScanner();
  readonly #assembly: Assembly;
  /** In the owner's code: silence on the socket is not the device's. */
  #isHandling = false;
  /** Between taking what came and having sent the last answer to it. */
  #isBusy = false;
  #isStopping = false;
  #faultsInARow = 0;

  constructor(socket: Socket, id: number, handling: PacketHandling, limits: ListenerLimits) {
    this.#socket = socket;
    this.#id = id;
    this.#handling = handling;
    this.#limits = limits;
    this.#assembly = new Assembly(limits);
    this.#remoteAddress = socket.remoteAddress ?? 'unknown';
    // The loop below sees errors as rejections; this keeps one that comes after the loop from ending the process.
    socket.on('error', () => undefined);
    socket.setKeepAlive(true, KEEP_ALIVE_MILLISECONDS);
    socket.setTimeout(limits.idleMilliseconds, () => this.#onIdle());
  }

  /** Serves until the device leaves, is thrown out, or `stop` is called. Never rejects. */
  async run(): Promise<void> {
    try {
      await this.#readAll();
    } catch (error) {
      if (!this.#isStopping) this.#report(connectionFault('CONNECTION_BROKEN', error), NO_ORIGIN, error);
    } finally {
      this.#isStopping = true;
      this.#reportTorn(this.#assembly.finish());
      this.#socket.destroySoon();
    }
  }

  /** Ends after the packet in hand is answered; at once when there is none. */
  stop(): void {
    this.#isStopping = true;
    if (!this.#isBusy) this.#socket.destroySoon();
  }

  /** Ends now, answered or not. */
  destroy(): void {
    this.#isStopping = true;
    this.#socket.destroy();
  }

  async #readAll(): Promise<void> {
    // Leaving the loop must not discard an answer that is still being sent.
    for await (const chunk of this.#socket.iterator({ destroyOnReturn: false })) {
      await this.#takeAll(this.#scanner.push(chunk as Buffer));
      if (this.#isStopping) return;
    }
    await this.#takeAll(this.#scanner.finish());
  }

  async #takeAll(found: readonly Scanned[]): Promise<void> {
    this.#isBusy = true;
    for (const item of found) {
      if (this.#isStopping) break;
      if (item.kind === 'frame') await this.#takeFrame(item.frame);
      else await this.#refuse(item.fault, item.bytes.toString('latin1'));
    }
    this.#isBusy = false;
  }

  async #takeFrame(frame: CandidateFrame): Promise<void> {
    const order = await this.#orderFor(frame.text);
    if (order === null) return;
    const checked = checkFrame(frame, order);
    if (!checked.ok) return this.#refuse(checked.fault, frame.text);
    const packet = parsePacket(checked.value);
    if (!packet.ok) return this.#refuse(packet.fault, frame.text);
    await this.#takePacket(packet.value, order);
  }

  async #takePacket(packet: Packet, order: CrcOrder): Promise<void> {
    const now = this.#handling.clock.now();
    const torn = this.#assembly.giveUp(now);
    this.#reportTorn(torn);
    this.#faultsInARow += torn.length;
    if (this.#faultsInARow >= this.#limits.consecutiveFaults) return this.#throwOut();
    const taken = this.#assembly.take(packet, now);
    // One message, one answer: to the part that makes it whole, once all of it is committed.
    if (taken.kind === 'whole') await this.#hand(taken.packet, order);
    else if (taken.kind === 'fault') await this.#refuse(taken.fault, packet.segment);
  }

  #reportTorn(faults: readonly Fault[]): void {
    for (const fault of faults) this.#report(fault, NO_ORIGIN);
  }

  async #hand(packet: Packet, crcOrder: CrcOrder): Promise<void> {
    const disposition = await this.#guard(packet.segment, () =>
      this.#handling.onPacket(packet, {
        connectionId: this.#id,
        remoteAddress: this.#remoteAddress,
        receivedAt: this.#handling.clock.now(),
        crcOrder,
      }),
    );
    if (disposition === null) return;
    if (disposition.kind === 'refused') {
      return this.#refuse(fail(disposition.reason, 'refused by the handler').fault, packet.segment);
    }
    this.#faultsInARow = 0;
    await this.#send(answerTo(packet, disposition, crcOrder));
  }

  /** Reports a fault and answers it as far as the sender can be read. `text` is what came, whole or torn. */
  async #refuse(fault: Fault, text: string): Promise<void> {
    this.#report(fault, originOf(text));
    this.#faultsInARow += 1;
    const asked = envelopeOf(text);
    if (asked?.flag.wantsAnswer) {
      const order = await this.#orderFor(text);
      if (order !== null) await this.#send(answerTo(asked, { kind: 'refused', reason: fault.reason }, order));
    }
    if (this.#faultsInARow >= this.#limits.consecutiveFaults) this.#throwOut();
  }

  #throwOut(): void {
    this.#isStopping = true;
    const { fault } = fail('CONNECTION_HOSTILE', `${this.#faultsInARow} faults without an accepted packet`);
    this.#report(fault, NO_ORIGIN);
  }

  async #orderFor(text: string): Promise<CrcOrder | null> {
    const { crcOrderOf } = this.#handling;
    const mn = mnOf(text);
    if (!crcOrderOf || mn === null) return 'STANDARD';
    return this.#guard(text, async () => crcOrderOf(mn));
  }

  /** Runs the owner's code. What it throws is its fault, not the device's: reported, not answered, not counted here. */
  async #guard<T>(text: string, action: () => Promise<T>): Promise<T | null> {
    this.#isHandling = true;
    try {
      return await action();
    } catch (error) {
      this.#report(connectionFault('HANDLER_FAILED', error), originOf(text), error);
      return null;
    } finally {
      this.#isHandling = false;
    }
  }

  /** Resolves when the bytes have left, or never will: a device that does not read its answers is read no further. */
  async #send(answer: Buffer | null): Promise<void> {
    if (answer === null || this.#socket.destroyed) return;
    await new Promise<void>((resolve) => this.#socket.write(answer, () => resolve()));
  }

  #onIdle(): void {
    if (this.#isHandling) {
      this.#socket.setTimeout(this.#limits.idleMilliseconds);
      return;
    }
    const { fault } = fail('CONNECTION_IDLE', `nothing came for ${this.#limits.idleMilliseconds} ms`);
    if (!this.#isStopping) this.#report(fault, NO_ORIGIN);
    this.destroy();
  }

  #report(fault: Fault, origin: Origin, cause?: unknown): void {
    this.#handling.onFault({
      ...fault,
      ...origin,
      at: this.#handling.clock.now(),
      connectionId: this.#id,
      remoteAddress: this.#remoteAddress,
      ...(cause === undefined ? {} : { cause }),
    });
  }
}

function originOf(text: string): Origin {
  return { mn: mnOf(text), excerpt: quote(text, EXCERPT_CHARACTERS) };
}

function connectionFault(reason: 'HANDLER_FAILED' | 'CONNECTION_BROKEN', error: unknown): Fault {
  return fail(reason, error instanceof Error ? error.message : String(error)).fault;
}
