/** A JSON object, as subgraphs send it and clients receive it. */
export type Data = Record<string, unknown>;

export function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of an object's own property: response names are the clients', and objects have properties of their own. */
export function own(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? (value as Data)[name] : undefined;
}

/** Reads an own property of that name, without a look at the object where none inherits one of it. */
export function reader(name: string): (value: object) => unknown {
  return name in Object.prototype ? (value) => own(value, name) : (value) => (value as Data)[name];
}

/** Sets an own property, also one with the name of an inherited one. */
export function setOwn(target: Data, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
  } else target[name] = value;
}

/**
 * Merges the data of a subgraph into the data of others about the same thing.
 * @param interfaces names of interfaces: a subgraph with an interface object knows no other type of its things, which
 * others do.
 */
export function merge(target: Data, source: Data, interfaces: ReadonlySet<string>): void {
  for (const name of Object.keys(source)) {
    const given = source[name];
    if (given === undefined || name === '__proto__') continue;
    const present = own(target, name);
    if (name === '__typename' && present !== undefined && interfaces.has(given as string)) continue;
    target[name] = typeof given === 'object' && given !== null ? merged(present, given, interfaces) : given;
  }
}

function merged(present: unknown, given: object, interfaces: ReadonlySet<string>): unknown {
  if (present === given) return given;
  if (isData(given)) {
    if (!isData(present)) return given;
    merge(present, given, interfaces);
    return present;
  }
  if (!Array.isArray(given) || !Array.isArray(present) || present.length !== given.length) return given;
  for (const [index, each] of (given as unknown[]).entries()) {
    present[index] =
      typeof each === 'object' && each !== null ? merged(present[index], each, interfaces) : each;
  }
  return present;
}

/** @returns a copy that shares nothing with a JSON value; another value is taken as it is. */
export function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  if (typeof value !== 'object' || value === null || !isRecord(value)) return value;
  const copy: Data = {};
  for (const name of Object.keys(value)) setOwn(copy, name, copied(value[name]));
  return copy;
}

function isRecord(value: object): value is Data {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
