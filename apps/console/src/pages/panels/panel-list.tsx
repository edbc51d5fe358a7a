import { Badge, Card, Group, Skeleton, Stack, Table, Text, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconKey, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Tenant } from '../../api/tenants.js';
import { AnchorLink } from '../../app/links.js';
import { RowMenu } from '../../app/row-menu.js';
import lines from '../../app/rows.module.css';
import classes from './panels.module.css';

export interface PanelDeed {
  readonly kind: 'edit' | 'credential';
  readonly tenant: Tenant;
}

interface PanelListProps {
  /** Each has a panel. */
  readonly tenants: readonly Tenant[];
  readonly isPending: boolean;
  readonly onDeed: (deed: PanelDeed) => void;
}

const SKELETONS = 4;

/** A table; cards where it is narrow. */
export function PanelList(props: PanelListProps) {
  const { t } = useTranslation();
  const isNarrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  return (
    <>
      {isNarrow ? <Cards {...props} /> : <Rows {...props} />}
      {props.isPending && <VisuallyHidden role="status">{t('panels.loading')}</VisuallyHidden>}
    </>
  );
}

function Rows({ tenants, isPending, onDeed }: PanelListProps) {
  const { t } = useTranslation();
  return (
    <div className={lines.frame}>
      <Table className={classes.table} layout="fixed" verticalSpacing="sm" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr h={40}>
            <Table.Th scope="col" w="22%">
              {t('panels.columns.tenant')}
            </Table.Th>
            <Table.Th scope="col">{t('panels.columns.address')}</Table.Th>
            <Table.Th scope="col" w="24%" visibleFrom="md">
              {t('panels.columns.hosts')}
            </Table.Th>
            <Table.Th scope="col" w={150}>
              {t('panels.columns.credential')}
            </Table.Th>
            <Table.Th scope="col" w={64}>
              <VisuallyHidden>{t('panels.columns.actions')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {tenants.map((tenant) => (
            <Table.Tr key={tenant.id}>
              <Table.Th scope="row" fw={400}>
                <TenantLink tenant={tenant} />
              </Table.Th>
              <Table.Td>
                <Address tenant={tenant} />
              </Table.Td>
              <Table.Td visibleFrom="md">
                <Hosts tenant={tenant} />
              </Table.Td>
              <Table.Td>
                <Credential tenant={tenant} />
              </Table.Td>
              <Table.Td>
                <Actions tenant={tenant} onDeed={onDeed} />
              </Table.Td>
            </Table.Tr>
          ))}
          {isPending &&
            Array.from({ length: SKELETONS }, (_, index) => (
              <Table.Tr key={index} aria-hidden h={72}>
                <Table.Td>
                  <Skeleton height={14} width="60%" />
                </Table.Td>
                <Table.Td>
                  <Skeleton height={14} width="70%" />
                  <Skeleton height={20} width={80} mt={8} radius="xl" />
                </Table.Td>
                <Table.Td visibleFrom="md">
                  <Skeleton height={14} width="50%" />
                </Table.Td>
                <Table.Td>
                  <Skeleton height={14} width={60} />
                </Table.Td>
                <Table.Td />
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Cards({ tenants, isPending, onDeed }: PanelListProps) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      <Stack gap="sm" role="list">
        {tenants.map((tenant) => (
          <Card key={tenant.id} role="listitem" withBorder padding="md">
            <Stack gap="sm">
              <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
                <TenantLink tenant={tenant} />
                <Actions tenant={tenant} onDeed={onDeed} />
              </Group>
              <Address tenant={tenant} />
              <Group grow align="flex-start" gap="md">
                <div>
                  <Text size="xs" c="dimmed">
                    {t('panels.columns.hosts')}
                  </Text>
                  <Hosts tenant={tenant} />
                </div>
                <div>
                  <Text size="xs" c="dimmed">
                    {t('panels.columns.credential')}
                  </Text>
                  <Credential tenant={tenant} />
                </div>
              </Group>
            </Stack>
          </Card>
        ))}
      </Stack>
      {isPending && Array.from({ length: SKELETONS }, (_, index) => <Skeleton key={index} height={172} radius="md" aria-hidden />)}
    </Stack>
  );
}

interface OfTenant {
  readonly tenant: Tenant;
}

function TenantLink({ tenant: { id, name } }: OfTenant) {
  return (
    <AnchorLink to="/t/$tenant" params={{ tenant: id }} fw={600} className={classes.link}>
      {name}
    </AnchorLink>
  );
}

function Address({ tenant: { panelKind, panelUrl, whmUrl } }: OfTenant) {
  const { t } = useTranslation();
  return (
    <Stack gap={4} align="flex-start">
      <Text size="sm" className={classes.address}>
        {panelUrl}
      </Text>
      <Group gap="xs">
        <Badge variant="default" tt="none" fw={600} radius="xl">
          {t(`panels.kinds.${panelKind}`)}
        </Badge>
        {whmUrl !== null && (
          <Text size="xs" c="dimmed" className={classes.address}>
            {t('panels.whmAt', { host: URL.canParse(whmUrl) ? new URL(whmUrl).host : whmUrl })}
          </Text>
        )}
      </Group>
    </Stack>
  );
}

function Hosts({ tenant: { hosts, slug } }: OfTenant) {
  const { t } = useTranslation();
  if (hosts.length === 0) {
    return (
      <Text size="sm" c="dimmed" className={classes.address}>
        {t('panels.noHosts', { slug })}
      </Text>
    );
  }
  return hosts.map((host) => (
    <Text key={host} size="sm" className={classes.address}>
      {host}
    </Text>
  ));
}

function Credential({ tenant: { upstream, panelKind } }: OfTenant) {
  const { t } = useTranslation();
  return (
    <Text size="sm" {...(upstream === null && { c: 'dimmed' })} className={classes.address}>
      {upstream !== null ? t('panels.as', { user: upstream.user }) : t(panelKind === 'cpanel' ? 'panels.noCredential' : 'panels.notNeeded')}
    </Text>
  );
}

function Actions({ tenant, onDeed }: OfTenant & Pick<PanelListProps, 'onDeed'>) {
  const { t } = useTranslation();
  const deeds = [
    { label: t('panels.edit'), Icon: IconPencil, begin: () => onDeed({ kind: 'edit', tenant }) },
    ...(tenant.panelKind === 'cpanel' ? [{ label: t('panels.credential'), Icon: IconKey, begin: () => onDeed({ kind: 'credential', tenant }) }] : []),
  ];
  return <RowMenu label={t('panels.actions', { name: tenant.name })} deeds={deeds} />;
}
