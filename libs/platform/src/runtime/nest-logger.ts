import type { LoggerService } from '@nestjs/common';
import type { Logger } from './log.js';

/**
 * Nest's own lines in our log. What Nest says in the ordinary course (each module, each route) is of interest to
 * nobody but a developer, hence `debug`.
 */
export function nestLogger(log: Logger): LoggerService {
  return {
    log: (message: unknown, ...rest: unknown[]) => log.debug(...line(message, rest)),
    debug: (message: unknown, ...rest: unknown[]) => log.debug(...line(message, rest)),
    verbose: (message: unknown, ...rest: unknown[]) => log.debug(...line(message, rest)),
    warn: (message: unknown, ...rest: unknown[]) => log.warn(...line(message, rest)),
    error: (message: unknown, ...rest: unknown[]) => log.error(...line(message, rest)),
    fatal: (message: unknown, ...rest: unknown[]) => log.fatal(...line(message, rest)),
  };
}

/** Nest calls with a text or an Error, then perhaps a stack or more Errors, and last the name of its part. */
function line(message: unknown, rest: readonly unknown[]): [string, Record<string, unknown>] {
  const texts = rest.filter((part) => typeof part === 'string');
  const context = texts.at(-1) ?? 'Nest';
  const err = message instanceof Error ? message : rest.find((part) => part instanceof Error);
  const stack = texts.length > 1 ? texts[0] : undefined;
  return [
    message instanceof Error ? message.message : typeof message === 'string' ? message : 'a message that is no text',
    { context, ...(err !== undefined && { err }), ...(stack !== undefined && { stack }) },
  ];
}
