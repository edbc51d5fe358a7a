import { Card, Code, CopyButton, ActionIcon, DataList, Group, Pill, Stack, Text, Title, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { Token } from '@portcullis/client';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Moment } from '../../app/moment.js';
import { useSession } from '../../app/session.js';
import { labelTexts, valueWords, windowWords } from './values.js';

/** When and from where a token may be used, how much, and what became of it so far. */
export function TokenDetails({ token }: { readonly token: Token }) {
  const { t, i18n } = useTranslation();
  const { session } = useSession();
  const { expiresAt, notBefore, ipAllowlist, rateLimit, useQuota, usesLeft, timeWindows, lastUsed, createdAt, createdBy, createdFrom } = token;
  const number = new Intl.NumberFormat(i18n.language);
  const labels = labelTexts(token.labels);
  return (
    <Card withBorder component="section" aria-labelledby="details" padding="lg">
      <Title order={2} size="h4" id="details" mb="sm">
        {t('token.details')}
      </Title>
      <DataList orientation="vertical" gap="sm" size="sm">
        <Row label={t('token.lastUsed')}>{lastUsed === null ? t('token.neverUsed') : <LastUse {...lastUsed} />}</Row>
        {notBefore !== null && (
          <Row label={t('token.notBefore')}>
            <Moment at={notBefore} />
          </Row>
        )}
        <Row label={t('token.expires')}>{expiresAt === null ? t('token.never') : <Moment at={expiresAt} />}</Row>
        <Row label={t('token.addresses')}>
          {ipAllowlist.length === 0
            ? t('token.anyAddress')
            : ipAllowlist.map((range) => (
                <div key={range}>
                  <Code fz="sm">{range}</Code>
                </div>
              ))}
        </Row>
        {timeWindows.length > 0 && (
          <Row label={t('token.times')}>
            {timeWindows.map((window, place) => (
              <div key={place}>{windowWords(window, i18n.language)}</div>
            ))}
          </Row>
        )}
        <Row label={t('token.limits')}>
          {rateLimit === null && useQuota === null && t('token.noLimits')}
          {rateLimit !== null && <div>{valueWords('rateLimit', token, t, i18n.language)}</div>}
          {useQuota !== null && <div>{t('token.usesLeft', { left: number.format(usesLeft ?? 0), all: number.format(useQuota) })}</div>}
        </Row>
        {labels.length > 0 && (
          <Row label={t('token.labels')}>
            <Group gap={4}>
              {labels.map((label) => (
                <Pill key={label} size="sm">
                  {label}
                </Pill>
              ))}
            </Group>
          </Row>
        )}
        <Row label={t('token.created')}>
          <Moment at={createdAt} />
          <Text size="xs" c="dimmed">
            {[...(createdBy === session.id ? [t('token.byYou')] : []), ...(createdFrom === null ? [] : [t('token.from', { ip: createdFrom })])].join(' ')}
          </Text>
        </Row>
        <Row label={t('token.id')}>
          <CopiedCode text={token.id} />
        </Row>
      </DataList>
    </Card>
  );
}

export function LastUse({ at, ip, agent }: NonNullable<Token['lastUsed']>) {
  const { t } = useTranslation();
  return (
    <Stack gap={0}>
      <div>
        <Moment at={at} /> {t('token.from', { ip })}
      </div>
      {agent !== null && agent !== '' && (
        <Text size="xs" c="dimmed" lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
          {agent}
        </Text>
      )}
    </Stack>
  );
}

function CopiedCode({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  return (
    <Group gap={4} wrap="nowrap">
      <Code fz="xs" style={{ overflowWrap: 'anywhere' }}>
        {text}
      </Code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Tooltip label={t(copied ? 'token.copied' : 'token.copyId')}>
            <ActionIcon variant="subtle" color="gray" aria-label={t(copied ? 'token.copied' : 'token.copyId')} onClick={copy}>
              {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  );
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <DataList.Item>
      <DataList.ItemLabel>{label}</DataList.ItemLabel>
      <DataList.ItemValue>{children}</DataList.ItemValue>
    </DataList.Item>
  );
}
