/**
 * The last line of CI, from Jest's own report: `summary.mjs <jest.json> <exit code of jest> <exit code of verify>`.
 * Every failure is counted: a test, a file that could not be loaded, a run that crashed or ran nothing, a verify.
 */
import { readFileSync } from 'node:fs';

const [file = '', tested, verified] = process.argv.slice(2);
const report = read(file);

let failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
if (failed === 0 && tested !== '0') blame(`jest ended with ${tested}`);
if (report.numTotalTests === 0 && failed === 0) blame('no test ran');
if (verified !== '0') blame('npm run verify failed');

const skipped = report.numPendingTests + report.numTodoTests;
console.log(`${report.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;

/** @param {string} reason */
function blame(reason) {
  failed += 1;
  console.log(`ci: counted as one failure: ${reason}`);
}

/** @param {string} path a report that a crashed Jest has not written counts as empty */
function read(path) {
  const empty = {
    numFailedTests: 0,
    numRuntimeErrorTestSuites: 0,
    numPassedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    numTotalTests: 0,
  };
  try {
    return { ...empty, ...JSON.parse(readFileSync(path, 'utf8')) };
  } catch {
    return empty;
  }
}
