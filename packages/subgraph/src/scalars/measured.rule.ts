/** Sign, digits before the point without leading zeros, digits after it without trailing ones. */
const DECIMAL = /^([+-]?)0*(\d+)(?:\.(\d*?)0*)?$/;

/** A measured value as readers see it: `0150.50` of an instrument is `150.5`. Other text stays as it is. */
export function plainNumber(wire: string): string {
  const [, sign = '', whole, fraction = ''] = DECIMAL.exec(wire.trim()) ?? [];
  if (whole === undefined) return wire;
  return `${sign === '-' ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** A value with its unit, such as `150.5 mg/L`; a factor without a unit, such as pH, is the number alone. */
export function measured(value: string, unit: string): string {
  return `${plainNumber(value)} ${unit}`.trim();
}
