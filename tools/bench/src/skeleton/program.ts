/**
 * The other side of `launch`: starts with the settings that come by message, and ends when the bench has ended.
 * @param answer to what `ask` asks, where anything is
 */
export function program<Settings, Ready extends object>(start: (settings: Settings) => Promise<Ready>, answer?: (question: string) => object): void {
  process.once('disconnect', () => process.exit(0));
  process.once('message', (settings) => {
    start(settings as Settings).then(
      (ready) => {
        if (answer !== undefined) process.on('message', (question) => void process.send!(answer(String(question))));
        process.send!(ready);
      },
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}
