import { Button, Stack, TagsInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../app/session.js';
import type { FieldProps } from './field-props.js';

/** From where a token may be used; the viewer's own address is a click away. */
export function AddressField({ value, onChange, error }: FieldProps<string[]>) {
  const { t } = useTranslation();
  const { ip } = useSession();
  return (
    <Stack gap={4} align="stretch">
      <TagsInput
        {...{ value, onChange, error, maxTags: 100, splitChars: [',', ' ', ';'], acceptValueOnBlur: true }}
        label={t('token.edit.addresses')}
        description={t('token.edit.addressesHint')}
        placeholder={value.length === 0 ? t('token.anyAddress') : ''}
      />
      {!value.includes(ip) && (
        <Button variant="subtle" size="compact-xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => onChange([...value, ip])} style={{ alignSelf: 'flex-start' }}>
          {t('token.edit.addOwn', { ip })}
        </Button>
      )}
    </Stack>
  );
}
