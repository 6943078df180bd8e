export { shanghaiDay, systemClock, type Clock } from './clock.ts';
export { ConfigurationError, port, readConfig, requireLoopback, z } from './config.ts';
export { listen, readBody, sendJson, sendText, type ListeningServer } from './http.ts';
export { Lifecycle } from './lifecycle.ts';
export { createLogger, silentLogger, type Logger, type LogLevel } from './logger.ts';
export { Metrics, metricsPage } from './metrics.ts';
