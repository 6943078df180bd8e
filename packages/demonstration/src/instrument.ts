import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { devices, monitorPoints, outlets, type Device } from '@ecogrid/seed-district';
import type { Stage } from './stage.ts';
import type { Story } from './story.ts';

/** COD beyond every limit of the seed, in mg/L. */
const EXCESS = 168.4;

/** Sends one real-time packet beyond the limit from the water outlet of the story. @returns the id of the outlet. */
export async function sendExcess(stage: Stage, { outlet: index = 0 }: Story, at: Date): Promise<string> {
  const outlet = outlets[index];
  const point = monitorPoints.find(({ outletId }) => outletId === outlet?.id);
  const device = devices.find(({ monitorPointId }) => monitorPointId === point?.id);
  if (!outlet || !device) throw new Error(`The seed has no device at water outlet ${index}`);
  const instrument = await Instrument.open(stage);
  await instrument.send(packetOf(device, '2011', at, [`w01018-Rtd=${EXCESS},w01018-Flag=N`]));
  instrument.close();
  return outlet.id;
}

/** One TCP connection to the HJ 212 door; each packet waits for its answer. */
export class Instrument {
  private received = '';

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('latin1').on('data', (text: string) => (this.received += text));
  }

  static async open({ parts }: Stage): Promise<Instrument> {
    const { hostname, port } = new URL(parts.subgraphs.enterprises.doors?.['hj212'] ?? 'tcp://none:0');
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    return new Instrument(socket);
  }

  /** @throws Error when the packet is refused. */
  async send(packet: string): Promise<void> {
    this.socket.write(packet);
    while (!this.received.includes('\r\n')) await once(this.socket, 'data');
    const answer = this.received;
    this.received = '';
    if (!answer.includes('CN=9014')) throw new Error(`A packet was answered with ${answer.trim()}`);
  }

  close(): void {
    this.socket.destroy();
  }
}

/** A packet of HJ 212-2017 that wants an answer, with one group for each factor; DataTime has whole seconds. */
export function packetOf(device: Device, cn: string, at: Date, groups: readonly string[]): string {
  const head = `QN=${stamp(at, 17)};ST=${device.st};CN=${cn};PW=${device.password};MN=${device.mn};Flag=5`;
  return frame(`${head};CP=&&DataTime=${stamp(at, 14)};${groups.join(';')}&&`);
}

/** `YYYYMMDDhhmmss` in Asia/Shanghai, or with milliseconds. */
function stamp(at: Date, digits: 14 | 17): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, digits);
}

function frame(segment: string): string {
  return `##${String(segment.length).padStart(4, '0')}${segment}${crcOf(segment)}\r\n`;
}

/** HJ 212-2017 annex A. */
function crcOf(segment: string): string {
  let register = 0xffff;
  for (let index = 0; index < segment.length; index += 1) {
    register = (register >> 8) ^ segment.charCodeAt(index);
    for (let bit = 0; bit < 8; bit += 1) register = register & 1 ? (register >> 1) ^ 0xa001 : register >> 1;
  }
  return register.toString(16).toUpperCase().padStart(4, '0');
}
