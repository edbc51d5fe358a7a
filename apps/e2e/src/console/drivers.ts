import type { Locator, Page } from 'playwright-core';

export type Role = Parameters<Page['getByRole']>[0];

/** An element as people find it: what it is, and what it is called. */
export interface Target {
  readonly role: Role;
  readonly name: string | RegExp;
}

export const button = (name: string | RegExp): Target => ({ role: 'button', name });
export const link = (name: string | RegExp): Target => ({ role: 'link', name });
export const field = (name: string | RegExp): Target => ({ role: 'textbox', name });

/** The one element that is this. Names are whole, unless told by a pattern. */
export const find = (page: Page | Locator, { role, name }: Target): Locator => page.getByRole(role, { name, exact: true });

/** Somebody who uses a page in one way. The same flow can be gone through by each. */
export interface Driver {
  readonly page: Page;
  /** Follows a link, presses a button. */
  press(target: Target): Promise<void>;
  /** Writes into a field, in place of what stands there. */
  write(target: Target, text: string): Promise<void>;
  /** Chooses one of several, of which one holds: a radio button, however it looks. */
  choose(name: string): Promise<void>;
  /** Ticks what can be ticked. */
  tick(name: string): Promise<void>;
  /** Opens a menu and takes one thing out of it. */
  fromMenu(opener: Target, item: string): Promise<void>;
  /** Opens a list and takes one of its options. */
  fromList(opener: Target, option: string): Promise<void>;
}

export function byMouse(page: Page): Driver {
  const click = (target: Target): Promise<void> => find(page, target).click();
  return {
    page,
    press: click,
    async write(target, text) {
      await click(target);
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.insertText(text);
    },
    // Some radio buttons are hidden below what is drawn for them: people press their label.
    async choose(name) {
      const radio = find(page, { role: 'radio', name });
      const id = await radio.getAttribute('id');
      await ((await radio.isVisible()) ? radio : page.locator(`label[for="${id}"]`)).click();
    },
    tick: (name) => find(page, { role: 'checkbox', name }).check(),
    async fromMenu(opener, item) {
      await click(opener);
      await click({ role: 'menuitem', name: item });
    },
    async fromList(opener, option) {
      await click(opener);
      await click({ role: 'option', name: option });
    },
  };
}

/** More steps than any page has places to stop at. */
const MOST_STEPS = 80;

/** By keyboard alone: what cannot be reached by Tab and arrows is not there. */
export function byKeyboard(page: Page): Driver {
  const tabTo = (target: Target): Promise<void> => stepTo(page, target, 'Tab');
  return {
    page,
    async press(target) {
      await tabTo(target);
      await page.keyboard.press('Enter');
    },
    async write(target, text) {
      await tabTo(target);
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.insertText(text);
    },
    // The group is one stop of Tab; arrows go round within it.
    async choose(name) {
      const wanted = find(page, { role: 'radio', name });
      await step(page, wanted, 'Tab', `into the group of ${name}`, (node: Choice) => {
        const at = document.activeElement as Choice | null;
        return at !== null && at.name !== '' && at.name === node.name;
      });
      await step(page, wanted, 'ArrowRight', `the choice ${name}`, (node: Choice) => node.checked);
    },
    async tick(name) {
      await tabTo({ role: 'checkbox', name });
      await page.keyboard.press('Space');
    },
    async fromMenu(opener, item) {
      await tabTo(opener);
      await page.keyboard.press('Enter');
      await stepTo(page, { role: 'menuitem', name: item }, 'ArrowDown');
      await page.keyboard.press('Enter');
    },
    // The focus stays in the field: the option that arrows have come to is marked.
    async fromList(opener, option) {
      await tabTo(opener);
      await page.keyboard.press('ArrowDown');
      await step(page, find(page, { role: 'option', name: option }), 'ArrowDown', `the option ${option}`, (node: Option) => node.hasAttribute('data-combobox-selected'));
      await page.keyboard.press('Enter');
    },
  };
}

const stepTo = (page: Page, target: Target, key: string): Promise<void> =>
  step(page, find(page, target), key, `the ${target.role} ${String(target.name)}`, (node) => node === document.activeElement);

/** Presses a key until it holds of the element. @throws Error with the way that the focus took */
async function step<Node>(page: Page, element: Locator, key: string, where: string, isThere: (node: Node) => boolean): Promise<void> {
  await element.waitFor({ state: 'attached' });
  const way: string[] = [];
  while (way.length < MOST_STEPS) {
    if (await element.evaluate(isThere as never)) return;
    await page.keyboard.press(key);
    way.push(await focused(page));
  }
  throw new Error(`${key} does not lead to ${where}, but to: ${way.join(' › ')}`);
}

interface Option {
  hasAttribute(name: string): boolean;
}

interface Choice {
  readonly name: string;
  readonly checked: boolean;
}

/** In the browser, where these functions run. */
declare const document: { readonly activeElement: { readonly tagName: string; readonly textContent: string | null; getAttribute(name: string): string | null } | null };

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement: at } = document;
    return at === null ? 'nothing' : `${at.tagName.toLowerCase()} ${(at.getAttribute('aria-label') ?? at.textContent ?? '').trim().slice(0, 30)}`;
  });
