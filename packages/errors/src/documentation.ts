import { catalogue } from './catalogue.ts';

/** docs/errors.md, whole: generated, so that the document cannot age away from the code. */
export function errorDocumentation(): string {
  const rows = Object.entries(catalogue).map(
    ([code, entry]) => `| \`${code}\` | ${entry.http} | ${entry.meaning} | ${entry.en} | ${entry.zh} |`,
  );
  return [
    '# Errors 错误目录',
    '',
    'Generated from `packages/errors/src/catalogue.ts` by `npm run schema`; do not edit by hand.',
    '',
    'A client finds the code in `extensions.code`, both texts in `extensions.messages.en` and `.zh`, and the values in',
    '`extensions.details`. The HTTP status applies when the error answers the whole request.',
    '',
    '| Code | HTTP | Meaning | English | 中文 |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
