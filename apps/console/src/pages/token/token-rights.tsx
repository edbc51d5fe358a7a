import { Card, List, Text, ThemeIcon, Title } from '@mantine/core';
import { IconBan, IconCheck, IconEye } from '@tabler/icons-react';
import type { Grant, Token } from '@portcullis/client';
import { useTranslation } from 'react-i18next';
import { grantWords, rightsWords } from '../../words/grants.js';

const SIGNS = { allow: { Icon: IconCheck, color: 'teal' }, deny: { Icon: IconBan, color: 'red' }, only: { Icon: IconEye, color: 'gray' } } as const;
type Sign = keyof typeof SIGNS;

/** What a token may do, in words: what it was given first, then what is taken from that. */
export function TokenRights({ token }: { readonly token: Token }) {
  const { t, i18n } = useTranslation();
  const { access, grants, readOnly } = token;
  const words = (grant: Grant) => grantWords(grant, t, i18n.language);
  const is = (effect: 'allow' | 'deny') => (grant: Grant) => (grant.effect ?? 'allow') === effect;
  const lines: readonly (readonly [Sign, string])[] =
    access === 'full'
      ? rightsWords(token, t, i18n.language).map((line) => ['allow', line] as const)
      : [
          ...grants.filter(is('allow')).map((grant) => ['allow', words(grant)] as const),
          ...grants.filter(is('deny')).map((grant) => ['deny', words(grant)] as const),
          ...(readOnly ? [['only', t('rights.readOnly')] as const] : []),
        ];
  return (
    <Card withBorder component="section" aria-labelledby="rights" padding="lg">
      <Title order={2} size="h4" id="rights" mb="sm">
        {t('token.rights.title')}
      </Title>
      <List spacing={6} center ps={0}>
        {lines.map(([sign, line], place) => (
          <List.Item key={place} icon={<SignIcon sign={sign} />}>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {line}
            </Text>
          </List.Item>
        ))}
      </List>
    </Card>
  );
}

function SignIcon({ sign }: { readonly sign: Sign }) {
  const { Icon, color } = SIGNS[sign];
  return (
    <ThemeIcon size={22} radius="xl" variant="light" color={color} aria-hidden>
      <Icon size={14} />
    </ThemeIcon>
  );
}
