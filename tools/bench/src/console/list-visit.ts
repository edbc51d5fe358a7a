import { launchChromium, visit } from '@portcullis/browser';
import { findChromium, type Stack } from '@portcullis/stack';
import { makeCrowd } from '../revoke/crowd.js';
import { Scene } from '../revoke/scene.js';

export const TOKENS = 5_000;

type Browser = Awaited<ReturnType<typeof launchChromium>>;
type Page = Awaited<ReturnType<Awaited<ReturnType<typeof visit>>['newPage']>>;

/** The page that lists an account's tokens, and a browser of whoever is signed in there. */
export interface ListVisit {
  /** Where it is, on the gateway. */
  readonly path: string;
  /** Signed in, with nothing of the console in its cache. What it opens is closed after `use`. */
  readonly open: <T>(use: (page: Page) => Promise<T>) => Promise<T>;
}

/** An account with many tokens, once for all figures of a stack. */
const made = new WeakMap<Stack, Promise<string>>();

/** @throws StackError when there is no Chromium and none can be installed */
export async function withList<T>(stack: Stack, say: (line: string) => void, use: (list: ListVisit) => Promise<T>): Promise<T> {
  const { gateway, operatorToken } = stack.info;
  const browser = await launchChromium(await findChromium(say));
  const scene = await Scene.open(gateway, operatorToken);
  try {
    const owner = made.get(stack) ?? makeCrowd(stack, scene, { username: 'list', tokens: TOKENS, labels: {} }).then(({ path }) => path);
    made.set(stack, owner);
    const ownerPath = await owner;
    const { account } = await scene.ask<{ account: { id: string; tenantId: string } }>('GET', ownerPath, null, [200]);
    const path = `/console/t/${account.tenantId}/a/${account.id}/tokens`;
    const cookies = await sessionOf(browser, gateway, (await scene.ask<{ url: string }>('POST', `${ownerPath}/sessions`, null, [201])).url);
    return await use({
      path,
      async open(work) {
        const context = await visit(browser, { gateway });
        try {
          await context.addCookies(cookies);
          return await work(await context.newPage());
        } finally {
          await context.close();
        }
      },
    });
  } finally {
    scene.close();
    await browser.close();
  }
}

async function sessionOf(browser: Browser, gateway: string, link: string) {
  const context = await visit(browser, { gateway });
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('rowheader').first().waitFor();
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}
