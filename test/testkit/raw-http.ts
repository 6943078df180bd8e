import { once } from 'node:events';
import { connect } from 'node:net';

/** Writes bytes to a server's port, as no client library would. @returns everything that was answered until the end. */
export async function rawRequest(
  url: string,
  parts: ReadonlyArray<string | Uint8Array>,
  { breakOff = false } = {},
): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  let answer = '';
  socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
  for (const part of parts) await new Promise((resolve) => socket.write(part, resolve));
  if (breakOff) socket.destroy();
  if (!socket.closed) await once(socket, 'close');
  return answer;
}
