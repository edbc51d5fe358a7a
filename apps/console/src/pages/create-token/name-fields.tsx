import { Anchor, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface NameFieldsProps {
  readonly name: string;
  readonly onName: (name: string) => void;
  /** A free name, where this one is taken. */
  readonly free: string | null;
  readonly error: string | null;
  readonly description: string;
  readonly onDescription: (description: string) => void;
}

/** What the token is called, and what people want to remember of it. */
export function NameFields({ name, onName, free, error, description, onDescription }: NameFieldsProps) {
  const { t } = useTranslation();
  return (
    <Stack gap="md">
      <TextInput
        label={t('createToken.name.label')}
        description={t('createToken.name.hint')}
        value={name}
        onChange={({ currentTarget: { value } }) => onName(value)}
        maxLength={50}
        required
        spellCheck={false}
        autoCapitalize="none"
        autoComplete="off"
        error={
          error !== null && (
            <>
              {error}{' '}
              {free !== null && (
                <Anchor component="button" type="button" size="xs" onClick={() => onName(free)}>
                  {t('createToken.name.useFree', { name: free })}
                </Anchor>
              )}
            </>
          )
        }
      />
      <TextInput label={t('createToken.description.label')} description={t('createToken.description.hint')} value={description} onChange={({ currentTarget: { value } }) => onDescription(value)} maxLength={500} />
    </Stack>
  );
}
