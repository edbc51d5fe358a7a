import { types } from 'node:util';
import { Fault } from '@portcullis/kernel';
import { QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';

/** SQLSTATE classes that mean the server cannot serve us now: connection, resources, operator intervention, system. */
const UNAVAILABLE = /^(08|53|57|58|28|3D)/;
/** Serialization failure and deadlock: the same call may pass when tried again. */
const OVERLOADED = new Set(['40001', '40P01', '55P03']);
/** What functions of ours raise for a shard that this database does not serve now. */
const NOT_SERVED = 'PC503';
/** What a standby raises that nobody has promoted: for a write, and for asking how far its log is written. */
const STANDBY = new Set(['25006', '55000']);
const SOCKET = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH', 'EAI_AGAIN']);

/** What TypeORM throws for every further statement of a transaction whose connection was lost. */
const LOST = [QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError];
/** What pg says of a connection without giving it a code. */
const CONNECTION =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not established|after calling end|Query read timeout/;

/**
 * Turns an error of pg or TypeORM into a Fault that says whether a retry may help; others pass through. The Fault's
 * message holds the SQLSTATE only: texts and details of Postgres quote values. The log keeps them out of causes, too.
 */
export function toFault(error: unknown): Error {
  if (error instanceof Fault) return error;
  // `instanceof` does not know errors of Node's own where tests run: those are made in another realm.
  if (!(error instanceof Error || types.isNativeError(error))) return new Fault('database', 'broken');
  const code = (error as { code?: unknown }).code;
  const driverCode = (error as { driverError?: { code?: unknown } }).driverError?.code;
  const state = typeof code === 'string' ? code : typeof driverCode === 'string' ? driverCode : '';
  if (OVERLOADED.has(state)) return new Fault(`the database asks to try again (${state})`, 'overloaded', { cause: error });
  if (state === NOT_SERVED) return new Fault('the shard is not served now', 'unavailable', { cause: error });
  const isLost = LOST.some((type) => error instanceof type);
  if (isLost || STANDBY.has(state) || SOCKET.has(state) || UNAVAILABLE.test(state) || CONNECTION.test(error.message)) {
    return new Fault(`the database is not available (${state || 'connection'})`, 'unavailable', { cause: error });
  }
  return error;
}
