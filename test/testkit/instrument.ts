import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** CRC of HJ 212 annex A; our own listener is not asked. */
function crc212(segment: string): string {
  let register = 0xffff;
  for (const byte of Buffer.from(segment, 'utf8')) {
    register = (register >> 8) ^ byte;
    for (let bit = 0; bit < 8; bit += 1) register = register & 1 ? (register >> 1) ^ 0xa001 : register >> 1;
  }
  return register.toString(16).toUpperCase().padStart(4, '0');
}

function frame(segment: string): string {
  return `##${String(Buffer.byteLength(segment)).padStart(4, '0')}${segment}${crc212(segment)}\r\n`;
}

/** `YYYYMMDDhhmmss` in Asia/Shanghai, with milliseconds when asked for. */
function stamp(at: Date, milliseconds = false): string {
  const text = new Date(at.getTime() + 8 * 3_600_000).toISOString().replace(/[-:T.Z]/g, '');
  return milliseconds ? text : text.slice(0, 14);
}

/** The system codes ST by the words of the graph: the instruments of the demonstration that stand at outlets. */
const SYSTEM_CODES = { AIR_SOURCE: '31', WATER_SOURCE: '32' } as const;

export interface DeviceIdentity {
  readonly mn: string;
  readonly password: string;
  readonly systemType: keyof typeof SYSTEM_CODES;
}

/** The access password of a device of the demonstration: 100000 and the number that its MN ends with. */
export function demonstrationPassword(mn: string): string {
  return String(100_000 + Number(mn.slice(-6)));
}

/** A CN 2011 packet as instruments send it: one factor, flag N, an answer wanted. */
export function realTimePacket(
  device: DeviceIdentity,
  pollutantCode: string,
  value: number,
  at: Date,
): string {
  const head = `QN=${stamp(at, true)};ST=${SYSTEM_CODES[device.systemType]};CN=2011;PW=${device.password};MN=${device.mn};Flag=5`;
  return frame(`${head};CP=&&DataTime=${stamp(at)};${pollutantCode}-Rtd=${value},${pollutantCode}-Flag=N&&`);
}

/** Beyond the limit, and worse than all before: growth of an episode is announced at once when its peak is worse. */
export function worseThanBefore(upper: number): number {
  return upper * 1.5 + (Date.now() - Date.UTC(2026, 0, 1)) / 100_000_000;
}

/** A packet of means (CN 2061 of an hour, 2031 of a day) that begins with the day, as instruments send it: one factor, flag N. */
export function meanPacket(
  device: DeviceIdentity,
  command: '2061' | '2031',
  pollutantCode: string,
  value: number,
  day: Date,
): string {
  const head = `QN=${stamp(day, true)};ST=${SYSTEM_CODES[device.systemType]};CN=${command};PW=${device.password};MN=${device.mn};Flag=5`;
  const start = `${stamp(day).slice(0, 8)}000000`;
  return frame(`${head};CP=&&DataTime=${start};${pollutantCode}-Avg=${value},${pollutantCode}-Flag=N&&`);
}

/** One connection of a device. */
export class Instrument {
  private received = '';
  private readonly socket: Socket;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setEncoding('latin1').on('data', (text: string) => (this.received += text));
  }

  static async connect({ host, port }: { host: string; port: number }): Promise<Instrument> {
    const socket = connect(port, host);
    await once(socket, 'connect');
    return new Instrument(socket);
  }

  send(bytes: string | Buffer): void {
    this.socket.write(bytes);
  }

  /** The next answer frame, without its line end. @throws when the connection closes before one came. */
  async answer(): Promise<string> {
    while (!this.received.includes('\r\n')) {
      await Promise.race([
        once(this.socket, 'data'),
        once(this.socket, 'close').then(() => Promise.reject(new Error('the connection was closed'))),
      ]);
    }
    const end = this.received.indexOf('\r\n');
    const line = this.received.slice(0, end);
    this.received = this.received.slice(end + 2);
    return line;
  }

  close(): void {
    this.socket.destroy();
  }
}
