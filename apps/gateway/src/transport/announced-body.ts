import type { IncomingHttpHeaders } from 'node:http';

/** Whether a request says that it has a body (RFC 9112 section 6.3). Of a GET nothing reads it, so nothing else would tell. */
export function announcesBody(headers: IncomingHttpHeaders): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}
