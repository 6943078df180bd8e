import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { DEMONSTRATION_ROLES, tokenFor, tokenRoles } from './demonstration-token.ts';

/** The claims of a token, unverified. */
const decodeJwt = (token: string): { sub?: string; kind?: string } =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as object;

const dataDirectory = mkdtempSync(join(tmpdir(), 'ecogrid-token-'));

describe('a demonstration token', () => {
  test.each([
    ...['OPERATOR', 'SHIFT_LEADER', 'DEPARTMENT_STAFF', 'GRID_HEAD', 'GRID_MEMBER', 'SUPERVISOR'],
    ...['ENTERPRISE_USER', 'POST_SUPERVISION', 'CITY', 'PROVINCE', 'STREET_STAFF', 'ASSESSOR', 'grid-member'],
  ])('is of a person for %s', async (role) => {
    expect(decodeJwt(await tokenFor({ role }, dataDirectory))).toMatchObject({ kind: 'PERSON' });
  });

  test('is of the service for BI', async () => {
    const claims = decodeJwt(await tokenFor({ role: 'BI' }, dataDirectory));
    expect(claims).toMatchObject({ kind: 'SERVICE', sub: 'bi' });
  });

  test.each(DEMONSTRATION_ROLES)('is made by the name that the banner prints: $name', async (wish) => {
    const { name, organizationCode, personNumber } = wish;
    const claims = decodeJwt(await tokenFor({ role: name, organizationCode, personNumber }, dataDirectory));
    expect(claims.sub).toBe(decodeJwt(await tokenFor(wish, dataDirectory)).sub);
    expect(tokenRoles().toLowerCase().replaceAll('_', '-')).toContain(name);
  });

  test('of an operator and of a shift leader is of two people', async () => {
    const [operator, leader] = await Promise.all(
      ['operator', 'shift-leader'].map(
        async (role) => decodeJwt(await tokenFor({ role }, dataDirectory)).sub,
      ),
    );
    expect(operator).not.toBe(leader);
  });

  test('is of the person that is named', async () => {
    const tokenOf = async (wish: object): Promise<string | undefined> =>
      decodeJwt(await tokenFor(wish, dataDirectory)).sub;
    const named = await tokenOf({ personNumber: 'P0002' });
    expect(named).toBe(await tokenOf({ role: 'OPERATOR', personNumber: 'P0002' }));
    expect(named).not.toBe(await tokenOf({ personNumber: 'P0003' }));
  });
});
