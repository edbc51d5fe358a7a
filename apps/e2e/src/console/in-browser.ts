import { LONG } from '@portcullis/testkit';
import { byKeyboard, byMouse, type Driver } from './drivers.js';

/**
 * Debian's Chromium, which the set-up of the run has found or installed; empty where it cannot be had, and why is on the terminal.
 */
export const CHROMIUM = process.env['PORTCULLIS_E2E_CHROMIUM'] ?? '';

/** Tests in a real browser. Where there is none they are counted as skipped, by name. */
export const inBrowser = CHROMIUM === '' ? describe.skip : describe;

/** What only `npm run test:long` has time for. */
export const inLongRuns: (name: string, tests: () => void) => void = LONG ? inBrowser : () => undefined;

/** The same flow, by mouse and by keyboard alone; in a short run by one of the two. */
export function drivers(inShortRuns: 'mouse' | 'keyboard'): { readonly hand: string; readonly driverOf: (...of: Parameters<typeof byMouse>) => Driver }[] {
  const all = [
    { hand: 'mouse', driverOf: byMouse },
    { hand: 'keyboard', driverOf: byKeyboard },
  ];
  return LONG ? all : all.filter(({ hand }) => hand === inShortRuns);
}
