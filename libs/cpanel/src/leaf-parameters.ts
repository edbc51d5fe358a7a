import type { PanelCall } from './call.js';

/** Calls that touch records of a zone, told by several parameters together. */
export function isZoneEdit({ api, module, function: name }: PanelCall): 'mass' | 'add' | 'edit' | 'remove' | null {
  switch (`${api} ${module}::${name}`) {
    case 'uapi DNS::mass_edit_zone':
    case 'whm ::mass_edit_dns_zone':
      return 'mass';
    case 'api2 ZoneEdit::add_zone_record':
    case 'whm ::addzonerecord':
      return 'add';
    case 'api2 ZoneEdit::edit_zone_record':
    case 'whm ::editzonerecord':
      return 'edit';
    case 'api2 ZoneEdit::remove_zone_record':
    case 'whm ::removezonerecord':
      return 'remove';
    default:
      return null;
  }
}

/** Calls that touch lines of the account's crontab. */
export function isCronEdit({ api, module, function: name }: PanelCall): 'add' | 'edit' | 'remove' | null {
  if (api !== 'api2' || module !== 'Cron') return null;
  return name === 'add_line' ? 'add' : name === 'edit_line' ? 'edit' : name === 'remove_line' ? 'remove' : null;
}

/** The parameters of a call from which its leaves are read. */
export function leafParameters(call: PanelCall): readonly string[] {
  const named = call.resources.map(({ parameter }) => parameter);
  if (isZoneEdit(call) !== null) return [...named, 'zone', 'domain', 'name', 'type', 'line', 'add', 'edit', 'remove'];
  if (isCronEdit(call) !== null) return [...named, 'command', 'line', 'linekey', 'commandnumber', 'minute', 'hour', 'day', 'month', 'weekday'];
  return named;
}
