import { join } from 'node:path';
import { sharedStackDir } from '@portcullis/testkit';
import { filesBelow, found, needlesOf } from '../secret-hunt.js';
import type { Visit } from './visits.js';

/** In the browser, where it is read. */
interface Stored {
  readonly [key: string]: string;
}
declare const localStorage: Stored;
declare const sessionStorage: Stored;
declare const window: { readonly history: { readonly state: unknown } };
declare const caches: { keys(): Promise<readonly string[]> };
declare const document: { querySelectorAll(selector: string): Iterable<{ readonly value: string }> };

/**
 * Everywhere that a secret must not be once its dialog is closed: the page, what is typed into it, what the browser stores and remembers, what the
 * page wrote to its console, and the logs of every process of the stack.
 * @returns the places where a token's text, or a digest of it, is all the same
 */
export async function placesOf(secret: string, { page, context, faults }: Visit): Promise<string[]> {
  const session = await context.newCDPSession(page);
  const { entries } = await session.send('Page.getNavigationHistory');
  // What somebody typed to get there, which Chromium tells beside it, no page can take away.
  const history = entries.map(({ url, title }) => ({ url, title }));
  await session.detach();
  const inPage = await page.evaluate(async () => ({
    fields: [...document.querySelectorAll('input, textarea')].map(({ value }) => value),
    storage: [{ ...localStorage }, { ...sessionStorage }],
    state: window.history.state,
    caches: await caches.keys(),
  }));
  return found(
    needlesOf(new Map([['the secret', secret]])),
    new Map([
      ['the page', await page.content()],
      ['fields and storage', JSON.stringify(inPage)],
      ['cookies and databases', JSON.stringify(await context.storageState({ indexedDB: true }))],
      ['the history', JSON.stringify(history)],
      ['the console of the browser', faults.written.join('\n')],
      ['requests', faults.asked.join('\n')],
      ...filesBelow(join(sharedStackDir(), 'logs')),
    ]),
  );
}
