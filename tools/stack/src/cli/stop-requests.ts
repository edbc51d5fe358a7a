import process from 'node:process';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** One Ctrl-C may arrive several times: from the terminal, from npm, and from whoever else passes it on. */
const SAME_REQUEST_MS = 1_000;

/**
 * Aborts at the first request to stop: a signal, or the end of standard input where the starter asked for that.
 * A further signal, sent because stopping takes too long, ends the launcher at once; what it started stops by itself
 * then.
 */
export function stopRequests(): AbortSignal {
  const controller = new AbortController();
  let requestedAtMs = 0;
  const request = (): void => {
    if (controller.signal.aborted) {
      if (performance.now() - requestedAtMs > SAME_REQUEST_MS) process.exit(130);
      return;
    }
    requestedAtMs = performance.now();
    controller.abort();
  };
  for (const signal of SIGNALS) process.on(signal, request);
  if (process.env['PORTCULLIS_STOP_ON_STDIN_END'] === '1') process.stdin.once('end', request).resume();
  return controller.signal;
}
