/** The other side of `launch`: starts with the settings that come by message, and ends when the bench has ended. */
export function program<Settings, Ready extends object>(start: (settings: Settings) => Promise<Ready>): void {
  process.once('disconnect', () => process.exit(0));
  process.once('message', (settings) => {
    start(settings as Settings).then(
      (ready) => process.send!(ready),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}
