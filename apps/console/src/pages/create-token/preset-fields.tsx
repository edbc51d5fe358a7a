import { Autocomplete, Checkbox, Group, Stack, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Preset } from '../../api/catalogue.js';
import { hostsQuery } from '../../api/records.js';
import { useAccountRef } from '../../app/session.js';
import { asDomain, picksAfter, presetInputs, type InputFault, type InputName, type Picks } from './preset-inputs.js';

interface PresetFieldsProps {
  readonly preset: Preset;
  readonly picks: Picks;
  readonly onPicks: (picks: Picks) => void;
  /** The domains that the account has. */
  readonly domains: readonly string[];
  readonly faults: Readonly<Partial<Record<InputName, InputFault>>>;
}

type Known = 'domain' | 'hosts' | 'host' | 'zones' | 'domains' | 'mailboxes' | 'prefix' | 'directories';
const SINGLE: readonly InputName[] = ['domain', 'host', 'prefix'];
/** What is typed narrows them. */
const MOST_OFFERED = 50;
const ADDRESS_TYPES = ['A', 'AAAA'] as const;

/** What a preset asks for. Everything can be typed; what the account has is offered. */
export function PresetFields({ preset, picks, onPicks, domains, faults }: PresetFieldsProps) {
  const { t } = useTranslation();
  const domain = asDomain(picks.domain?.[0] ?? '');
  const inputs = presetInputs(preset);
  const wantsHosts = inputs.some(({ name }) => name === 'hosts' || name === 'host');
  const { data: found = [] } = useQuery({ ...hostsQuery(useAccountRef(), domain), enabled: wantsHosts && domains.includes(domain) });

  const offered = (name: InputName): string[] => {
    const hosts = domain === '' ? [] : [...new Set([domain, `www.${domain}`, ...found])];
    return name === 'hosts' || name === 'host' ? hosts : name === 'domain' || name === 'zones' || name === 'domains' ? [...domains] : [];
  };
  const change = (name: InputName, texts: readonly string[]): void => onPicks(picksAfter(picks, name, texts));

  return (
    <Stack gap="md">
      {inputs.map(({ name, required }) => {
        if (name === 'types') {
          return (
            <Checkbox.Group key={name} label={t('createToken.inputs.types.label')} required value={[...(picks.types ?? [])]} onChange={(types) => change('types', types)} error={faults.types && t(`createToken.faults.${faults.types}`)}>
              <Group mt={6}>
                {ADDRESS_TYPES.map((type) => (
                  <Checkbox key={type} value={type} label={t(`createToken.inputs.types.${type}`)} />
                ))}
              </Group>
            </Checkbox.Group>
          );
        }
        const kind = name.startsWith('kind:') ? name.slice('kind:'.length) : null;
        const known = name as Known;
        const fault = faults[name];
        const words = {
          label: kind === null ? t(`createToken.inputs.${known}.label`) : t('createToken.inputs.kind.label', { kind }),
          description: (kind === null ? t(`createToken.inputs.${known}.hint`) : t('createToken.inputs.kind.hint', { example: preset.kinds.find((one) => one.kind === kind)?.example ?? '' })) || undefined,
          ...(kind === null && { placeholder: t(`createToken.inputs.${known}.placeholder`) }),
          error: fault && t(`createToken.faults.${fault}`),
        };
        const common = { required, spellCheck: false, autoCapitalize: 'none', autoComplete: 'off', ...words } as const;
        return SINGLE.includes(name) ? (
          <Autocomplete key={name} {...common} limit={MOST_OFFERED} data={offered(name)} value={picks[name]?.[0] ?? ''} onChange={(text) => change(name, text === '' ? [] : [text])} />
        ) : (
          <TagsInput
            key={name}
            {...common}
            placeholder={picks[name]?.length ? t('createToken.pick') : words.placeholder}
            data={offered(name)}
            limit={MOST_OFFERED}
            value={[...(picks[name] ?? [])]}
            onChange={(texts) => change(name, texts)}
            splitChars={[',', ' ']}
          />
        );
      })}
    </Stack>
  );
}
