import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { visit, type VisitOptions } from '../launch.js';
import type { FilledAccount } from './account.js';

interface Picture {
  /** Of the file, without `.png`. */
  readonly name: string;
  /** Below the pages of the account. */
  readonly path: (account: FilledAccount) => string;
  readonly options: Partial<VisitOptions>;
  /** Until all of it is there. */
  readonly untilShown: (page: Page) => Promise<void>;
}

const PHONE = 390;
const tokens = () => '/tokens';
const letsEncrypt = ({ tokenIds }: FilledAccount): string => `/tokens/${tokenIds.get('letsencrypt-www')!}`;
const seen = (page: Page, text: string | RegExp): Promise<void> => page.getByText(text).first().waitFor();

const listed = (page: Page): Promise<void> => seen(page, 'letsencrypt-www');
const opened = async (page: Page): Promise<void> => {
  await seen(page, 'What it can do now');
  await seen(page, /was denied/);
};

/** Activity first: each sign-in stands there. */
export const PICTURES: readonly Picture[] = [
  { name: 'activity', path: () => '/activity', options: {}, untilShown: (page) => seen(page, /old-laptop/) },
  { name: 'tokens-light', path: tokens, options: {}, untilShown: listed },
  { name: 'tokens-dark', path: tokens, options: { theme: 'dark' }, untilShown: listed },
  { name: 'tokens-phone', path: tokens, options: { width: PHONE }, untilShown: listed },
  { name: 'create', path: () => '/tokens/new', options: {}, untilShown: (page) => seen(page, 'What is it for?') },
  { name: 'token', path: letsEncrypt, options: {}, untilShown: opened },
  { name: 'token-phone', path: letsEncrypt, options: { width: PHONE, theme: 'dark' }, untilShown: opened },
  { name: 'secret', path: letsEncrypt, options: {}, untilShown: newSecret },
];

/** @returns the files that were written */
export async function takePictures(browser: Browser, gateway: string, account: FilledAccount, folder: string): Promise<string[]> {
  const files: string[] = [];
  for (const { name, path, options, untilShown } of PICTURES) {
    const context = await visit(browser, { gateway, ...options });
    const page = await context.newPage();
    const { hash } = new URL(await account.link());
    await page.goto(`/console/t/${account.tenantId}/a/${account.accountId}${path(account)}${hash}`);
    await untilShown(page);
    const file = join(folder, `${name}.png`);
    writeFileSync(file, await page.screenshot({ animations: 'disabled' }));
    files.push(file);
    await context.close();
  }
  return files;
}

/** The dialog that shows a secret once. The secret is covered: whoever looks at the picture shall learn that it is not for looking at. */
async function newSecret(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New secret', exact: true }).click();
  await page.getByRole('button', { name: 'Make a new secret' }).click();
  const dialog = page.getByRole('dialog').filter({ hasText: /pcla1\w{48}/ });
  await dialog.waitFor();
  await dialog.evaluate(cover);
}

/** In the browser, where it runs. */
interface Node {
  readonly childNodes: Iterable<Node>;
  nodeValue: string | null;
  value?: string;
}

function cover(node: Node): void {
  const covered = (text: string): string => text.replaceAll(/(pcla1)\w{48}/g, (_, begin: string) => begin + '•'.repeat(48));
  const walk = (each: Node): void => {
    if (each.nodeValue !== null) each.nodeValue = covered(each.nodeValue);
    if (typeof each.value === 'string') each.value = covered(each.value);
    for (const child of each.childNodes) walk(child);
  };
  walk(node);
}
