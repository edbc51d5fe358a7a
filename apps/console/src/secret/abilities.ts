import type { Token } from '@portcullis/client';

/** What of a token decides which programs it fits. */
export type Rights = Pick<Token, 'access' | 'grants' | 'readOnly'>;

const ZONE_FEATURES: readonly string[] = ['zoneedit', 'simplezoneedit'];

/** The text behind the colon of all resources of a kind that the grants name. */
export const resourcesOf = ({ grants }: Rights, kind: string): readonly string[] =>
  grants.flatMap(({ effect, resources = [] }) => (effect === 'deny' ? [] : resources.filter((resource) => resource.startsWith(`${kind}:`)).map((resource) => resource.slice(kind.length + 1))));

export const hasPreset = ({ grants }: Rights, ...presets: readonly string[]): boolean => grants.some(({ preset }) => preset !== undefined && presets.includes(preset));
export const hasFeature = ({ grants }: Rights, ...features: readonly string[]): boolean => grants.some(({ feature, effect }) => effect !== 'deny' && feature !== undefined && features.includes(feature));

/** Whether an operation, or all of its module, is granted by name. */
export const hasOperation = ({ grants }: Rights, operation: string): boolean =>
  grants.some(({ operation: granted, effect }) => effect !== 'deny' && (granted === operation || granted === `${operation.split('::', 1)[0]}::*`));

/** Whether it can change records, as programs for certificates do through API 2. */
export function changesRecords(rights: Rights): boolean {
  if (rights.readOnly) return false;
  if (rights.access === 'full' || hasPreset(rights, 'acme-dns-01', 'dns-manager')) return true;
  const byFeature = rights.grants.some(({ feature, access, effect }) => effect !== 'deny' && access !== 'read' && feature !== undefined && ZONE_FEATURES.includes(feature));
  return byFeature || hasOperation(rights, 'ZoneEdit::add_zone_record') || hasOperation(rights, 'DNS::mass_edit_zone');
}

/** Whether programs find the zone by themselves, which takes a list of them. lego asks the public DNS instead. */
export const listsZones = (rights: Rights): boolean =>
  rights.access === 'full' || hasPreset(rights, 'acme-dns-01', 'dns-manager') || hasFeature(rights, ...ZONE_FEATURES) || hasOperation(rights, 'ZoneEdit::fetchzones');

/** Whether it is for the address of one name. */
export const keepsAddress = (rights: Rights): boolean => !rights.readOnly && (rights.access === 'full' || hasPreset(rights, 'dynamic-dns', 'dns-manager'));

export const changesCron = (rights: Rights): boolean => !rights.readOnly && (rights.access === 'full' || hasFeature(rights, 'cron') || hasOperation(rights, 'Cron::add_line'));
