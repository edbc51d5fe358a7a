import type { EffectivePolicy } from '@portcullis/client';

const DAY_MS = 86_400_000;
/** Clocks differ: a token that is to live as long as a policy lets it asks for a little less. */
const SKEW_MS = 60_000;

/** For how long people make tokens, in days. */
export const LIVES = { week: 7, month: 30, quarter: 90, year: 365 } as const;
export type Life = keyof typeof LIVES;
/** `date`: until the end of a day that is picked. */
export type ExpiryChoice = Life | 'date' | 'never';
export const CHOICES = ['week', 'month', 'quarter', 'year', 'date', 'never'] as const satisfies readonly ExpiryChoice[];

export interface Expiry {
  readonly choice: ExpiryChoice;
  /** `2027-01-31`, of the viewer's calendar; null: none is picked. */
  readonly date: string | null;
}

type Bounds = Pick<EffectivePolicy, 'longestLifeSeconds' | 'expiryRequired'>;

/** The longest life that a policy leaves, in whole days; null: there is no bound. */
export const longestDays = ({ longestLifeSeconds }: Bounds): number | null => (longestLifeSeconds === null ? null : Math.floor(longestLifeSeconds / 86_400));

/** Whether a policy leaves a choice. */
export function isOffered(choice: ExpiryChoice, policy: Bounds): boolean {
  switch (choice) {
    case 'never':
      return policy.longestLifeSeconds === null && !policy.expiryRequired;
    case 'date':
      return policy.longestLifeSeconds === null || policy.longestLifeSeconds > 86_400;
    default:
      return policy.longestLifeSeconds === null || LIVES[choice] * 86_400 <= policy.longestLifeSeconds;
  }
}

/** The choice that a form begins with: the wanted one, or the longest that a policy leaves; where it leaves none, a date. */
export function firstChoice(wanted: Life, policy: Bounds): ExpiryChoice {
  const lives = (['year', 'quarter', 'month', 'week'] as const).filter((life) => LIVES[life] <= LIVES[wanted]);
  return lives.find((life) => isOffered(life, policy)) ?? 'date';
}

/** When it ends, in milliseconds since 1970. null: never, or no date is picked yet. */
export function endsAt({ choice, date }: Expiry, nowMs: number, policy: Bounds): number | null {
  if (choice === 'never') return null;
  const latest = policy.longestLifeSeconds === null ? Infinity : nowMs + policy.longestLifeSeconds * 1000 - SKEW_MS;
  if (choice !== 'date') return Math.min(nowMs + LIVES[choice] * DAY_MS, latest);
  const end = date === null ? Number.NaN : new Date(`${date}T23:59:59`).getTime();
  return Number.isNaN(end) ? null : Math.min(end, latest);
}
