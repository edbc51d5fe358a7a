/** Stops what `global-setup.ts` started, in the same process. */
export default async function globalTeardown(): Promise<void> {
  const { stopPortcullisTestServers } = globalThis as { stopPortcullisTestServers?: () => Promise<void> };
  await stopPortcullisTestServers?.();
}
