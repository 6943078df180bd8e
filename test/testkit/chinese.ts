/** Two Latin words with a blank between them are a phrase; codes, ids, field paths and names of formats are none. */
const PHRASE = /[A-Za-z]{2,}[,;:.]? +[A-Za-z]{2,}/;
const QUOTED = /“[^”]*”/g;

/** @throws Error when the Chinese text of a refusal is not Chinese throughout. Quoted input is exempt. */
export function requireChinese(extensions: Readonly<Record<string, unknown>> | undefined): void {
  const messages = extensions?.['messages'] as { readonly zh: string } | undefined;
  if (!messages) return;
  const text = messages.zh.replace(QUOTED, '');
  if (/\p{Script=Han}/u.test(text) && !PHRASE.test(text) && !/\{[A-Za-z]+\}/.test(text)) return;
  throw new Error(`the Chinese text of ${String(extensions?.['code'])} is not Chinese: ${messages.zh}`);
}
