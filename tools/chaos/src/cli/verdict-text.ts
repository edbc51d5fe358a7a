import type { Violation } from '../history/check.js';
import { LIVE_WITHIN_MS } from '../liveness.js';
import type { Verdict } from '../verdict.js';

/** A verdict for the person at the terminal. */
export function verdictText(verdict: Verdict): string[] {
  const { revokes, verifies, faults, violations, pauses, uses, unknown, revokeMs, evidence, details, seed } = verdict;
  const late = pauses.filter(({ liveAfterMs }) => liveAfterMs === null || liveAfterMs > LIVE_WITHIN_MS);
  return [
    `${violations} violations in ${verifies} answers: ${uses.accepted} accepted, ${uses.refused} refused; ${uses.unanswered} more got none`,
    `${revokes} revokes returned, p50 ${revokeMs.p50} ms, p99 ${revokeMs.p99} ms, the longest ${revokeMs.most} ms; ${unknown} outcomes were lost`,
    `${faults} faults: ${listed(details.faults)}`,
    `${pauses.length - late.length} of ${pauses.length} pauses were live in time`,
    ...(Object.keys(details.surprises).length > 0 ? [`given up: ${listed(details.surprises)}`] : []),
    ...(Object.keys(details.otherRefusals).length > 0 ? [`refused for other reasons: ${listed(details.otherRefusals)}`] : []),
    ...evidence.map(violationText),
    verdict.holds ? 'The promise held.' : `The promise did not hold. Again: --seed ${seed}`,
  ];
}

function violationText({ rule, call, gateway, power, switch: name, afterMs }: Violation): string {
  const what = name === null ? '' : ` of ${name}`;
  return `VIOLATION: call ${call}, ${gateway}: ${power} was ${rule}${what}${afterMs === null ? '' : `, begun ${afterMs.toFixed(1)} ms later`}`;
}

function listed(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${count} × ${name}`)
    .join(', ');
}
