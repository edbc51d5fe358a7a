import { LONG } from '@portcullis/testkit';
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe is asked for: WCAG 2.2 at its level AA, and what axe itself holds to be good practice, such as headings in order. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const DESK = 1280;
const PHONE = 390;
const HEIGHT = 900;
type Look = readonly [width: number, theme: 'light' | 'dark'];
/** A short run has time for each theme and each width once. */
const LOOKS: readonly Look[] = LONG ? [[DESK, 'light'], [DESK, 'dark'], [PHONE, 'light'], [PHONE, 'dark']] : [[DESK, 'light'], [PHONE, 'dark']];

interface Sized {
  readonly scrollWidth: number;
  readonly clientWidth: number;
}

type Findings = readonly { readonly id: string; readonly help: string; readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[] }[];

/** In the browser, where it is used. */
declare const document: { getAnimations(): readonly { readonly transitionProperty?: string; readonly finished: Promise<unknown> }[] };

/** Colours that go over into others are looked at once they are there. */
async function settled(): Promise<void> {
  const transitions = document.getAnimations().filter(({ transitionProperty }) => transitionProperty !== undefined);
  await Promise.allSettled(transitions.map(({ finished }) => finished));
}

/**
 * What axe finds on the page as it stands, in both themes, on a desk and on a phone; and whether anything is wider than the phone.
 * Afterwards the window is as large as before.
 * @returns each finding in one line, with where it was found
 */
export async function barriersOn(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  // Not by page.evaluate, which is an eval, and the page's Content-Security-Policy lets none in.
  await session.send('Runtime.evaluate', { expression: axe.source });
  const found: string[] = [];
  const before = page.viewportSize();
  for (const [width, theme] of LOOKS) {
    await page.setViewportSize({ width, height: HEIGHT });
    await page.emulateMedia({ colorScheme: theme });
    await page.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor();
    await page.evaluate(settled);
    const { result } = await session.send('Runtime.evaluate', {
      expression: `axe.run({ runOnly: ${JSON.stringify(RULES)}, resultTypes: ['violations'] }).then(({ violations }) => JSON.stringify(violations))`,
      awaitPromise: true,
    });
    for (const { id, help, nodes } of JSON.parse(result.value as string) as Findings) {
      found.push(...nodes.map(({ html, failureSummary = '' }) => `${theme}, ${width} px: ${id}: ${help}: ${html.slice(0, 300)} ${failureSummary.replaceAll(/\s+/g, ' ')}`));
    }
    const overflow = await page.locator('html').evaluate(({ scrollWidth, clientWidth }: Sized) => scrollWidth - clientWidth);
    if (overflow > 0) found.push(`${width} px: the page is ${overflow} px wider than the window`);
  }
  await session.detach();
  await page.emulateMedia({ colorScheme: null });
  if (before !== null) await page.setViewportSize(before);
  return found;
}
