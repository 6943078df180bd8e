import { createHash, randomUUID } from 'node:crypto';
import { demand } from './client.ts';

/** An import as the graph shows it. */
export interface Import {
  readonly number: number;
  readonly version: number;
  readonly state: string;
  readonly position: number;
  readonly addedCount: number;
  readonly faultCount: number;
}

export const IMPORT_FIELDS = '{ number version state position addedCount faultCount }';

interface Place {
  readonly longitude: number;
  readonly latitude: number;
}

const HEADINGS =
  '统一社会信用代码,校验豁免原因,名称,所属街道,地址,经度,纬度,行业代码,行业名称,联系电话,联系人';
const PLACE =
  '{ enterprises(first: 1, within: "370871001") { edges { node { position { longitude latitude } } } } }';

/** A table of so many enterprises, whose names begin alike. */
export async function enterpriseTable(
  url: string,
  desk: string,
  count: number,
  name: string,
): Promise<Buffer> {
  type Placed = { readonly edges: ReadonlyArray<{ readonly node: { readonly position: Place } }> };
  const { enterprises } = await demand<{ readonly enterprises: Placed }>(url, desk, PLACE);
  const [first] = enterprises.edges;
  if (!first) throw new Error('the seed has no enterprise there');
  const { longitude, latitude } = first.node.position;
  const rows = Array.from({ length: count }, (_, index) => {
    const code = `91370871MA7${String(index).padStart(7, '0')}`;
    return `${code},测试数据,${name}${index},370871001,示例路${index}号,${longitude},${latitude},C2614,化学原料,0537-1500000,张三`;
  });
  return Buffer.from([HEADINGS, ...rows].join('\n'));
}

/** Declares the file, sends it and runs the import of all or nothing. @returns its number. */
export async function startImport(url: string, desk: string, content: Buffer): Promise<number> {
  type Made = { readonly root: { readonly import: { readonly number: number; readonly uploadUrl: string } } };
  const act = (field: string, type: string, input: object): Promise<Made> => {
    const query = `mutation ($input: ${type}!) { root: ${field}(input: $input) { import { number uploadUrl } } }`;
    return demand<Made>(url, desk, query, { input: { idempotencyKey: randomUUID(), ...input } });
  };
  const sha256 = createHash('sha256').update(content).digest('hex');
  const declared = { kind: 'ENTERPRISES', format: 'CSV', sizeBytes: content.length, sha256 };
  const { number, uploadUrl } = (await act('createRegisterImport', 'CreateImportInput', declared)).root
    .import;
  const put = await fetch(new URL(uploadUrl, url), { method: 'PUT', body: new Uint8Array(content) });
  if (put.status !== 200) throw new Error(`the upload was answered with ${put.status}`);
  await act('runRegisterImport', 'RunImportInput', { number, version: 2, mode: 'ALL_OR_NOTHING' });
  return number;
}

export async function importOf(url: string, desk: string, number: number): Promise<Import> {
  const query = `query ($number: Int!) { registerImport(number: $number) ${IMPORT_FIELDS} }`;
  return (await demand<{ readonly registerImport: Import }>(url, desk, query, { number })).registerImport;
}
