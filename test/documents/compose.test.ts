import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it, test } from '@jest/globals';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { SUBGRAPHS } from '../testkit/system.ts';

interface Service {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly healthcheck?: object;
  readonly depends_on?: Readonly<Record<string, { condition: string }>>;
  readonly volumes?: readonly string[];
}

const root = join(import.meta.dirname, '../..');
const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const compose = parse(text, { merge: true }) as { services: Record<string, Service> };
const services = Object.entries(compose.services);
/** The compiled module in which each program of `dist/` begins. */
const { programs } = (await import(join(root, 'packages/launcher/commands.mjs'))) as {
  programs: Readonly<Record<string, string>>;
};

/** The schema of the Compose Specification, as the linter of compose files ships it. */
function composeSchema(): object {
  const linter = dirname(createRequire(import.meta.url).resolve('dclint/package.json'));
  return JSON.parse(readFileSync(join(linter, 'schemas/compose.schema.json'), 'utf8')) as object;
}

function faultsOf(file: unknown): string[] {
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false });
  addFormats.default(ajv, ['duration', 'uri']);
  const validate = ajv.compile({ ...composeSchema(), $schema: undefined });
  validate(file);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

test('each folder of a subgraph is known to the tests, composed, and has its command', () => {
  const folders = readdirSync(join(root, 'subgraphs')).filter((name) =>
    existsSync(join(root, 'subgraphs', name, 'package.json')),
  );
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
  const started = Object.keys(scripts).flatMap((name) => /^start:(.*)/.exec(name)?.[1] ?? []);
  const composed = readdirSync(join(root, 'schema/subgraphs')).map((file) => file.replace('.graphql', ''));
  for (const names of [SUBGRAPHS, started, composed]) expect([...names].sort()).toEqual(folders.sort());
});

describe('docker-compose.yml', () => {
  it('is valid by the schema of the Compose Specification', () => {
    expect(faultsOf(compose)).toEqual([]);
  });

  it('would be refused with a misspelt key, so the schema is really asked', () => {
    expect(faultsOf({ services: { gateway: { image: 'x', heathcheck: {} } } })).not.toEqual([]);
  });

  it('has the database, the event carrier, each subgraph and the gateway', () => {
    expect(services.map(([name]) => name).sort()).toEqual(['mysql', 'nats', 'gateway', ...SUBGRAPHS].sort());
  });

  it.each(services)('%s has a health check', (_, service) => {
    expect(service.healthcheck).toBeDefined();
  });

  it.each(services)('%s is waited for until healthy, not merely started', (_, service) => {
    for (const { condition } of Object.values(service.depends_on ?? {}))
      expect(condition).toBe('service_healthy');
  });

  it.each(services)('%s takes its passwords and private keys from the environment', (_, { environment }) => {
    const secrets = Object.entries(environment).filter(([key]) => /PASSWORD|SECRET|PRIVATE/.test(key));
    for (const [, value] of secrets) expect(value).toMatch(/^\$\{[A-Z0-9_]+:\?[^}]*\}$/);
  });

  it('refuses to start when a variable is missing: none has a default', () => {
    const interpolations = text.replaceAll('$$', '').match(/\$\{?[^\s}]*/g) ?? [];
    expect(interpolations.length).toBeGreaterThan(0);
    for (const interpolation of interpolations) expect(interpolation).toMatch(/^\$\{[A-Z0-9_]+:\?/);
  });

  it.each(SUBGRAPHS)('%s has a schema and a user of its own', (name) => {
    expect(compose.services[name]?.environment['DATABASE_URL']).toBe(
      `mysql://${name}:\${${name.toUpperCase()}_DB_PASSWORD:?}@mysql:3306/${name}`,
    );
    expect(readFileSync(join(root, '.docker/mysql-init.sh'), 'utf8')).toContain(`create ${name} `);
  });

  it.each(SUBGRAPHS)('%s is no demonstration: it trusts no key and no data of this repository', (name) => {
    const environment = compose.services[name]?.environment;
    expect(environment).toMatchObject({ DEMONSTRATION: 'false' });
  });

  it.each(SUBGRAPHS)('the gateway knows the address of %s', (name) => {
    const gateway = compose.services['gateway']?.environment ?? {};
    expect(gateway[`SUBGRAPH_URL_${name.toUpperCase()}`]).toBe(`http://${name}:4000/graphql`);
  });

  it('gives the gateway the issuer of trusted tokens, and the address of grids for the rights of their holders', () => {
    expect(compose.services['gateway']?.environment).toMatchObject({
      GATEWAY_AUTH: 'jwks',
      TOKEN_ISSUER: expect.any(String),
      TOKEN_AUDIENCE: expect.any(String),
      ACTOR_RESOLVER_URL: 'http://grids:4000/actor',
      ACTOR_RESOLVER_AUDIENCE: 'grids',
    });
  });

  it.each([...SUBGRAPHS, 'gateway'])('%s is given only variables that the code reads', (name) => {
    const example = readFileSync(join(root, '.env.example'), 'utf8');
    const known = new Set([...example.matchAll(/^(?:#\s*)?([A-Z][A-Z0-9_]+)=/gm)].map(([, key]) => key));
    const given = Object.keys(compose.services[name]?.environment ?? {});
    expect(given.filter((key) => !known.has(key) && !key.startsWith('SUBGRAPH_URL_'))).toEqual([]);
  });

  const sourceOf = (file: string): string =>
    (programs[basename(file, '.js')] ?? file).replace('/dist/', '/src/').replace(/\.js$/, '.ts');

  it('starts programs and mounts files that exist in the source', () => {
    const started = services.flatMap(([, { command = [] }]) =>
      command.filter((word) => word.endsWith('.js')),
    );
    const mounts = services.flatMap(([, { volumes = [] }]) =>
      volumes.filter((mount) => mount.startsWith('./')),
    );
    const files = [...started.map(sourceOf), ...mounts.map((mount) => mount.split(':')[0] ?? '')];
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });
});
