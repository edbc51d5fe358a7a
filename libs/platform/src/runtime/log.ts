import { pino, type BaseLogger, type DestinationStream, type LoggerOptions as LogOptions } from 'pino';

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
  const destination = options.destination ?? pino.destination({ dest: 1, sync: true });
  const how: LogOptions = {
    level: options.level,
    base: { instance: options.instance },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: serializeError },
    hooks: { streamWrite: scrub },
  };
  return wrap(pino({ ...how, redact: { paths: REDACTED_PATHS, censor: '[redacted]' } }, destination), pino(how, destination));
}

type Lines = BaseLogger & { child(fields: Fields): Lines };

/** @param plain the same lines without looking for what to redact, which takes most of the time of a line; null: its own facts want that */
function wrap(redacting: Lines, plain: Lines | null): Logger {
  const at =
    (level: Exclude<LogLevel, 'silent'>) =>
    (message: string, fields: Fields = {}) =>
      (plain !== null && isPlain(fields) ? plain : redacting)[level](fields, message);
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    fatal: at('fatal'),
    child: (fields) => wrap(redacting.child(fields), plain !== null && isPlain(fields) ? plain.child(fields) : null),
  };
}

/** Whether nothing in it is redacted by its name: no name that is, and nothing that has names of its own. */
function isPlain(fields: Fields): boolean {
  for (const name in fields) {
    const value = fields[name];
    if ((typeof value === 'object' && value !== null) || typeof value === 'function' || REDACTED.has(name)) return false;
  }
  return true;
}

/** Names that hold secrets, query strings or bodies. Nobody should log them; this is the net below that rule. */
const SECRETS = ['secret', 'password', 'authorization', 'cookie', 'token', 'credential', 'digest'];
const REDACTED_NAMES = [...SECRETS, 'query', 'body'];
const REDACTED = new Set(REDACTED_NAMES);
const REDACTED_PATHS = REDACTED_NAMES.flatMap((name) => [name, `*.${name}`]);

const TOKEN_TEXT = /pcl[awsocl]1[0-9A-Za-z]{20,}/g;
const URL_USER = /(\w:\/\/)[^\s/@"]+@/g;

/** Of the finished line, so that nothing slips through: error texts quote connection strings and headers. */
function scrub(line: string): string {
  // What neither pattern is without. Most lines have none of it.
  if (!line.includes('pcl') && !line.includes('@')) return line;
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
