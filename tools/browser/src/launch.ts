import { chromium, type Browser, type BrowserContext } from 'playwright-core';

/** Of Chromium's own traffic nothing is wanted: each request that is seen is the page's. Its sandbox does not work for root. */
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const STARTS_WITHIN_MS = 60_000;
/** Shared machines stall for seconds: what does not come within this is not coming. */
const PATIENCE_MS = 30_000;

const DESK = { width: 1280, height: 900 };
const PHONE_HEIGHT = 844;

/** @param program as `findChromium` tells it */
export function launchChromium(program: string): Promise<Browser> {
  return chromium.launch({ executablePath: program, args: FLAGS, timeout: STARTS_WITHIN_MS });
}

export interface VisitOptions {
  /** `http://127.0.0.1:PORT` of the gateway whose console it is. */
  readonly gateway: string;
  readonly theme?: 'light' | 'dark';
  /** CSS pixels; a phone is 390 wide. */
  readonly width?: number;
}

/** Somebody at a browser of their own, with an empty profile, in a zone whose offset is not of whole hours. */
export async function visit(browser: Browser, { gateway, theme = 'light', width }: VisitOptions): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: gateway,
    colorScheme: theme,
    viewport: width === undefined ? DESK : { width, height: PHONE_HEIGHT },
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Asia/Kolkata',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}
