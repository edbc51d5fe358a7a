/** Stops what `global-setup.ts` started, in the same process. */
export default async function globalTeardown(): Promise<void> {
  const { stopPortcullisSharedStack } = globalThis as { stopPortcullisSharedStack?: () => Promise<void> };
  await stopPortcullisSharedStack?.();
}
