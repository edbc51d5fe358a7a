/** Stops what `global-setup.ts` started, in the same process. */
export default async function globalTeardown(): Promise<void> {
  const { stopPortcullisSharedStacks } = globalThis as { stopPortcullisSharedStacks?: () => Promise<void> };
  await stopPortcullisSharedStacks?.();
}
