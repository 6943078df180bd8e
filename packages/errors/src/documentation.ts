import { catalogue } from './catalogue.ts';
import { guards } from './guards.ts';
import { problems } from './problems.ts';
import { measures, reasons } from './reasons.ts';
import type { Text } from './text.ts';
import { things } from './things.ts';

/** The content of docs/errors.md. */
export function errorDocumentation(): string {
  const rows = Object.entries(catalogue).map(
    ([code, entry]) => `| \`${code}\` | ${entry.http} | ${entry.meaning} | ${entry.en} | ${entry.zh} |`,
  );
  return [
    '# Errors 错误目录',
    '',
    'Generated from `packages/errors/src` by `npm run schema`; do not edit by hand.',
    '',
    'A client finds the code in `extensions.code`, both texts in `extensions.messages.en` and `.zh`, and the values in',
    '`extensions.details`. The HTTP status applies when the error answers the whole request. The sections below list the',
    'keys that `details` contains, with the text that replaces the slot of the same name.',
    '',
    '| Code | HTTP | Meaning | English | 中文 |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    ...section('Guards of `GUARD_FAILED`, in `details.guard` 拒绝条件', guards),
    ...section('Problems of `INPUT_INVALID`, in `details.problems[].problem` 输入问题', problems),
    ...section('Reasons, in `details.reason` 原因', reasons),
    ...section('Measures of `OPERATION_TOO_LARGE`, in `details.measure` 限制项', measures),
    ...section('Objects, in `details.thing` 对象', things),
  ].join('\n');
}

function section(title: string, texts: Readonly<Record<string, Text>>): string[] {
  const rows = Object.entries(texts).map(([key, { en, zh }]) => `| \`${key}\` | ${en} | ${zh} |`);
  return [`## ${title}`, '', '| Key | English | 中文 |', '| --- | --- | --- |', ...rows, ''];
}
