import { Button, Group, TextInput } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccountRef } from '../app/session.js';
import { denialCode } from './denial-code.js';

/** Opens what a client was told by its code. Whole messages may be pasted. */
export function DenialSearch() {
  const { t } = useTranslation();
  const router = useRouter();
  const params = useAccountRef();
  const [text, setText] = useState('');
  const [misfit, setMisfit] = useState(false);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const denial = denialCode(text);
        setMisfit(denial === null);
        if (denial !== null) void router.navigate({ to: '/t/$tenant/a/$account/denials/$denial', params: { ...params, denial } });
      }}
    >
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <TextInput
          {...{ flex: 1, size: 'sm', spellCheck: false, autoComplete: 'off', placeholder: 'dny_…', value: text, label: t('denial.search.label'), description: t('denial.search.hint') }}
          error={misfit ? t('denial.search.misfit') : null}
          inputWrapperOrder={['label', 'description', 'error', 'input']}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setMisfit(false);
          }}
        />
        <Button type="submit" variant="default" size="sm">
          {t('denial.search.open')}
        </Button>
      </Group>
    </form>
  );
}
