import { CODES } from '@portcullis/contracts/codes';
import type { Problem } from '@portcullis/client';
import { plain } from './plain-text.js';

/** Advice of the API that speaks of what a person at a terminal never sees, in words of the command line. */
const ADVICE: Partial<Record<string, string>> = {
  invalid_request: 'Mend every field that is named above. Nothing was changed.',
  precondition_failed: 'Read it again, look at what has changed, and run this once more if it still makes sense. Nothing was changed.',
  idempotency_key_reused: 'Give an --idempotency-key only to repeat the very same command; otherwise leave it out.',
  feature_list_unknown: 'Create the feature list first: portcullis tenants feature-list NAME --features a,b,c',
  credentials_required: 'The token did not arrive: something between here and Portcullis takes the Authorization header away.',
  permission_denied: 'Use a token that may do it: --token-file, PORTCULLIS_TOKEN or `portcullis login`.',
  expiry_in_past: 'Give an --expires that lies in the future.',
  never_valid: 'Give a --not-before that lies before --expires.',
  internal_error: 'Report the request below. A command that was to change something may have done so.',
};

/** What Portcullis had against it, for people: what, where, what to do, and the number to ask about. */
export function problemLines(problem: Problem, headers: Headers): string[] {
  const advice = Object.hasOwn(CODES, problem.code) ? (ADVICE[problem.code] ?? CODES[problem.code].advice) : null;
  const wait = headers.get('retry-after');
  return [
    `${plain(problem.title)} (${plain(problem.code)})`,
    ...(problem.detail && problem.detail !== problem.title ? [plain(problem.detail)] : []),
    ...(problem.errors ?? []).map(({ pointer, detail }) => `  ${plain(pointer)}: ${plain(detail)}`),
    ...(advice === null ? [] : [advice]),
    ...(wait !== null && /^\d+$/.test(wait) ? [`Again in ${wait} s.`] : []),
    `Request ${plain(problem.request_id)}`,
  ];
}
