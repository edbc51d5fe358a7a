const TIMEOUT_MS = 3_000;

export interface Readiness {
  readonly ready: boolean;
  /** Services that the gateway does not reach. Empty when it does not answer itself. */
  readonly missing: readonly string[];
}

/** What the gateway at `url` says of itself and the services behind it. */
export async function askReadiness(url: string): Promise<Readiness> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' });
    const { services = {} } = (await response.json()) as { services?: Readonly<Record<string, string>> };
    const missing = Object.keys(services).filter((name) => services[name] !== 'ready');
    return { ready: response.status === 200, missing };
  } catch {
    return { ready: false, missing: [] };
  }
}
