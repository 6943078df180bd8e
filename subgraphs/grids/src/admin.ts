import { parseArgs } from 'node:util';
import { Database } from '@ecogrid/database';
import { OperatorError, startupFailure } from '@ecogrid/errors';
import { misfitOf } from '@ecogrid/event-contracts';
import { DatabaseEventLog } from '@ecogrid/events';
import { createLogger, systemClock, z } from '@ecogrid/service';
import { requireSoleUse } from '@ecogrid/subgraph';
import { Initiation, type InitiationWish } from './administration/index.ts';
import { readDatabaseUrl } from './config.ts';
import { GRIDS_MODEL, partsOf } from './features.ts';

const HELP = `Makes the first administrator of a district, its division and its platform of level 2.
The command may be repeated: it leaves existing rows unchanged.

  npm run --silent admin -- init --division <6 digits> --division-name <name> --division-name-en <name>
      --platform-email <address> --platform-phone <number>
      --person-number <number> --person-name <name> --person-phone <number> --account <sub of the tokens>

It writes into the database of grids: DATABASE_URL, or SQLite under DATA_DIR while no other process uses it.
`;

const PHONE = /^[0-9+-]{3,32}$/;
const WISHES = {
  division: z.string().regex(/^\d{6}$/, 'expected the 6 digits of a GB/T 2260 code'),
  'division-name': z.string().min(2).max(60),
  'division-name-en': z.string().min(2).max(80),
  'platform-email': z.email().max(120),
  'platform-phone': z.string().regex(PHONE, 'expected 3 to 32 of 0-9, + and -'),
  'person-number': z.string().regex(/^[A-Z0-9-]{2,16}$/, 'expected 2 to 16 of A-Z, 0-9 and -'),
  'person-name': z.string().min(1).max(40),
  'person-phone': z.string().regex(PHONE, 'expected 3 to 32 of 0-9, + and -'),
  account: z.string().min(1).max(255),
};

/** `npm run admin -- init …` */
try {
  const [command, ...args] = process.argv.slice(2);
  if (command === 'init' && !args.includes('--help')) process.stdout.write(`${await init(wishOf(args))}\n`);
  else process.stdout.write(HELP);
} catch (error) {
  process.stderr.write(`${startupFailure(error)}\n`);
  process.exitCode = 1;
}

/** @throws OperatorError that names every argument with a fault. */
function wishOf(args: string[]): InitiationWish {
  const options = Object.fromEntries(Object.keys(WISHES).map((name) => [name, { type: 'string' as const }]));
  const { data, error } = z.object(WISHES).safeParse(given(args, options));
  if (error)
    throw new OperatorError(
      [
        'The arguments cannot be used (see --help):',
        ...error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`),
      ].join('\n  '),
    );
  return {
    divisionCode: data['division'],
    divisionName: data['division-name'],
    divisionNameEn: data['division-name-en'],
    platformEmail: data['platform-email'],
    platformPhone: data['platform-phone'],
    personNumber: data['person-number'],
    personName: data['person-name'],
    personPhone: data['person-phone'],
    subject: data['account'],
  };
}

function given(args: string[], options: Record<string, { type: 'string' }>): object {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new OperatorError((error as Error).message);
  }
}

async function init(wish: InitiationWish): Promise<string> {
  const url = readDatabaseUrl();
  const release = await requireSoleUse(url);
  const logger = createLogger('admin', 'warn');
  const database = await Database.open({ url, ...GRIDS_MODEL });
  const log = await DatabaseEventLog.open({ database, source: 'grids', logger, misfitOf });
  try {
    const parts = partsOf({ database, outbox: log.outbox, clock: systemClock, logger });
    const made = await new Initiation(parts).run(wish);
    await log.settle();
    return made.length > 0 ? made.map((each) => `made: ${each}`).join('\n') : 'Everything is there already.';
  } finally {
    await log.close();
    await database.close();
    await release();
  }
}
