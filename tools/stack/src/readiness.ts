const TIMEOUT_MS = 3_000;

/** Whether the gateway at `url` reaches every service, by its own word. */
export async function isGatewayReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}
