import { CODES } from '@portcullis/contracts/codes';
import type { Problem } from '@portcullis/client';
import { plain } from './plain-text.js';

/** What Portcullis had against it, for people: what, where, what to do, and the number to ask about. */
export function problemLines(problem: Problem, headers: Headers): string[] {
  const advice = Object.hasOwn(CODES, problem.code) ? CODES[problem.code].advice : null;
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
