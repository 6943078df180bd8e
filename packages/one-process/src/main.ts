import { startupFailure } from '@ecogrid/errors';
import { Lifecycle, createLogger } from '@ecogrid/service';
import { banner } from './banner.ts';
import { readOneProcessConfig } from './config.ts';
import { startGraph } from './graph.ts';

let lifecycle: Lifecycle | undefined;
try {
  const config = readOneProcessConfig();
  const logger = createLogger('ecogrid', config.LOG_LEVEL);
  lifecycle = new Lifecycle(logger);
  lifecycle.closeOnSignals();
  const graph = await startGraph(config, logger, lifecycle, historyProgress);
  process.stdout.write(await banner(graph, config.GATEWAY_AUTH === 'demo' ? config.DATA_DIR : undefined));
} catch (error) {
  // A start that a signal ends is no failure: the lifecycle exits once everything is closed.
  if (!lifecycle?.isClosing) {
    process.stderr.write(`${startupFailure(error)}\n`);
    process.exit(1);
  }
}

/** One line each quarter of the way: the first start plays the history of the demonstration. On stdout: stderr has JSON. */
function historyProgress(done: number, total: number): void {
  const quarter = (part: number): number => Math.floor((part * 4) / total);
  if (quarter(done) > quarter(done - 1))
    process.stdout.write(`[ecogrid] playing the demonstration: ${quarter(done) * 25} %\n`);
}
