/** A function of API 2, as its answer names it. */
export interface Api2Function {
  readonly module: string;
  readonly function: string;
}

const RECORD_EDITS = ['add_zone_record', 'edit_zone_record', 'remove_zone_record'];

/** A call of API 2 that did nothing. Clients look for success in one place or another, so each place says no. */
export function api2Failure({ module, function: func }: Api2Function, sentence: string): object {
  const data = [failureData(`${module}::${func}`, sentence)];
  return { cpanelresult: { apiversion: 2, func, module, data, error: sentence, event: { result: 0 } } };
}

function failureData(name: string, sentence: string): object {
  // acme.sh takes any body without this null inside the brackets of `data` for success.
  if (RECORD_EDITS.some((edit) => name === `ZoneEdit::${edit}`)) {
    return { result: { newserial: null, status: 0, statusmsg: sentence }, reason: sentence, statusmsg: sentence };
  }
  // certbot indexes `zones` before it looks at anything else.
  if (name === 'ZoneEdit::fetchzones') return { zones: {}, status: 0, statusmsg: sentence };
  if (name === 'SSL::installssl') return { result: 0, output: sentence };
  return { result: 0, status: 0, reason: sentence, statusmsg: sentence };
}

/** @param data the rows; anything else becomes the only one, since clients index the list */
export function api2Success({ module, function: func }: Api2Function, data: unknown): object {
  const rows = Array.isArray(data) ? data : [data ?? {}];
  const done = { result: 1 };
  return { cpanelresult: { apiversion: 2, func, module, data: rows, event: done, preevent: done, postevent: done } };
}

/**
 * The oldest shape of all, in which panels refuse log-ins. Here `apiversion` and `result` are strings. Also what callers of
 * WHM without a version read failures from, and all that fits a call of which only the path is known.
 */
export function legacyFailure(sentence: string): object {
  return { cpanelresult: { apiversion: '2', error: sentence, data: { reason: sentence, result: '0' }, type: 'text' } };
}
