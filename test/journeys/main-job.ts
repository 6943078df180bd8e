import { randomUUID } from 'node:crypto';
import { demand, socket, subscribe, token, type Stream } from '../testkit/client.ts';
import {
  demonstrationPassword,
  Instrument,
  realTimePacket,
  worseThanBefore,
  type DeviceIdentity,
} from '../testkit/instrument.ts';
import * as graph from './main-job.queries.ts';

/** The addresses of the graph, and the folder with the keys of its demonstration issuer. */
export interface Stage {
  readonly url: string;
  readonly hj212: { readonly host: string; readonly port: number };
  readonly dataDirectory: string;
}

export interface FreeDevice extends DeviceIdentity {
  readonly outletId: string;
  readonly pollutantCode: string;
  /** A value above its outlet's real-time limit. */
  readonly excess: number;
}

export interface Versioned {
  readonly id: string;
  readonly version: number;
  readonly state: string;
}

export interface CasePush {
  readonly caseChanged: {
    readonly action: string;
    readonly case: Versioned & { number: string; outlet: { id: string } | null };
  };
}

export interface TicketPush {
  readonly ticketChanged: {
    readonly cursor: string;
    readonly eventId: string;
    readonly kind: string;
    readonly ticket: Versioned & {
      readonly dueAt: string;
      readonly case: {
        readonly id: string;
        readonly number: string;
        readonly grid: {
          readonly code: string;
          readonly name: string;
          readonly members: ReadonlyArray<{ readonly name: string }>;
        };
        readonly enterprise: { readonly name: string };
        readonly outlet: { readonly code: string };
      };
      readonly assignee: {
        readonly code: string;
        readonly name: string;
        readonly score: { readonly points: string };
      };
    };
  };
}

interface DevicePage {
  readonly devices: {
    readonly edges: ReadonlyArray<{
      readonly node: {
        readonly mn: string;
        readonly systemType: FreeDevice['systemType'];
        readonly crcOrder: string;
        readonly protocolVersion: string;
        readonly monitorPoint: {
          readonly outlet: {
            readonly id: string;
            readonly openCase: { readonly id: string } | null;
            readonly limitRules: ReadonlyArray<{
              averaging: string;
              upper: string | null;
              pollutant: { code: string };
            }>;
          } | null;
        };
      };
    }>;
  };
}

const COD = 'w01018';

/** Devices on outlets with a real-time COD limit and no open case. */
export async function freeDevices({ url, dataDirectory }: Stage): Promise<FreeDevice[]> {
  const leader = await token(dataDirectory, { role: 'SHIFT_LEADER' });
  const { devices } = await demand<DevicePage>(url, leader, graph.FREE_DEVICES);
  return devices.edges.flatMap(({ node }) => {
    const { outlet } = node.monitorPoint;
    const rule = outlet?.limitRules.find(
      (each) => each.averaging === 'REAL_TIME' && each.pollutant.code === COD && each.upper,
    );
    if (
      !outlet ||
      outlet.openCase ||
      !rule ||
      node.crcOrder !== 'STANDARD' ||
      node.protocolVersion !== 'HJ_212_2017'
    )
      return [];
    const { mn, systemType } = node;
    const password = demonstrationPassword(mn);
    return [
      {
        mn,
        password,
        systemType,
        outletId: outlet.id,
        pollutantCode: COD,
        excess: worseThanBefore(Number(rule.upper)),
      },
    ];
  });
}

const measured = new Map<string, number>();

/**
 * Now, or the next second when this one is taken: DataTime has whole seconds, and a device measures once in each. A
 * second packet of the same second would be the same reading sent twice, which is stored once.
 */
function freshMoment({ url }: Stage, { mn }: FreeDevice): Date {
  const key = `${url} ${mn}`;
  const second = Math.max(Math.floor(Date.now() / 1_000), (measured.get(key) ?? 0) + 1);
  measured.set(key, second);
  return new Date(second * 1_000);
}

/** Sends one real-time packet with a value beyond the limit. @returns the answer frame of the listener. */
export async function sendExcess(stage: Stage, device: FreeDevice, at?: Date): Promise<string> {
  const instrument = await Instrument.connect(stage.hj212);
  instrument.send(
    realTimePacket(device, device.pollutantCode, device.excess, at ?? freshMoment(stage, device)),
  );
  const answer = await instrument.answer();
  instrument.close();
  return answer;
}

/** Takes results until one passes; the others are dropped. */
export async function until<Data>(stream: Stream<Data>, wanted: (data: Data) => boolean): Promise<Data> {
  for (;;) {
    const data = await stream.next();
    if (wanted(data)) return data;
  }
}

/** Every intention of one playing has its own key; a retry would use the same. */
export const intention = (): string => randomUUID();

export { graph, socket, subscribe };
