import { In } from 'typeorm';
import type { Database } from '@ecogrid/database';
import { Device, type DeviceFactorSetting } from '../device/index.ts';
import type { EnterpriseRow } from '../enterprise/index.ts';
import { InstrumentRule } from '../finding/index.ts';
import { LimitRule } from '../limit-rule/index.ts';
import { MonitorPoint } from '../monitor-point/index.ts';
import { Outlet } from '../outlet/index.ts';
import { Pollutant } from '../pollutant/index.ts';
import { SupervisedObject } from '../supervised-object/index.ts';

/** The outlet a device watches, and its enterprise. */
export interface WatchedSource {
  readonly outlet: Outlet;
  readonly enterprise: EnterpriseRow;
}

/** A device with everything that its packets are judged by. */
export interface RegisteredDevice {
  readonly device: Device;
  /** Its factors by the codes that it may send. */
  readonly factors: ReadonlyMap<string, DeviceFactorSetting>;
  /** Null for a device of an ambient point. */
  readonly source: WatchedSource | null;
  /** The limit rules of its outlet and of the outlet's medium, of any date. */
  readonly rules: readonly LimitRule[];
  readonly pollutantNames: ReadonlyMap<string, string>;
  /** Of all factors and any date. */
  readonly instrumentRules: readonly InstrumentRule[];
}

type Registry = ReadonlyMap<string, RegisteredDevice>;

/** The registered devices, read whole and kept: a packet, or noise with an invented MN, costs no query. */
export class DeviceRegistry {
  private registry: Promise<Registry> | undefined;

  constructor(private readonly database: Database) {}

  async byMn(mn: string): Promise<RegisteredDevice | undefined> {
    this.registry ??= this.read().catch((error: unknown) => {
      this.forget();
      throw error;
    });
    return (await this.registry).get(mn);
  }

  /** To be called once the registered devices have changed. */
  forget(): void {
    this.registry = undefined;
  }

  private async read(): Promise<Registry> {
    const { manager } = this.database;
    const points = await manager.find(MonitorPoint);
    const outlets = byId(await manager.find(Outlet));
    // The register has many that no device watches.
    const watched = [...new Set([...outlets.values()].map(({ enterpriseId }) => enterpriseId))];
    const enterprises = byId(
      (await manager.findBy(SupervisedObject, { id: In(watched) })) as EnterpriseRow[],
    );
    const rules = await manager.find(LimitRule);
    const pollutantNames = new Map((await manager.find(Pollutant)).map(({ code, name }) => [code, name]));
    const instrumentRules = await manager.find(InstrumentRule);
    const outletOfPoint = new Map(points.map(({ id, outletId }) => [id, outlets.get(outletId ?? '')]));
    const registered = (await manager.find(Device)).map((device): RegisteredDevice => {
      const source = sourceOf(outletOfPoint.get(device.monitorPointId), enterprises);
      const own = { device, factors: factorsOf(device), source, rules: rulesOf(source, rules) };
      return { ...own, pollutantNames, instrumentRules };
    });
    return new Map(registered.map((each) => [each.device.mn, each]));
  }
}

function byId<Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}

function sourceOf(
  outlet: Outlet | undefined,
  enterprises: ReadonlyMap<string, EnterpriseRow>,
): WatchedSource | null {
  const enterprise = outlet && enterprises.get(outlet.enterpriseId);
  return enterprise ? { outlet, enterprise } : null;
}

function rulesOf(source: WatchedSource | null, rules: readonly LimitRule[]): LimitRule[] {
  if (!source) return [];
  const { id, medium } = source.outlet;
  return rules.filter((rule) => rule.outletId === id || rule.medium === medium);
}

/** By the code of the device's edition and, as it is unmistakable, by the factor code itself. */
function factorsOf({ factors }: Device): Map<string, DeviceFactorSetting> {
  return new Map(
    factors.flatMap((factor) =>
      [factor.pollutantCode, factor.wireCode ?? factor.pollutantCode].map((code) => [code, factor]),
    ),
  );
}
