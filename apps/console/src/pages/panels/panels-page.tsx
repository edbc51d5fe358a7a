import { Button, Card, EmptyState, Group, Stack, Text, Title } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
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
import type { Outcome } from '../token/outcome.js';
import { PanelDialog } from './panel-dialog.js';
import { PanelList, type PanelDeed } from './panel-list.js';
import { WhmDialog } from './whm-dialog.js';

/** The panels of all tenants: where calls with tokens are passed on to. */
export function PanelsPage() {
  const { t } = useTranslation();
  const { session } = useSession();
  const { connect } = useSearch({ from: '/signed-in/panels' });
  const navigate = useNavigate({ from: '/panels' });
  const { tenants: all, error, isPending, refetch } = useAllTenants();
  const [deed, setDeed] = useState<PanelDeed | null>(null);
  const [isConnecting, setIsConnecting] = useState(connect !== undefined);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const tenants = all.filter(({ id }) => id !== session.tenantId);
  const connected = tenants.filter(({ panelUrl }) => panelUrl !== null);
  const without = tenants.length - connected.length;
  const isEmpty = !isPending && error === null && connected.length === 0;

  const close = (): void => {
    setDeed(null);
    setIsConnecting(false);
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
        setIsConnecting(true);
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
          {(isPending || connected.length > 0) && (
            <PanelList
              tenants={connected}
              isPending={isPending}
              onDeed={(next) => {
                setOutcome(null);
                setDeed(next);
              }}
            />
          )}
          <Text size="sm" c="dimmed" role="status">
            {!isPending && [t('panels.count', { count: connected.length }), ...(without > 0 ? [t('panels.without', { count: without })] : [])].join('. ')}
          </Text>
        </>
      )}
      {isConnecting && !isPending && <PanelDialog tenants={tenants} of={null} suggested={tenants.some(({ id }) => id === connect) ? (connect ?? null) : null} onClose={close} onDone={done} />}
      {deed?.kind === 'edit' && <PanelDialog tenants={tenants} of={deed.tenant} suggested={null} onClose={close} onDone={done} />}
      {deed?.kind === 'credential' && <WhmDialog tenant={deed.tenant} onClose={close} onDone={done} />}
    </Stack>
  );
}
