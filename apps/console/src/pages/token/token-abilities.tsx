import { Badge, Button, Card, Code, Group, Skeleton, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import type { Token } from '@portcullis/client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { abilitiesQuery, type Ability, type TokenRef } from '../../api/token.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import { useSession } from '../../app/session.js';
import { resourceWords } from '../../words/grants.js';
import { operationPrefix } from './operation-prefix.js';

const MOST_NAMED = 4;

/** What a token can do now, by what the account has today, operation by operation. */
export function TokenAbilities({ at, token: { version, ipAllowlist } }: { readonly at: TokenRef; readonly token: Pick<Token, 'version' | 'ipAllowlist'> }) {
  const { t } = useTranslation();
  const { ip } = useSession();
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(operationPrefix(text), 300);
  const { data, error, isFetchingNextPage, hasNextPage, fetchNextPage } = useInfiniteQuery(abilitiesQuery(at, version, search, firstAddress(ipAllowlist) ?? ip));
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const live = data?.pages[0]?.live ?? true;
  return (
    <Card withBorder component="section" aria-labelledby="can" padding="lg">
      <Group justify="space-between" mb="xs" gap="sm">
        <Title order={2} size="h4" id="can">
          {t('token.can.title')}
        </Title>
        <TextInput
          {...{ size: 'xs', 'aria-label': t('token.can.search'), placeholder: t('token.can.placeholder'), value: text, leftSection: <IconSearch size={14} aria-hidden /> }}
          {...{ w: 220, spellCheck: false, autoComplete: 'off', onChange: (event) => setText(event.currentTarget.value) }}
        />
      </Group>
      <Text size="sm" c="dimmed" mb="sm">
        {t('token.can.hint')}
      </Text>
      <ProblemAlert error={error} />
      {data === undefined && error === null && <Skeleton h={240} />}
      {data !== undefined && items.length === 0 && <Text size="sm">{t(live ? (search === '' ? 'token.can.nothing' : 'token.can.noMatch') : 'token.can.dead')}</Text>}
      {items.length > 0 && <AbilityTable items={items} />}
      {hasNextPage && (
        <Button variant="default" size="xs" mt="sm" fullWidth loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('token.can.more')}
        </Button>
      )}
    </Card>
  );
}

/** One address that it may be used from: of a range, the first. */
const firstAddress = ([range]: readonly string[]): string | undefined => range?.replace(/\/\d+$/, '');

function AbilityTable({ items }: { readonly items: readonly Ability[] }) {
  const { t } = useTranslation();
  return (
    <Table verticalSpacing={6} horizontalSpacing={0} aria-labelledby="can">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('token.can.operation')}</Table.Th>
          <Table.Th w={110} ta="right">
            {t('token.can.does')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items.map((item) => (
          <Table.Tr key={`${item.operation} ${item.once}`}>
            <Table.Td>
              <Stack gap={2}>
                <Code bg="transparent" p={0} fz="sm" style={{ overflowWrap: 'anywhere' }}>
                  {item.operation}
                </Code>
                <On {...item} />
              </Stack>
            </Table.Td>
            <Table.Td ta="right" style={{ verticalAlign: 'top' }}>
              <Group gap={4} justify="flex-end">
                <Badge variant="default" tt="none" fw={500}>
                  {t(`token.can.access.${item.access}`)}
                </Badge>
                {item.once && (
                  <Badge variant="default" tt="none" fw={500}>
                    {t('token.can.once')}
                  </Badge>
                )}
              </Group>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** What it is limited to, and what is taken from that. Nothing where it is everything. */
function On({ resources, except, escalates }: Ability) {
  const { t } = useTranslation();
  const named = (all: readonly string[]): string => {
    const first = all.slice(0, MOST_NAMED).map((resource) => resourceWords(resource, t)).join(', ');
    return all.length > MOST_NAMED ? t('token.can.andMore', { first, count: all.length - MOST_NAMED }) : first;
  };
  const lines = [
    ...(resources === null ? [] : [t('token.can.on', { what: named(resources) })]),
    ...(except.length === 0 ? [] : [t('token.can.except', { what: named(except) })]),
    ...(escalates ? [t('token.can.escalates')] : []),
  ];
  return lines.map((line) => (
    <Text key={line} size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
      {line}
    </Text>
  ));
}
