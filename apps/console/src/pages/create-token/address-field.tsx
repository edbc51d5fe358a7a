import { Button, Group, Stack, TagsInput, Text } from '@mantine/core';
import { IconMapPin } from '@tabler/icons-react';
import type { EffectivePolicy } from '@portcullis/client';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../app/session.js';

interface AddressFieldProps {
  readonly ips: readonly string[];
  readonly onIps: (ips: readonly string[]) => void;
  readonly policy: EffectivePolicy;
  readonly error: string | null;
}

/** From where a token may be used. */
export function AddressField({ ips, onIps, policy, error }: AddressFieldProps) {
  const { t, i18n } = useTranslation();
  const { ip } = useSession();
  return (
    <Stack gap="sm">
      <TagsInput
        label={t('createToken.ips.label')}
        description={t(policy.ipAllowlistRequired ? 'createToken.ips.hintRequired' : 'createToken.ips.hint')}
        placeholder={ips.length === 0 ? t('createToken.ips.placeholder') : t('createToken.pick')}
        value={[...ips]}
        onChange={onIps}
        splitChars={[',', ' ']}
        error={error}
        required={policy.ipAllowlistRequired}
        maxTags={100}
        spellCheck={false}
        autoComplete="off"
      />
      <Group>
        <Button variant="default" size="xs" leftSection={<IconMapPin size={16} aria-hidden />} disabled={ips.includes(ip)} onClick={() => onIps([...ips, ip])}>
          {t('createToken.ips.mine', { ip })}
        </Button>
      </Group>
      {policy.ipAllowlist !== null && (
        <Text size="sm" c="dimmed">
          {t('createToken.ips.bounded', { ips: new Intl.ListFormat(i18n.language).format(policy.ipAllowlist) })}
        </Text>
      )}
    </Stack>
  );
}
