import type { Socket } from 'node:net';
import { answerTo, isAnswer } from './answer.ts';
import { Assembly } from './assembly.ts';
import { BOUNDS } from './bounds.ts';
import { Requester, type Command, type CommandResult } from './command.ts';
import type { DeviceSettings } from './device-settings.ts';
import { encodeFrame } from './encode.ts';
import { askedOf, mnOf } from './envelope.ts';
import { fail, quote, type Fault } from './fault.ts';
import { FrameScanner } from './frame-scanner.ts';
import { checkFrame, type CandidateFrame, type Scanned } from './frame.ts';
import { UNKNOWN_DEVICE } from './listener-options.ts';
import type { ListenerLimits, PacketHandling, ReportedFault } from './listener-options.ts';
import { parsePacket, type Packet } from './packet.ts';

type Origin = Pick<ReportedFault, 'mn' | 'excerpt'>;

/** The last accepted packet of a device and its settings: a command is addressed by them. */
interface Known {
  readonly packet: Packet;
  readonly settings: DeviceSettings;
}

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
  readonly #requester: Requester;
  /** The devices whose packets were accepted here, by MN. */
  readonly #known = new Map<string, Known>();
  readonly #firstPacketTimer: NodeJS.Timeout;
  /** In the owner's code: silence on the socket is not the device's. */
  #isHandling = false;
  /** Between taking the packets and having sent the last answer to them. */
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
    this.#requester = new Requester({
      now: () => handling.clock.now(),
      send: (draft) => {
        if (!socket.destroyed) socket.write(encodeFrame(draft, this.#known.get(draft.mn)?.settings));
      },
    });
    // The loop below sees errors as rejections; this keeps one that comes after the loop from ending the process.
    socket.on('error', () => undefined);
    socket.setKeepAlive(true, BOUNDS.listener.keepAliveMs);
    socket.setTimeout(limits.idleMilliseconds, () => this.#onIdle());
    this.#firstPacketTimer = setTimeout(() => this.#onUnproven(), limits.firstPacketMilliseconds);
  }

  /** Serves until the device leaves, is thrown out, or `stop` is called. Never rejects. */
  async run(): Promise<void> {
    try {
      await this.#readAll();
    } catch (error) {
      if (!this.#isStopping) this.#report(connectionFault('CONNECTION_BROKEN', error), NO_ORIGIN, error);
    } finally {
      this.#isStopping = true;
      clearTimeout(this.#firstPacketTimer);
      this.#requester.close();
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
    // The handler may never end, so `run` may not either.
    clearTimeout(this.#firstPacketTimer);
    this.#socket.destroy();
  }

  /** Sends a command to a device; `null` when none of its packets was accepted here. */
  request(mn: string, command: Command): Promise<CommandResult> | null {
    const known = this.#isStopping ? undefined : this.#known.get(mn);
    if (!known) return null;
    const { st, pw, flag } = known.packet;
    return this.#requester.request(command, { st, mn, pw, version: flag?.version ?? 0 });
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
      else if (item.kind === 'leniency') this.#handling.onLeniency?.(item.leniency);
      else await this.#refuse(item.fault, item.bytes.toString('latin1'));
    }
    this.#isBusy = false;
  }

  async #takeFrame(frame: CandidateFrame): Promise<void> {
    const settings = await this.#settingsFor(frame.text);
    if (settings === null) return;
    const checked = checkFrame(frame, settings);
    if (!checked.ok) return this.#refuseFrame(checked.fault, frame, settings);
    const packet = parsePacket(checked.value, settings);
    if (!packet.ok) return this.#refuse(packet.fault, frame.text);
    await this.#takePacket(packet.value, settings);
  }

  async #takePacket(packet: Packet, settings: DeviceSettings): Promise<void> {
    const now = this.#handling.clock.now();
    const torn = this.#assembly.giveUp(now);
    this.#reportTorn(torn);
    this.#faultsInARow += torn.length;
    if (this.#areFaultsTooMany()) return this.#throwOut();
    const taken = this.#assembly.take(packet, now);
    // One message, one answer: to the part that makes it whole, once all of it is durable.
    if (taken.kind === 'whole') await this.#hand(taken.packet, settings);
    else if (taken.kind === 'fault') await this.#refuse(taken.fault, packet.segment);
  }

  #reportTorn(faults: readonly Fault[]): void {
    for (const fault of faults) this.#report(fault, NO_ORIGIN);
  }

  async #hand(packet: Packet, settings: DeviceSettings): Promise<void> {
    const disposition = await this.#guard(packet.segment, () =>
      this.#handling.onPacket(packet, {
        connectionId: this.#id,
        remoteAddress: this.#remoteAddress,
        receivedAt: this.#handling.clock.now(),
        settings,
      }),
    );
    if (disposition === null) return;
    if (disposition.kind === 'refused') {
      return this.#refuse(fail(disposition.reason, 'refused by the handler').fault, packet.segment);
    }
    this.#accept(packet, settings);
    await this.#send(answerTo(packet, disposition, settings));
  }

  #accept(packet: Packet, settings: DeviceSettings): void {
    this.#faultsInARow = 0;
    clearTimeout(this.#firstPacketTimer);
    if (this.#known.size < BOUNDS.listener.knownDevices || this.#known.has(packet.mn)) {
      // Answers of devices are not always sent with their own version.
      if (!isAnswer(packet.cn) || !this.#known.has(packet.mn))
        this.#known.set(packet.mn, { packet, settings });
    }
    this.#requester.take(packet);
  }

  /** A frame that is right by other settings is answered by those, which are all that its sender can read. */
  #refuseFrame(fault: Fault, frame: CandidateFrame, settings: DeviceSettings): Promise<void> {
    const other = settings.crcOrder === 'STANDARD' ? 'MODBUS' : 'STANDARD';
    const crcOrder = fault.reason === 'CRC_ORDER_WRONG' ? other : settings.crcOrder;
    return this.#refuse(fault, frame.text, { ...settings, crcOrder, lengthRule: frame.lengthRule });
  }

  /** Reports a fault and answers it as far as the sender can be read. `text` is the frame, whole or torn. */
  async #refuse(fault: Fault, text: string, answering?: DeviceSettings): Promise<void> {
    this.#report(fault, originOf(text));
    this.#faultsInARow += 1;
    const asked = askedOf(text);
    if (asked?.flag.wantsAnswer) {
      const settings = answering ?? (await this.#settingsFor(text));
      if (settings !== null) {
        await this.#send(answerTo(asked, { kind: 'refused', reason: fault.reason }, settings));
      }
    }
    if (this.#areFaultsTooMany()) this.#throwOut();
  }

  #areFaultsTooMany(): boolean {
    const { consecutiveFaults, faultsBeforeFirstPacket } = this.#limits;
    return this.#faultsInARow >= (this.#known.size > 0 ? consecutiveFaults : faultsBeforeFirstPacket);
  }

  #throwOut(): void {
    this.#isStopping = true;
    const { fault } = fail('CONNECTION_HOSTILE', `${this.#faultsInARow} faults without an accepted packet`);
    this.#report(fault, NO_ORIGIN);
  }

  /** `null` when the owner's code failed. */
  async #settingsFor(text: string): Promise<DeviceSettings | null> {
    const { settingsOf } = this.#handling;
    const mn = mnOf(text);
    if (!settingsOf || mn === null) return UNKNOWN_DEVICE;
    return this.#guard(text, async () => (await settingsOf(mn)) ?? UNKNOWN_DEVICE);
  }

  /**
   * Runs the owner's code. An error that it throws is its fault, not the device's: reported, not answered, not counted
   * here.
   */
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
    this.#end('CONNECTION_IDLE', `nothing came for ${this.#limits.idleMilliseconds} ms`);
  }

  #onUnproven(): void {
    if (this.#isHandling) {
      this.#firstPacketTimer.refresh();
      return;
    }
    this.#end('CONNECTION_UNPROVEN', `no packet was accepted in ${this.#limits.firstPacketMilliseconds} ms`);
  }

  #end(reason: 'CONNECTION_IDLE' | 'CONNECTION_UNPROVEN', detail: string): void {
    if (!this.#isStopping) this.#report(fail(reason, detail).fault, NO_ORIGIN);
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
  return { mn: mnOf(text), excerpt: quote(text, BOUNDS.memory.excerptCharacters) };
}

function connectionFault(reason: 'HANDLER_FAILED' | 'CONNECTION_BROKEN', error: unknown): Fault {
  return fail(reason, error instanceof Error ? error.message : String(error)).fault;
}
