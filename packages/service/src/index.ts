export { addressFault } from './address.ts';
export { BackgroundJob, type BackgroundJobOptions } from './background-job.ts';
export { shanghaiDay, shanghaiMidnight, shanghaiMinute, systemClock, type Clock } from './clock.ts';
export { HTTP_SHAPE, beyondLoopback, ConfigurationError, missing, readConfig, z } from './config.ts';
export { ed25519Jwk, existingFile, existingFolder, port } from './config-values.ts';
export {
  listen,
  readBody,
  readBytes,
  sendJson,
  sendText,
  type ListenOptions,
  type ListeningServer,
  utf8Text,
} from './http.ts';
export { Lifecycle } from './lifecycle.ts';
export {
  createLogger,
  messageLogger,
  silentLogger,
  type Logger,
  type LogLevel,
  type MessageLogger,
} from './logger.ts';
export { Metrics, metricsPage } from './metrics.ts';
