import { Button, Card, CloseButton, EmptyState, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconPlugConnected, IconSearch, IconSearchOff } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAllTenants } from '../../api/tenants.js';
import { ButtonLink } from '../../app/links.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import { ReceiptAlert } from '../../app/receipt-alert.js';
import lines from '../../app/rows.module.css';
import { useSession } from '../../app/session.js';
import '../../texts/staff-pages.js';
import type { Outcome } from '../../app/outcome.js';
import { PanelDialogs, type Begun } from './panel-dialogs.js';
import { PanelList } from './panel-list.js';

/** So many rows at a time: whoever has more searches. */
const ROWS = 200;

/** The panels of all tenants: where calls with tokens are passed on to. */
export function PanelsPage() {
  const { t } = useTranslation();
  const { session } = useSession();
  const { connect } = useSearch({ from: '/signed-in/panels' });
  const navigate = useNavigate({ from: '/panels' });
  const { tenants: all, error, isPending, refetch } = useAllTenants();
  const [begun, setBegun] = useState<Begun | null>(connect === undefined ? null : { kind: 'connect', suggested: connect });
  const [search, setSearch] = useState('');
  const [most, setMost] = useState(ROWS);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const tenants = all.filter(({ id }) => id !== session.tenantId);
  const connected = tenants.filter(({ panelUrl }) => panelUrl !== null);
  const text = search.trim().toLowerCase();
  const found = connected.filter(({ name, slug, panelUrl, hosts }) => [name, slug, panelUrl, ...hosts].some((one) => one?.toLowerCase().includes(text)));
  const without = tenants.length - connected.length;
  const isEmpty = !isPending && error === null && connected.length === 0;

  const close = (): void => {
    setBegun(null);
    if (connect !== undefined) void navigate({ search: {}, replace: true });
  };
  const done = (next: Outcome): void => {
    close();
    setOutcome(next);
  };
  const button = (
    <Button
      size="md"
      leftSection={<IconPlugConnected size={18} aria-hidden />}
      className={lines.begin}
      onClick={() => {
        setOutcome(null);
        setBegun({ kind: 'connect', suggested: null });
      }}
    >
      {t('panels.connect')}
    </Button>
  );
  return (
    <Stack gap="lg" maw={1280} mx="auto">
      <Group justify="space-between" align="flex-end" gap="md">
        <div>
          <Title order={1}>{t('panels.title')}</Title>
          <Text c="dimmed" mt={4} maw={640}>
            {t('panels.intro')}
          </Text>
        </div>
        {!isEmpty && button}
      </Group>
      {outcome !== null && <ReceiptAlert {...outcome} onClose={() => setOutcome(null)} />}
      {error !== null && (
        <Stack align="flex-start">
          <ProblemAlert error={error} />
          <Button variant="default" onClick={() => void refetch()}>
            {t('panels.again')}
          </Button>
        </Stack>
      )}
      {isEmpty ? (
        <Card withBorder padding="xl">
          <EmptyState icon={<IconPlugConnected aria-hidden />} title={t('panels.empty.title')} description={[t('panels.empty.text'), ...(tenants.length === 0 ? [t('panels.empty.noTenant')] : [])].join(' ')} maw={560} mx="auto">
            <EmptyState.Actions>{tenants.length === 0 ? <ButtonLink to="/tenants">{t('panels.empty.toTenants')}</ButtonLink> : button}</EmptyState.Actions>
          </EmptyState>
        </Card>
      ) : (
        <>
          <TextInput
            type="search"
            aria-label={t('panels.search')}
            placeholder={t('panels.search')}
            value={search}
            onChange={({ currentTarget: { value } }) => setSearch(value)}
            leftSection={<IconSearch size={16} aria-hidden />}
            rightSection={search !== '' && <CloseButton size="sm" aria-label={t('panels.clear')} onClick={() => setSearch('')} />}
            maw={{ sm: 360 }}
            spellCheck={false}
            autoComplete="off"
          />
          {(isPending || found.length > 0) && (
            <PanelList
              tenants={found.slice(0, most)}
              isPending={isPending}
              onDeed={(next) => {
                setOutcome(null);
                setBegun(next);
              }}
            />
          )}
          {!isPending && found.length === 0 && <EmptyState py="xl" icon={<IconSearchOff aria-hidden />} title={t('panels.nothing.title')} description={t('panels.nothing.text')} />}
          {found.length > most && (
            <Button variant="default" onClick={() => setMost(most + ROWS)}>
              {t('tenants.more')}
            </Button>
          )}
          <Text size="sm" c="dimmed" role="status">
            {!isPending && [t('panels.count', { count: found.length }), ...(without > 0 ? [t('panels.without', { count: without })] : [])].join('. ')}
          </Text>
        </>
      )}
      <PanelDialogs begun={isPending ? null : begun} tenants={tenants} onClose={close} onDone={done} />
    </Stack>
  );
}
