import { Card, Code, Container, DataList, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { Denial } from '@portcullis/client';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiFailure } from '../../api/api.js';
import { denialQuery } from '../../api/denials.js';
import { AnchorLink } from '../../app/links.js';
import { Moment } from '../../app/moment.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import { useAccountRef } from '../../app/session.js';
import { TokenState } from '../../app/token-state.js';
import { AllowDenial } from '../../trail/denial-choices.js';
import { DenialSearch } from '../../trail/denial-search.js';
import { operationTitle, resourceWords } from '../../words/grants.js';
import '../../texts/account-pages.js';

/** A denied call, opened by the code that its client was told: what was tried, what was missing, and the choice to allow it. */
export function DenialPage() {
  const { t } = useTranslation();
  const { denial: code } = useParams({ from: '/signed-in/t/$tenant/a/$account/denials/$denial' });
  const ref = useAccountRef();
  const { data: denial, error } = useQuery(denialQuery(ref, code));
  const unknown = error instanceof ApiFailure && error.status !== null && [400, 404].includes(error.status);
  return (
    <Container size="sm" px={0}>
      <Stack gap="lg">
        <Stack gap={4}>
          <AnchorLink to="/t/$tenant/a/$account/activity" params={ref} size="sm">
            <Group gap={4} component="span" display="inline-flex">
              <IconArrowLeft size={16} aria-hidden />
              {t('token.recent.all')}
            </Group>
          </AnchorLink>
          <Title order={1}>{t(unknown ? 'denial.unknown.title' : 'denial.title')}</Title>
          <Code fz="sm" bg="transparent" p={0} style={{ overflowWrap: 'anywhere' }}>
            {code}
          </Code>
        </Stack>
        {denial && <Opened key={denial.id} denial={denial} />}
        {unknown && <Unknown />}
        {error !== null && !unknown && denial === undefined && <ProblemAlert error={error} />}
        {denial === undefined && error === null && <Skeleton h={420} aria-label={t('denial.loading')} role="status" />}
      </Stack>
    </Container>
  );
}

function Opened({ denial }: { readonly denial: Denial }) {
  const { t } = useTranslation();
  const { detail, operation, resources, ip, time, token, requestId } = denial;
  return (
    <>
      <Card withBorder component="section" aria-labelledby="tried" padding="lg">
        <Title order={2} size="h4" id="tried" mb="sm">
          {t('denial.tried')}
        </Title>
        <DataList orientation="vertical" gap="sm" size="sm">
          <DataList.Item>
            <DataList.ItemLabel>{t('denial.token')}</DataList.ItemLabel>
            <DataList.ItemValue>
              <TokenOf token={token} />
            </DataList.ItemValue>
          </DataList.Item>
          <DataList.Item>
            <DataList.ItemLabel>{t('denial.call')}</DataList.ItemLabel>
            <DataList.ItemValue style={{ overflowWrap: 'anywhere' }}>{operation === 'panel' ? t('denial.unread') : operationTitle(operation, t)}</DataList.ItemValue>
          </DataList.Item>
          {resources.length > 0 && (
            <DataList.Item>
              <DataList.ItemLabel>{t('denial.on')}</DataList.ItemLabel>
              <DataList.ItemValue style={{ overflowWrap: 'anywhere' }}>{resources.map((resource) => resourceWords(resource, t)).join(', ')}</DataList.ItemValue>
            </DataList.Item>
          )}
          <DataList.Item>
            <DataList.ItemLabel>{t('denial.when')}</DataList.ItemLabel>
            <DataList.ItemValue>
              <Moment at={time} /> {t('token.from', { ip })}
            </DataList.ItemValue>
          </DataList.Item>
          <DataList.Item>
            <DataList.ItemLabel>{t('denial.request')}</DataList.ItemLabel>
            <DataList.ItemValue>
              <Code fz="xs" style={{ overflowWrap: 'anywhere' }}>
                {requestId}
              </Code>
            </DataList.ItemValue>
          </DataList.Item>
        </DataList>
      </Card>
      <Card withBorder component="section" aria-labelledby="why" padding="lg">
        <Title order={2} size="h4" id="why" mb="xs">
          {t('denial.why')}
        </Title>
        <Text size="sm" mb="xs" style={{ overflowWrap: 'anywhere' }}>
          {detail}
        </Text>
        <AllowDenial denial={denial} />
      </Card>
    </>
  );
}

/** A token that is no longer kept has no page. */
function TokenOf({ token: { id, name, state } }: Pick<Denial, 'token'>) {
  const { t } = useTranslation();
  const params = useAccountRef();
  if (state === null) return `${name ?? id} ${t('denial.tokenGone')}`;
  return (
    <Group gap="xs">
      <AnchorLink to="/t/$tenant/a/$account/tokens/$token" params={{ ...params, token: id }} fw={600}>
        {name ?? id}
      </AnchorLink>
      <TokenState state={state} />
    </Group>
  );
}

function Unknown() {
  const { t } = useTranslation();
  const params = useAccountRef();
  return (
    <Card withBorder padding="lg">
      <Stack>
        <Text size="sm">{t('denial.unknown.text')}</Text>
        <DenialSearch />
        <AnchorLink to="/t/$tenant/a/$account/activity" params={params} search={{ kind: 'denials' }} size="sm">
          {t('denial.unknown.activity')}
        </AnchorLink>
      </Stack>
    </Card>
  );
}
