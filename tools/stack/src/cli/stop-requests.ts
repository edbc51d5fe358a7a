import process from 'node:process';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Aborts at the first request to stop: a signal, or the end of standard input where the starter asked for that.
 * A second signal ends the launcher at once; what it started stops by itself then.
 */
export function stopRequests(): AbortSignal {
  const controller = new AbortController();
  const request = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  for (const signal of SIGNALS) process.on(signal, request);
  if (process.env['PORTCULLIS_STOP_ON_STDIN_END'] === '1') process.stdin.once('end', request).resume();
  return controller.signal;
}
