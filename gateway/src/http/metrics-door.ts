import type { RequestListener } from 'node:http';
import {
  listen,
  metricsPage,
  sendText,
  type ListeningServer,
  type Logger,
  type Metrics,
} from '@ecogrid/service';
import type { MetricsPlace } from './config.ts';

/** Answers every request with the page. */
export function metricsListener(parts: readonly Metrics[], logger: Logger): RequestListener {
  return (_request, response) => {
    metricsPage(parts).then(
      (page) => sendText(response, 200, page),
      (error: unknown) => {
        logger.error({ error: String(error) }, 'the metrics could not be read');
        sendText(response, 500, 'the metrics could not be read\n');
      },
    );
  };
}

/** The page on an address of its own. @returns undefined when it has none. */
export async function openMetricsDoor(
  place: MetricsPlace,
  page: RequestListener,
): Promise<ListeningServer | undefined> {
  if (typeof place === 'string') return undefined;
  return listen(
    (request, response) => {
      if (request.url === '/metrics') page(request, response);
      else sendText(response, 404, 'not found\n');
    },
    { ...place, portVariable: 'METRICS_PORT' },
  );
}
