import {
  cronMismatch, massEditForm, readCronAnswer, readCronEdit, readMassEditAnswer, readZoneAnswer, readZoneEdit, replies, touchedCronLines, touchedRecords,
  type CronEdit, type Envelope, type PanelCall, type ZoneEdit,
} from '@portcullis/cpanel';
import { granted, mapValue, refused } from '@portcullis/kernel';
import type { Forward } from '../../use-cases/panel-asked.js';
import type { Question } from './ask-panel.js';
import type { Instead, Lines } from './conversation.js';

/**
 * How to find out what stands at the lines that a call names; null: it names none that could be found out. `asItCame` is the call
 * for when it is to be sent unchanged, but by ourselves.
 */
export function linesOf(call: PanelCall, envelope: Envelope, asItCame: Question): Lines | null {
  const zoneEdit = readZoneEdit(call);
  if (zoneEdit !== null) return zoneLines(call, envelope, zoneEdit);
  const cronEdit = readCronEdit(call);
  return cronEdit && cronLines(cronEdit, asItCame);
}

/** What nobody else may edit while this call is under way. */
export function editsOf(calls: readonly PanelCall[]): string[] {
  return calls.flatMap((call) => {
    const edit = readZoneEdit(call);
    if (edit !== null) return [`zone ${edit.zone}`];
    return call.api === 'api2' && call.module === 'Cron' && call.operation.access !== 'read' ? ['cron'] : [];
  });
}

/**
 * The name under which an edit is queued for. The zone is named by the caller, and the panel is not asked yet: an account waits
 * together with others for its own zones only, so that nobody's edits keep those of a stranger's zone waiting.
 */
export function queuedAs(edit: string, { credential: { holder }, presented: { facts, ownerFacts } }: Pick<Forward, 'credential' | 'presented'>): string {
  const isOwn = facts.kind === 'tenant' ? edit !== 'cron' : ownerFacts.account?.domains.some((domain) => edit === `zone ${domain}`);
  return isOwn ? edit : `${edit} of ${holder}`;
}

function zoneLines({ api }: PanelCall, envelope: Envelope, edit: ZoneEdit): Lines {
  const zone = encodeURIComponent(edit.zone);
  const path = api === 'whm' ? `/json-api/parse_dns_zone?api.version=1&zone=${zone}` : `/execute/DNS/parse_zone?zone=${zone}`;
  return {
    question: { method: 'GET', path },
    resolve(answer) {
      const reading = readZoneAnswer(answer, edit.zone);
      if (reading === null) return refused(`You do not control a DNS zone named ${edit.zone}.`);
      const leaves = touchedRecords(edit, reading);
      // The serial that the panel compares is its lock; API 2 has none, so there the edit is made through the API that has.
      const instead = api === 'api2' ? massEdit(envelope, massEditForm(edit, reading)) : null;
      return mapValue(leaves, (touched) => ({ leaves: touched, instead }));
    },
  };
}

function massEdit(envelope: Envelope, body: string): Instead {
  return {
    question: { method: 'POST', path: '/execute/DNS/mass_edit_zone', body: { bytes: body, type: 'application/x-www-form-urlencoded' } },
    reply(answer) {
      const done = readMassEditAnswer(answer);
      if (!done.ok) return replies.failed(envelope, done.refusal);
      return replies.succeeded(envelope, [{ result: { newserial: done.value.newSerial, status: 1, statusmsg: 'The zone was edited.' } }]);
    },
    check: null,
  };
}

const FETCH_CRON: Question = { method: 'GET', path: '/json-api/cpanel?cpanel_jsonapi_apiversion=2&cpanel_jsonapi_module=Cron&cpanel_jsonapi_func=fetchcron' };

function cronLines(edit: CronEdit, asItCame: Question): Lines {
  return {
    question: FETCH_CRON,
    resolve(answer) {
      const before = readCronAnswer(answer);
      if (before === null) return refused('The cron jobs cannot be listed.');
      const mismatch = (after: Buffer): string | null => {
        const lines = readCronAnswer(after);
        return lines === null ? 'the cron jobs cannot be listed' : cronMismatch(edit, before, lines);
      };
      const leaves = touchedCronLines(edit, before);
      if (!leaves.ok) return leaves;
      return granted({ leaves: leaves.value, instead: { question: asItCame, reply: null, check: { question: FETCH_CRON, mismatch } } });
    },
  };
}
