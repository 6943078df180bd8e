import { DEMONSTRATION_ROLES, tokenFor } from '@ecogrid/explorer';
import type { RunningGraph } from './graph.ts';

const QUERY = `{ grid(code: "370871001") { name members(role: GRID_HEAD) { name } enterprises(first: 3) { edges { node { name outlets { code } } } } } }`;
const SUBSCRIPTION = `subscription { ticketChanged { cursor kind ticket { state dueAt case { number grid { name } enterprise { name } outlet { name } } assignee { name score { points } } } } }`;

/**
 * The output of `npm start` when the graph is ready: its address, the roles, and example queries.
 * @param dataDirectory the folder of the demonstration keys; undefined when their tokens are not accepted.
 */
export async function banner(graph: RunningGraph, dataDirectory: string | undefined): Promise<string> {
  const end = ['Ctrl-C ends it in order.', ''];
  return [
    ...address(graph),
    ...(dataDirectory === undefined ? [] : [explorer(graph)]),
    ...(dataDirectory === undefined ? [] : await invitation(dataDirectory)),
    ...end,
  ].join('\n');
}

function address({ url, doors }: RunningGraph): string[] {
  return [
    'EcoGrid 网格化环境监管综合平台 is ready.',
    '',
    `  GraphQL        ${url} (POST), ${url.replace(/^http/, 'ws')} (graphql-transport-ws)`,
    ...Object.entries(doors).map(([name, address]) => `  ${name.padEnd(14)} ${address}`),
    '',
  ];
}

const explorer = ({ url }: RunningGraph): string =>
  `  In a browser   ${url.replace('/graphql', '/')} (explorer 浏览器调试页)\n`;

async function invitation(dataDirectory: string): Promise<string[]> {
  const tokens = await Promise.all(
    DEMONSTRATION_ROLES.map(async (wish) => `  ${wish.label}\n    ${await tokenFor(wish, dataDirectory)}`),
  );
  return [
    'Demonstration tokens, each good for a day (header "Authorization: Bearer <token>", or the same in connection_init):',
    ...tokens,
    '',
    'A query to paste:',
    `  ${QUERY}`,
    '',
    'A subscription to paste, as the department (then run "npm run journey" in another terminal):',
    `  ${SUBSCRIPTION}`,
    '',
  ];
}
