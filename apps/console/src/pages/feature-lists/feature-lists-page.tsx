import { Button, EmptyState, Group, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { IconListCheck, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { featureListsQuery } from '../../api/feature-lists.js';
import { AnchorLink, ButtonLink } from '../../app/links.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import rows from '../../app/rows.module.css';
import '../../texts/staff-pages.js';

/** The feature lists of a tenant. */
export function FeatureListsPage() {
  const { t } = useTranslation();
  const { tenant } = useParams({ from: '/signed-in/t/$tenant/feature-lists' });
  const { data, error, isPending, refetch } = useQuery(featureListsQuery(tenant));
  const create = (
    <ButtonLink to="/t/$tenant/new-feature-list" params={{ tenant }} size="md" className={rows.begin} leftSection={<IconPlus size={18} aria-hidden />}>
      {t('featureLists.create')}
    </ButtonLink>
  );
  return (
    <Stack gap="lg" maw={1280} mx="auto">
      <Group justify="space-between" align="flex-end" gap="md">
        <div>
          <Title order={1}>{t('featureLists.title')}</Title>
          <Text c="dimmed" mt={4} maw={620}>
            {t('featureLists.intro')}
          </Text>
        </div>
        {data?.length !== 0 && create}
      </Group>
      {error !== null && (
        <Stack align="flex-start">
          <ProblemAlert error={error} />
          <Button variant="default" onClick={() => void refetch()}>
            {t('featureLists.again')}
          </Button>
        </Stack>
      )}
      {isPending && <Skeleton h={222} role="status" aria-label={t('featureLists.loading')} />}
      {data?.length === 0 && (
        <EmptyState py="xl" icon={<IconListCheck aria-hidden />} title={t('featureLists.empty.title')} description={t('featureLists.empty.text')}>
          <EmptyState.Actions>{create}</EmptyState.Actions>
        </EmptyState>
      )}
      {data !== undefined && data.length > 0 && (
        <div className={rows.frame}>
          <Table layout="fixed" verticalSpacing={0} horizontalSpacing="md">
            <Table.Thead>
              <Table.Tr h={40}>
                <Table.Th scope="col">{t('featureLists.columns.name')}</Table.Th>
                <Table.Th scope="col" w={140}>
                  {t('featureLists.columns.features')}
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.map(({ name, featureCount }) => (
                <Table.Tr key={name} className={rows.row}>
                  <Table.Th scope="row" fw={400}>
                    <AnchorLink to="/t/$tenant/feature-lists/$name" params={{ tenant, name }} className={rows.link} fw={600}>
                      {name}
                    </AnchorLink>
                  </Table.Th>
                  <Table.Td>
                    <Text size="sm">{t('featureLists.count', { count: featureCount })}</Text>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Stack>
  );
}
