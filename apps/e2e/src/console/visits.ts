import { launchChromium, visit, type VisitOptions } from '@portcullis/browser';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { Faults } from './faults.js';
import { CHROMIUM } from './in-browser.js';

/** Somebody at a browser of their own: nothing is stored there yet. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly faults: Faults;
}

/** One Chromium for one spec, and what was seen of wrong things on all its pages. */
export class Visits {
  readonly #open: Visit[] = [];
  private constructor(readonly browser: Browser) {}

  static async start(): Promise<Visits> {
    return new Visits(await launchChromium(CHROMIUM));
  }

  async visit(options: VisitOptions): Promise<Visit> {
    const context = await visit(this.browser, options);
    const faults = await Faults.watch(context, options.gateway);
    const made = { context, page: await context.newPage(), faults };
    this.#open.push(made);
    return made;
  }

  /** After each test: what a page reported as an error, or asked of anybody but its gateway, fails it. */
  async leaveAll(): Promise<void> {
    const left = this.#open.splice(0);
    await Promise.all(left.map(({ context }) => context.close()));
    expect(left.flatMap(({ faults }) => faults.seen)).toEqual([]);
  }

  stop(): Promise<void> {
    return this.browser.close();
  }
}
