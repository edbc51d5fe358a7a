import { Button, Card, CloseButton, EmptyState, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconBuilding, IconPlus, IconSearch, IconSearchOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useState } from 'react';
import { useAllTenants, type Tenant } from '../../api/tenants.js';
import { ButtonLink } from '../../app/links.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import { ReceiptAlert } from '../../app/receipt-alert.js';
import lines from '../../app/rows.module.css';
import { useSession } from '../../app/session.js';
import '../../texts/staff-pages.js';
import type { Outcome } from '../../app/outcome.js';
import { TenantDialogs, type Begun } from './tenant-dialogs.js';
import { TenantList } from './tenant-list.js';
import { found, treeOf } from './tenant-tree.js';

/** So many rows at a time: whoever has more searches. */
const ROWS = 200;

/** Every tenant that whoever is signed in reaches, as a tree. */
export function TenantsPage() {
  const { t } = useTranslation();
  const { session } = useSession();
  const { tenants, error, isPending, refetch } = useAllTenants();
  const [search, setSearch] = useState('');
  const [most, setMost] = useState(ROWS);
  const [begun, setBegun] = useState<Begun | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [made, setMade] = useState<Tenant | null>(null);
  const isOperator = session.kind === 'operator';
  // The platform is no tenant of anybody's: it stands for whoever runs all this.
  const shown = isOperator ? tenants.filter(({ id }) => id !== session.tenantId) : tenants;
  const all = treeOf(shown);
  const rows = found(all, search);
  const names = new Map(shown.map(({ id, name }) => [id, name]));
  const isEmpty = !isPending && error === null && all.length === 0;

  const open = (next: Begun): void => {
    setOutcome(null);
    setMade(null);
    setBegun(next);
  };
  const close = (): void => setBegun(null);
  return (
    <Stack gap="lg" maw={1280} mx="auto">
      <Group justify="space-between" align="flex-end" gap="md">
        <div>
          <Title order={1}>{t(isOperator ? 'tenants.title' : 'tenants.resellers')}</Title>
          <Text c="dimmed" mt={4}>
            {t(isOperator ? 'tenants.intro' : 'tenants.resellersIntro')}
          </Text>
        </div>
        {!isEmpty && (
          <Button size="md" leftSection={<IconPlus size={18} aria-hidden />} className={lines.begin} onClick={() => open({ kind: 'create' })}>
            {t('tenants.create')}
          </Button>
        )}
      </Group>
      {outcome !== null && <ReceiptAlert {...outcome} onClose={() => setOutcome(null)} />}
      {made !== null && <Made tenant={made} isOperator={isOperator} />}
      {error !== null && (
        <Stack align="flex-start">
          <ProblemAlert error={error} />
          <Button variant="default" onClick={() => void refetch()}>
            {t('tenants.again')}
          </Button>
        </Stack>
      )}
      {isEmpty ? (
        <Card withBorder padding="xl">
          <EmptyState icon={<IconBuilding aria-hidden />} title={t('tenants.empty.title')} description={t('tenants.empty.text')} maw={560} mx="auto">
            <EmptyState.Actions>
              <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => open({ kind: 'create' })}>
                {t('tenants.create')}
              </Button>
            </EmptyState.Actions>
          </EmptyState>
        </Card>
      ) : (
        <>
          <TextInput
            type="search"
            aria-label={t('tenants.search')}
            placeholder={t('tenants.search')}
            value={search}
            onChange={({ currentTarget: { value } }) => setSearch(value)}
            leftSection={<IconSearch size={16} aria-hidden />}
            rightSection={search !== '' && <CloseButton size="sm" aria-label={t('tenants.clear')} onClick={() => setSearch('')} />}
            maw={{ sm: 360 }}
            spellCheck={false}
            autoComplete="off"
          />
          {(isPending || rows.length > 0) && (
            <TenantList
              rows={rows.slice(0, most)}
              isPending={isPending}
              parentOf={({ tenant: { parentId } }) => (parentId === null ? null : (names.get(parentId) ?? null))}
              canChange={({ tenant: { id } }) => id !== session.tenantId}
              onDeed={open}
            />
          )}
          {!isPending && rows.length === 0 && all.length > 0 && <EmptyState py="xl" icon={<IconSearchOff aria-hidden />} title={t('tenants.nothing.title')} description={t('tenants.nothing.text')} />}
          {rows.length > most && (
            <Button variant="default" onClick={() => setMost(most + ROWS)}>
              {t('tenants.more')}
            </Button>
          )}
          <Text size="sm" c="dimmed" role="status">
            {!isPending && rows.length > 0 && t('tenants.count', { count: rows.length })}
          </Text>
        </>
      )}
      <TenantDialogs
        begun={begun}
        parents={all.map(({ tenant }) => tenant)}
        parent={isOperator ? null : session.tenantId}
        onClose={close}
        onMade={(tenant) => {
          close();
          setMade(tenant);
        }}
        onDone={(done) => {
          close();
          setOutcome(done);
        }}
      />
    </Stack>
  );
}

/** A tenant is of little use before it has a panel: what comes next is a click away. */
function Made({ tenant: { id, name }, isOperator }: { readonly tenant: Tenant; readonly isOperator: boolean }) {
  const { t } = useTranslation();
  return (
    <ReceiptAlert title={t('tenants.form.done', { name })} receipt={null} taken="inForce">
      <Text size="sm">{t(isOperator ? 'tenants.form.next' : 'tenants.form.nextAccounts')}</Text>
      <Group mt="sm" gap="xs">
        {isOperator && (
          <ButtonLink to="/panels" search={{ connect: id }} size="xs">
            {t('tenants.form.toPanel')}
          </ButtonLink>
        )}
        <ButtonLink to="/t/$tenant" params={{ tenant: id }} size="xs" variant="default">
          {t('tenants.form.toAccounts')}
        </ButtonLink>
      </Group>
    </ReceiptAlert>
  );
}
