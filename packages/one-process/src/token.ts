import { parseArgs } from 'node:util';
import { readDataDirectory } from './demonstration/config.ts';
import { tokenFor } from './demonstration.ts';

/** `npm run --silent token -- --role <role> [--org <code>] [--person <number>] [--seconds <n>]` */
try {
  const { values } = parseArgs({
    options: {
      role: { type: 'string' },
      org: { type: 'string' },
      person: { type: 'string' },
      seconds: { type: 'string' },
    },
  });
  if (!values.role && !values.person) throw new Error('Name a --role, or a --person by number.');
  const wish = { role: values.role, organizationCode: values.org, personNumber: values.person };
  const seconds = values.seconds === undefined ? undefined : Number(values.seconds);
  process.stdout.write(`${await tokenFor({ ...wish, seconds }, readDataDirectory())}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
