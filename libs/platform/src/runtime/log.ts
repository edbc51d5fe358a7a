import { pino, type BaseLogger, type DestinationStream } from 'pino';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

type Fields = Readonly<Record<string, unknown>>;

/** What code needs of a log: a sentence, and facts beside it. A thrown thing goes under `err`. */
export interface Logger {
  debug(message: string, fields?: Fields): void;
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
  fatal(message: string, fields?: Fields): void;
  /** The same log, with these facts on every line. */
  child(fields: Fields): Logger;
}

export interface LoggerOptions {
  /** Which process is speaking: `tokens-1`. */
  readonly instance: string;
  readonly level: LogLevel;
  /** Standard output unless given. */
  readonly destination?: DestinationStream;
}

/**
 * One JSON object a line: `level`, `time` (RFC 3339, UTC), `instance`, `msg`, then the facts.
 * Written synchronously, so that the line that tells why a process ended is not lost with it.
 */
export function createLogger(options: LoggerOptions): Logger {
  const lines = pino(
    {
      level: options.level,
      base: { instance: options.instance },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: REDACTED_PATHS, censor: '[redacted]' },
      serializers: { err: serializeError },
      hooks: { streamWrite: scrub },
    },
    options.destination ?? pino.destination({ dest: 1, sync: true }),
  );
  return wrap(lines);
}

type Lines = BaseLogger & { child(fields: Fields): Lines };

function wrap(lines: Lines): Logger {
  const at =
    (level: Exclude<LogLevel, 'silent'>) =>
    (message: string, fields: Fields = {}) =>
      lines[level](fields, message);
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    fatal: at('fatal'),
    child: (fields) => wrap(lines.child(fields)),
  };
}

/** Names that hold secrets, query strings or bodies. Nobody should log them; this is the net below that rule. */
const SECRETS = ['secret', 'password', 'authorization', 'cookie', 'token', 'credential', 'digest'];
const REDACTED_NAMES = [...SECRETS, 'query', 'body'];
const REDACTED_PATHS = REDACTED_NAMES.flatMap((name) => [name, `*.${name}`]);

const TOKEN_TEXT = /pcl[awsocl]1[0-9A-Za-z]{20,}/g;
const URL_USER = /(\w:\/\/)[^\s/@"]+@/g;

/** Of the finished line, so that nothing slips through: error texts quote connection strings and headers. */
function scrub(line: string): string {
  return line.replace(TOKEN_TEXT, 'pcl[redacted]').replace(URL_USER, '$1[redacted]@');
}

/**
 * Only what tells where and why. Errors of drivers carry whole statements, parameters and replies as further
 * properties, so properties are chosen, never copied.
 */
function serializeError(thrown: unknown): unknown {
  if (!(thrown instanceof Error)) return { name: typeof thrown, message: String(thrown) };
  const { kind } = thrown as { kind?: unknown };
  const { message, stack } = textsOf(thrown);
  return {
    name: thrown.name,
    message,
    ...(typeof kind === 'string' && { kind }),
    ...(stack !== undefined && { stack }),
    ...(thrown.cause !== undefined && { cause: serializeError(thrown.cause) }),
  };
}

/** What Postgres says may quote a row or what was sent: of its errors only the SQLSTATE and the place are told. */
function textsOf(thrown: Error): { message: string; stack: string | undefined } {
  const { message, stack } = thrown;
  const { severity, code } = thrown as { severity?: unknown; code?: unknown };
  if (typeof severity !== 'string' || typeof code !== 'string') return { message, stack };
  const saying = `SQLSTATE ${code}`;
  // The stack begins with the message.
  const at = stack?.indexOf(message) ?? -1;
  return { message: saying, stack: at < 0 ? undefined : `${thrown.name}: ${saying}${stack!.slice(at + message.length)}` };
}
