import { chromiumPath, openBrowser } from '../testkit/browser.ts';
import { startEmbedded } from '../testkit/system.ts';
import { ExplorerPage } from './page.ts';

/** `npm run screenshot`: the picture of the README, of a demonstration that has been played. */
const FILE = 'docs/explorer.png';
const chromium = chromiumPath();
if (!chromium) throw new Error('no chromium is installed');
const system = await startEmbedded({ environment: { DEMO_HISTORY: '1' } });
const browser = await openBrowser(chromium);
try {
  const page = await browser.newPage({ viewport: { width: 1360, height: 800 } });
  const explorer = new ExplorerPage(page);
  await page.goto(new URL('/', system.url).href);
  await explorer.opened('public');
  await explorer.become('operator');
  await explorer.chooseTab('Cases');
  await explorer.run();
  await explorer.answered('availableActions');
  await page.screenshot({ path: FILE });
  process.stdout.write(`${FILE}\n`);
} finally {
  await browser.close();
  await system.stop();
}
