import { Alert, Button, Card, Checkbox, Group, NumberInput, Stack, Switch, TagsInput, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconMapPin, IconScale } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { catalogueQuery } from '../../api/catalogue.js';
import { useSession } from '../../app/session.js';
import type { Faults, Field, PolicyFields } from './policy-fields.js';
import { RateField } from './rate-field.js';
import { SpanField } from './span-field.js';

interface SectionProps {
  readonly fields: PolicyFields;
  readonly onFields: (part: Partial<PolicyFields>) => void;
  /** What tenants above make stricter, in a sentence. */
  readonly narrowed: Readonly<Partial<Record<Field, string>>>;
  readonly faults: Faults;
}

export function LifeSection({ fields, onFields, narrowed, faults }: SectionProps) {
  const { t } = useTranslation();
  return (
    <Section title={t('policy.sections.life')}>
      <Part narrowed={narrowed.longestLifeSeconds}>
        <SpanField {...words('longestLifeSeconds', t)} value={fields.longestLifeSeconds} onChange={(longestLifeSeconds) => onFields({ longestLifeSeconds })} error={faults.longestLifeSeconds ?? null} />
      </Part>
      <Part narrowed={narrowed.expiryRequired}>
        <Switch {...words('expiryRequired', t)} checked={fields.expiryRequired} onChange={({ currentTarget: { checked } }) => onFields({ expiryRequired: checked })} />
      </Part>
      <Part narrowed={narrowed.idleSeconds}>
        <SpanField {...words('idleSeconds', t)} value={fields.idleSeconds} onChange={(idleSeconds) => onFields({ idleSeconds })} error={faults.idleSeconds ?? null} />
      </Part>
      <Part narrowed={narrowed.deadTokenDays}>
        <NumberInput
          {...words('deadTokenDays', t)}
          {...{ min: 0, max: 3650, allowDecimal: false, allowNegative: false, hideControls: true, suffix: ` ${t('policy.days')}` }}
          value={fields.deadTokenDays}
          onChange={(days) => typeof days === 'number' && onFields({ deadTokenDays: days })}
          error={faults.deadTokenDays}
        />
      </Part>
    </Section>
  );
}

export function FromSection({ fields, onFields, narrowed, faults, changed }: SectionProps & { readonly changed: readonly Field[] }) {
  const { t } = useTranslation();
  const { ip } = useSession();
  const { ipAllowlist } = fields;
  return (
    <Section title={t('policy.sections.from')}>
      <Part narrowed={narrowed.ipAllowlist}>
        <TagsInput
          {...words('ipAllowlist', t)}
          placeholder={ipAllowlist.length === 0 ? t('policy.anywhere') : ''}
          value={[...ipAllowlist]}
          onChange={(texts) => onFields({ ipAllowlist: texts.map((text) => text.trim()) })}
          splitChars={[',', ' ', ';']}
          acceptValueOnBlur
          maxTags={100}
          error={faults.ipAllowlist}
          spellCheck={false}
          autoComplete="off"
        />
        <Group>
          <Button variant="default" size="xs" leftSection={<IconMapPin size={16} aria-hidden />} disabled={ipAllowlist.includes(ip)} onClick={() => onFields({ ipAllowlist: [...ipAllowlist, ip] })}>
            {t('policy.addOwn', { ip })}
          </Button>
        </Group>
        {changed.includes('ipAllowlist') && ipAllowlist.length > 0 && (
          <Alert color="orange" variant="outline" role="status" p="sm" icon={<IconAlertTriangle aria-hidden />}>
            <Text size="sm">{t('policy.lockOut', { ip })}</Text>
          </Alert>
        )}
      </Part>
      <Part narrowed={narrowed.ipAllowlistRequired}>
        <Switch {...words('ipAllowlistRequired', t)} checked={fields.ipAllowlistRequired} onChange={({ currentTarget: { checked } }) => onFields({ ipAllowlistRequired: checked })} />
      </Part>
    </Section>
  );
}

export function MuchSection({ fields, onFields, narrowed, faults }: SectionProps) {
  const { t } = useTranslation();
  return (
    <Section title={t('policy.sections.much')}>
      <Part narrowed={narrowed.tokensPerAccount}>
        <NumberInput
          {...words('tokensPerAccount', t)}
          {...{ min: 0, max: 100_000, allowDecimal: false, allowNegative: false, thousandSeparator: ' ', hideControls: true }}
          placeholder={t('policy.noLimit')}
          value={fields.tokensPerAccount}
          onChange={(most) => onFields({ tokensPerAccount: typeof most === 'number' ? most : '' })}
          error={faults.tokensPerAccount}
        />
      </Part>
      <Part narrowed={narrowed.tokenRateLimit}>
        <RateField {...words('tokenRateLimit', t)} value={fields.tokenRateLimit} onChange={(tokenRateLimit) => onFields({ tokenRateLimit })} error={faults.tokenRateLimit ?? null} />
      </Part>
      <Part narrowed={narrowed.rateLimit}>
        <RateField label={t('policy.fields.rateLimit.label')} description={null} value={fields.rateLimit} onChange={(rateLimit) => onFields({ rateLimit })} error={faults.rateLimit ?? null} />
      </Part>
    </Section>
  );
}

export function RightsSection({ fields: { presets }, onFields, narrowed, faults }: SectionProps) {
  const { t } = useTranslation();
  const { data } = useQuery(catalogueQuery);
  const offered = [...new Set([...(data?.presets ?? []).map(({ name }) => name), ...(presets ?? [])])];
  return (
    <Section title={t('policy.sections.rights')}>
      <Part narrowed={narrowed.presets}>
        <Switch {...words('presets', t)} checked={presets !== null} onChange={({ currentTarget: { checked } }) => onFields({ presets: checked ? [] : null })} />
        {presets !== null && (
          <Checkbox.Group aria-label={t('policy.fields.presets.label')} value={[...presets]} onChange={(chosen) => onFields({ presets: chosen })} error={faults.presets}>
            <Stack gap={10} mb={4}>
              {offered.map((name) => (
                <Checkbox key={name} value={name} label={t(`rights.presets.${name}.title` as 'rights.presets.databases.title', { defaultValue: name })} />
              ))}
            </Stack>
          </Checkbox.Group>
        )}
      </Part>
    </Section>
  );
}

const words = (field: Exclude<Field, 'rateLimit'>, t: TFunction): { readonly label: string; readonly description: string } => ({
  label: t(`policy.fields.${field}.label`),
  description: t(`policy.fields.${field}.hint`),
});

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card withBorder padding="lg" component="section">
      <Stack gap="lg">
        <Title order={2} size="h4">
          {title}
        </Title>
        {children}
      </Stack>
    </Card>
  );
}

/** A field, and below it what tenants above make of it. */
function Part({ narrowed, children }: { readonly narrowed: string | undefined; readonly children: ReactNode }) {
  return (
    <Stack gap="xs">
      {children}
      {narrowed !== undefined && (
        <Group gap={6} wrap="nowrap" align="flex-start">
          <IconScale size={16} aria-hidden style={{ flexShrink: 0, marginTop: 2 }} />
          <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
            {narrowed}
          </Text>
        </Group>
      )}
    </Stack>
  );
}
