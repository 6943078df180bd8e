import { ConfigurationError, Lifecycle, createLogger } from '@ecogrid/service';
import { banner } from './banner.ts';
import { readOneProcessConfig } from './config.ts';
import { startGraph } from './graph.ts';

try {
  const config = readOneProcessConfig();
  const logger = createLogger('ecogrid', config.LOG_LEVEL);
  const lifecycle = new Lifecycle(logger);
  lifecycle.closeOnSignals();
  const graph = await startGraph(config, logger, lifecycle);
  process.stdout.write(await banner(graph, config.GATEWAY_AUTH === 'demo' ? config.DATA_DIR : undefined));
} catch (error) {
  process.stderr.write(
    `${error instanceof ConfigurationError ? error.message : String((error as Error).stack)}\n`,
  );
  process.exit(1);
}
