import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { encodeFrame, formatChinaTime, type DataGroup } from '@ecogrid/hj212';
import { devices, monitorPoints, outlets, type Device } from '@ecogrid/seed-district';
import type { Stage } from './stage.ts';
import type { Story } from './story.ts';

/** COD beyond every limit of the seed, in mg/L. */
const EXCESS = '168.4';
/** The edition of 2017, and the bit that wants an answer. */
const ANSWERED_2017 = 5;

/** Sends one real-time packet beyond the limit from the water outlet of the story. @returns the id of the outlet. */
export async function sendExcess(stage: Stage, { outlet: index = 0 }: Story, at: Date): Promise<string> {
  const outlet = outlets[index];
  const point = monitorPoints.find(({ outletId }) => outletId === outlet?.id);
  const device = devices.find(({ monitorPointId }) => monitorPointId === point?.id);
  if (!outlet || !device) throw new Error(`The seed has no device at water outlet ${index}`);
  const instrument = await Instrument.open(stage);
  const cod: DataGroup = [
    ['w01018-Rtd', EXCESS],
    ['w01018-Flag', 'N'],
  ];
  await instrument.send(packetOf(device, '2011', at, [cod]));
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
  async send(packet: Buffer): Promise<void> {
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
export function packetOf(
  { st, password: pw, mn }: Device,
  cn: string,
  at: Date,
  groups: readonly DataGroup[],
): Buffer {
  const cp: DataGroup[] = [[['DataTime', formatChinaTime(at, 14)]], ...groups];
  return encodeFrame({ qn: formatChinaTime(at, 17), st, cn, pw, mn, flag: ANSWERED_2017, cp });
}
