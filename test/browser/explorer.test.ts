import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, openBrowser } from '../testkit/browser.ts';
import { ask, demand, token } from '../testkit/client.ts';
import { embedded, onSystems } from '../testkit/systems.ts';
import { ExplorerPage } from './page.ts';

const chromium = chromiumPath();
const inBrowser = chromium ? describe : describe.skip;
const PLACE = { longitude: 116.6224, latitude: 35.4098 };

interface Role {
  readonly name: string;
  readonly label: string;
  readonly operations: readonly string[];
}

onSystems()('the explorer, %s', (_name, { url }) => {
  const at = (path: string): string => new URL(path, url).href;
  const rolesOf = async (): Promise<readonly Role[]> =>
    ((await (await fetch(at('/explorer/roles'))).json()) as { roles: Role[] }).roles;
  const tokenOf = async ({ name }: Role): Promise<string | undefined> => {
    if (name === 'public') return undefined;
    const answer = await fetch(at(`/explorer/roles/${name}/token`), { method: 'POST' });
    return ((await answer.json()) as { token: string }).token;
  };

  test('names no address but its own, in a page that may run no other script', async () => {
    const page = await fetch(at('/'));
    const text = await page.text();
    expect(text).not.toMatch(/(https?:)?\/\/[a-z]/i);
    const addresses = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = '']) => address);
    expect(addresses.filter((each) => each !== 'data:,').length).toBeGreaterThan(3);
    for (const address of addresses.filter((each) => each.startsWith('/')))
      expect([address, (await fetch(at(address))).status]).toEqual([address, 200]);
    expect(await (await fetch(at('/explorer/graphiql.css'))).text()).not.toMatch(
      /url\(\s*["']?(https?:)?\/\//,
    );
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self';/);
  });

  test('every operation of every role is answered without an error', async () => {
    const roles = await rolesOf();
    expect(roles.map(({ label }) => label)).toEqual(expect.arrayContaining(['public 公众', 'operator 坐席']));
    for (const role of roles) {
      const bearer = await tokenOf(role);
      for (const query of role.operations.filter((each) => !/^subscription/m.test(each))) {
        const { errors } = await ask(url, bearer, query);
        expect({ role: role.name, query, errors }).toEqual({ role: role.name, query, errors: undefined });
      }
    }
  });

  test('gives no token to a page that reached this machine under another name', async () => {
    const { host } = new URL(url);
    const asked = async (name: string): Promise<number> => statusUnder(url, name);
    expect([await asked(host), await asked('evil.example')]).toEqual([200, 404]);
  });
});

/** The status of a request for a token whose `Host` is another name: fetch does not let it be set. */
async function statusUnder(url: string, host: string): Promise<number> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    const asked = request(new URL('/explorer/roles/operator/token', url), {
      method: 'POST',
      headers: { host },
    });
    asked.on('response', (answer) => resolve(answer.resume().statusCode ?? 0)).on('error', reject);
    asked.end();
  });
}

inBrowser('in Chromium', () => {
  onSystems(embedded)('the explorer, %s', (_name, { url, dataDirectory }) => {
    let browser: Browser;
    let page: Page;
    let explorer: ExplorerPage;
    let complaints: string[];
    let foreign: string[];

    beforeEach(async () => {
      [complaints, foreign] = [[], []];
      browser = await openBrowser(chromium ?? '');
      page = await browser.newPage();
      page.setDefaultTimeout(60_000);
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('request', (request) => {
        if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== new URL(url).origin)
          foreign.push(request.url());
      });
      explorer = new ExplorerPage(page);
    });

    afterEach(async () => {
      await browser.close();
      expect(complaints).toEqual([]);
      expect(foreign).toEqual([]);
    });

    test('runs a query, becomes a role by one click, and shows an event that is pushed', async () => {
      await page.goto(new URL('/', url).href);
      await explorer.opened('public');
      await explorer.run();
      await explorer.answered('responsibleOrganization');

      await explorer.become('operator');
      await explorer.chooseTab('Me');
      await explorer.run();
      await explorer.answered('OPERATOR');

      await explorer.chooseTab('ReportChanged');
      await explorer.run();
      const description = `浏览器${randomUUID().slice(0, 8)}`;
      const member = await token(dataDirectory, { role: 'GRID_MEMBER' });
      // An event before the subscription stands is not pushed, so reports go on until one is.
      while (!(await explorer.shows(description))) {
        const input = { idempotencyKey: randomUUID(), description, place: PLACE, placeDescription: '门口' };
        await demand(url, member, REPORT, { input });
      }
    }, 180_000);

    test('opens with the ticket that an e-mail links to', async () => {
      const id = randomUUID();
      await page.goto(new URL(`/tickets/${id}`, url).href);
      await explorer.opened('operator');
      expect((await explorer.tabs())[0]).toContain('Ticket');
      expect(await explorer.query()).toContain(id);
      await explorer.run();
      await explorer.answered('"ticket": null');
    }, 180_000);
  });
});

const REPORT = 'mutation ($input: SubmitReportInput!) { submitReport(input: $input) { reportId } }';
