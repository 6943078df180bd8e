/* global YogaGraphiQL, graphqlWs */
// The page around GraphiQL: the role, its tabs, and the way to the graph. It runs before the editor's script, which
// reads MonacoEnvironment while it loads.

const WORKERS = {
  json: '/explorer/json.worker.js',
  graphql: '/explorer/graphql.worker.js',
  editorWorkerService: '/explorer/editor.worker.js',
};

window.MonacoEnvironment = {
  globalAPI: false,
  getWorkerUrl: (_module, label) => WORKERS[label] ?? WORKERS.editorWorkerService,
};

const place = new URL(location.href);
const ticket = /^\/tickets\/([^/]+)$/.exec(place.pathname)?.[1];
const graph = new URL('/graphql', place);
const socket = new URL('/graphql', place);
socket.protocol = place.protocol.replace('http', 'ws');

async function json(address, options) {
  const response = await fetch(address, options);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

/** The headers of an operation: those of the tab, and the token of the role where the tab has none. */
function headersFor(token, given) {
  const names = Object.keys(given).map((name) => name.toLowerCase());
  return token && !names.includes('authorization') ? { ...given, authorization: `Bearer ${token}` } : given;
}

const NOT_CODE = /"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|#.*/g;
const DEFINITION = /[{}]|\b(query|mutation|subscription|fragment)\b\s*(\w*)/g;

/**
 * The operation that the text runs. The editor parses a moment after the last change, so what it says of a tab that was
 * just chosen may be of the tab before.
 */
function chosenIn({ query, operationName }) {
  const operations = [];
  let depth = 0;
  for (const [text, kind, name] of query.replace(NOT_CODE, '""').matchAll(DEFINITION)) {
    if (text === '{' && depth === 0 && operations.length === 0) operations.push({ kind: 'query' });
    if (!kind) depth += text === '{' ? 1 : -1;
    else if (depth === 0 && kind !== 'fragment') operations.push({ kind, name });
  }
  return operations.find(({ name }) => name === operationName) ?? operations[0] ?? { kind: 'query' };
}

/** Queries and mutations go by POST, a subscription over a socket of its own, which ends with it. */
function fetcherFor(token) {
  return ({ query, variables, operationName }, { headers: given = {} } = {}) => {
    const headers = headersFor(token, given);
    const { kind, name } = chosenIn({ query, operationName });
    const operation = { query, variables, operationName: name || undefined };
    if (kind === 'subscription') {
      return graphqlWs.createClient({ url: socket.href, connectionParams: headers }).iterate(operation);
    }
    const request = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
    // A refusal is an answer too: the editor shows its errors.
    return fetch(graph, { ...request, body: JSON.stringify(operation) }).then((answer) => answer.json());
  };
}

/** Tabs live as long as the browser's own tab, for each role apart; a link of an e-mail begins anew. */
function storageFor(role) {
  const prefix = `${place.pathname} ${role} `;
  const keys = () => Object.keys(sessionStorage).filter((key) => key.startsWith(prefix));
  return {
    getItem: (key) => sessionStorage.getItem(prefix + key),
    setItem: (key, value) => sessionStorage.setItem(prefix + key, value),
    removeItem: (key) => sessionStorage.removeItem(prefix + key),
    clear: () => keys().forEach((key) => sessionStorage.removeItem(key)),
    get length() {
      return keys().length;
    },
  };
}

function linkTo({ name, label }, current) {
  const link = document.createElement('a');
  link.href = `?role=${name}`;
  link.textContent = label;
  if (name === current) link.setAttribute('aria-current', 'true');
  return link;
}

async function open() {
  const { roles, ticketOperation } = await json('/explorer/roles');
  const wanted = place.searchParams.get('role') ?? (ticket ? 'operator' : 'public');
  const role = roles.find(({ name }) => name === wanted) ?? roles[0];
  document.querySelector('#roles').append(...roles.map((each) => linkTo(each, role.name)));
  const { token } =
    role.name === 'public' ? {} : await json(`/explorer/roles/${role.name}/token`, { method: 'POST' });
  const first = ticket ? [ticketOperation.replace('TICKET', ticket.replace(/[^\w-]/g, ''))] : [];
  YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#explorer'), {
    title: 'EcoGrid',
    logo: '<span></span>',
    fetcher: fetcherFor(token),
    storage: storageFor(role.name),
    defaultTabs: [...first, ...role.operations].map((query) => ({ query })),
    defaultEditorToolsVisibility: false,
    onEditQuery: () => undefined,
  });
}

addEventListener('DOMContentLoaded', () => {
  open().catch((error) => {
    document.querySelector('#status').textContent = `无法打开 cannot open: ${error.message}`;
  });
});
