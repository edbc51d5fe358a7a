import { Button, Group, Stack, TagsInput, Text } from '@mantine/core';
import { IconMapPin } from '@tabler/icons-react';
import type { EffectivePolicy } from '@portcullis/client';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import '../texts/account-pages.js';
import { useSession } from './session.js';

interface AddressFieldProps {
  readonly label: string;
  readonly ips: readonly string[];
  readonly onIps: (ips: string[]) => void;
  /** null: not known yet. */
  readonly policy: EffectivePolicy | null;
  readonly error: ReactNode;
}

/** From where a token may be used; the viewer's own address is a click away. */
export function AddressField({ label, ips, onIps, policy, error }: AddressFieldProps) {
  const { t, i18n } = useTranslation();
  const { ip } = useSession();
  const required = policy?.ipAllowlistRequired ?? false;
  return (
    <Stack gap="sm">
      <TagsInput
        label={label}
        description={t(required ? 'createToken.ips.hintRequired' : 'createToken.ips.hint')}
        placeholder={ips.length === 0 ? t('createToken.ips.placeholder') : t('createToken.pick')}
        value={[...ips]}
        onChange={onIps}
        splitChars={[',', ' ', ';']}
        acceptValueOnBlur
        error={error}
        required={required}
        maxTags={100}
        spellCheck={false}
        autoComplete="off"
      />
      <Group>
        <Button variant="default" size="xs" leftSection={<IconMapPin size={16} aria-hidden />} disabled={ips.includes(ip)} onClick={() => onIps([...ips, ip])}>
          {t('createToken.ips.mine', { ip })}
        </Button>
      </Group>
      {policy !== null && policy.ipAllowlist !== null && (
        <Text size="sm" c="dimmed">
          {t('createToken.ips.bounded', { ips: new Intl.ListFormat(i18n.language).format(policy.ipAllowlist) })}
        </Text>
      )}
    </Stack>
  );
}
