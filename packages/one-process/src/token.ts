import { parseArgs } from 'node:util';
import { readDataDirectory } from './demonstration/config.ts';
import { tokenFor, tokenRoles } from '@ecogrid/explorer';

const HELP = `Prints a bearer token of the demonstration issuer.

  npm run --silent token -- --role <role> [--org <code>] [--person <number>] [--seconds <n>]

  --role     a role that the person holds today
  --org      only a person of the organization with this code, such as DEPT-WATER
  --person   the person with this personnel number, such as P0002
  --seconds  how long the token is valid; a day when absent

${tokenRoles()}
`;

/** `npm run --silent token -- --role <role> [--org <code>] [--person <number>] [--seconds <n>]` */
try {
  const { values } = parseArgs({
    options: {
      role: { type: 'string' },
      org: { type: 'string' },
      person: { type: 'string' },
      seconds: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  process.stdout.write(
    values.help
      ? HELP
      : `${await printed({ role: undefined, org: undefined, person: undefined, seconds: undefined, ...values })}\n`,
  );
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}

async function printed(
  values: Record<'role' | 'org' | 'person' | 'seconds', string | undefined>,
): Promise<string> {
  if (!values.role && !values.person) throw new Error('Name a --role, or a --person by number. See --help.');
  const wish = { role: values.role, organizationCode: values.org, personNumber: values.person };
  const seconds = values.seconds === undefined ? undefined : Number(values.seconds);
  return tokenFor({ ...wish, seconds }, readDataDirectory());
}
