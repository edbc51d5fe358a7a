/** What a panel's answer says of the function: that it was carried out, that it was not, or nothing that could be understood. */
export type WhmOutcome = 'done' | 'refused' | 'unclear';

/**
 * Reads the answer to a function of WHM: `metadata.result` with `api.version`, else `result[0].status`; 0 or 1, as numbers or digits.
 * `cpanelresult.error` is a failure in any shape.
 */
export function readWhmOutcome(body: Uint8Array): WhmOutcome {
  let answer: unknown;
  try {
    answer = JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return 'unclear';
  }
  const { metadata, result, cpanelresult } = fieldsOf(answer);
  if (metadata !== undefined) return flag(fieldsOf(metadata)['result']);
  if (Array.isArray(result)) return flag(fieldsOf(result[0])['status']);
  return typeof fieldsOf(cpanelresult)['error'] === 'string' ? 'refused' : 'unclear';
}

function flag(value: unknown): WhmOutcome {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  return text === '1' ? 'done' : text === '0' ? 'refused' : 'unclear';
}

function fieldsOf(value: unknown): { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
