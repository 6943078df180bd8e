import { startupFailure } from '@ecogrid/errors';
import { Explorer, demonstrationRoles } from '@ecogrid/explorer';
import { Lifecycle, createLogger } from '@ecogrid/service';
import { authParts } from './auth/auth.ts';
import { readGatewayConfig, variableName, type GatewayConfig } from './config.ts';
import { RemoteTransport } from './upstream/remote-transport.ts';
import { startGateway } from './gateway.ts';

try {
  const config = readGatewayConfig();
  const logger = createLogger('gateway', config.logLevel);
  const lifecycle = new Lifecycle(logger);
  lifecycle.closeOnSignals();
  const gateway = await startGateway({
    ...config,
    auth: await authParts(config),
    transportOf: ({ name, url }) => new RemoteTransport(name, config.subgraphUrls[variableName(name)] ?? url),
    logger,
    explorer: explorerOf(config),
  });
  lifecycle.onClose('gateway', gateway.close);
  process.stdout.write(`${JSON.stringify({ gateway: gateway.url, metricsPort: gateway.metricsPort })}\n`);
} catch (error) {
  process.stderr.write(`${startupFailure(error)}\n`);
  // Resources that were opened before the fault would keep the process alive.
  process.exit(1);
}

/** In production there is none; the demonstration's people are known only where their keys are accepted. */
function explorerOf({ auth, dataDirectory }: GatewayConfig): Explorer | undefined {
  if (auth.kind === 'jwks') return undefined;
  return new Explorer(auth.kind === 'demo' ? demonstrationRoles(dataDirectory) : []);
}
