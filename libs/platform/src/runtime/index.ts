export { newId, pooledRandomBytes, randomBytes, systemClock } from './clock.js';
export { loadConfig, parseConfig, type ConfigProblem } from './config.js';
export { createLogger, LOG_LEVELS, type Logger, type LoggerOptions, type LogLevel } from './log.js';
export { nestLogger } from './nest-logger.js';
export { exitOnUncaught, Shutdown, type ShutdownOptions } from './shutdown.js';
export { openKeyring, type Keyring, type KeyringOptions, type LiveKeyring } from './keyring.js';
