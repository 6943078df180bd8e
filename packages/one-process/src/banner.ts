import { DEMONSTRATION_ROLES, tokenFor } from './demonstration.ts';
import type { RunningGraph } from './graph.ts';

const QUERY = `{ grid(code: "370871001") { name members(role: GRID_HEAD) { name } enterprises(first: 3) { edges { node { name outlets { code } } } } } }`;
const SUBSCRIPTION = `subscription { ticketChanged { cursor kind ticket { state dueAt case { number grid { name members { name } } enterprise { name } outlet { name } } assignee { name score { points } } } } }`;

/** What `npm start` prints once the graph answers: where it is, who one can be, and what to try. */
export async function banner({ url, doors }: RunningGraph, dataDirectory: string): Promise<string> {
  const tokens = await Promise.all(
    DEMONSTRATION_ROLES.map(async (wish) => `  ${wish.label}\n    ${await tokenFor(wish, dataDirectory)}`),
  );
  return [
    'EcoGrid 网格化环境监管综合平台 is ready.',
    '',
    `  GraphQL        ${url} (POST), ${url.replace(/^http/, 'ws')} (graphql-transport-ws)`,
    ...Object.entries(doors).map(([name, address]) => `  ${name.padEnd(14)} ${address}`),
    '',
    'Demonstration tokens, each good for a day (header "Authorization: Bearer <token>", or the same in connection_init):',
    ...tokens,
    '',
    'A query to paste:',
    `  ${QUERY}`,
    '',
    'A subscription to paste, as the department (then run "npm run journey" in another terminal):',
    `  ${SUBSCRIPTION}`,
    '',
    'Ctrl-C ends it in order.',
    '',
  ].join('\n');
}
