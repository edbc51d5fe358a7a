import { Alert, Button, Card, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconClock, IconFilter } from '@tabler/icons-react';
import type { EffectivePolicy } from '@portcullis/client';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../app/moment.js';
import { conditionsWords, rightsWords } from '../../words/grants.js';
import { distance, moment } from '../../words/moments.js';
import { faultsOf, grantsOf, type Base, type Draft } from './draft.js';
import { endsAt } from './expiry.js';
import { warningsOf } from './warnings.js';
import classes from './create-token.module.css';

interface SummaryProps {
  readonly base: Base;
  readonly draft: Draft;
  readonly policy: EffectivePolicy;
  readonly isPending: boolean;
  /** Something is missing, and that was said. */
  readonly isFaulty: boolean;
}

/** What the token will be able to do, as it is filled in, and the button that makes it. */
export function Summary({ base, draft, policy, isPending, isFaulty }: SummaryProps) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const { inputs, features } = faultsOf(base, draft, 'x', false, policy);
  const isReady = Object.keys(inputs).length === 0 && features === undefined;
  const can = isReady ? rightsWords({ access: base.kind === 'full' ? 'full' : 'restricted', grants: grantsOf(base, draft), readOnly: draft.readOnly }, t, i18n.language) : [];
  const conditions = conditionsWords({ ipAllowlist: draft.ips, rateLimit: draft.rate, useQuota: draft.quota, timeWindows: [] }, t, i18n.language);
  const ends = endsAt(draft.expiry, now, policy);
  const end =
    draft.expiry.choice === 'never'
      ? t('createToken.summary.never')
      : ends === null
        ? t('createToken.summary.noDate')
        : t('createToken.summary.ends', { distance: distance(ends, now, i18n.language), at: moment(ends, i18n.language) });
  return (
    <Stack className={classes.summary} gap="md">
      <Card withBorder padding="lg" component="section" aria-labelledby="summary">
        <Stack gap="sm">
          <Title order={2} size="h4" id="summary">
            {t('createToken.summary.title')}
          </Title>
          <Stack gap={6} aria-live="polite">
            {can.length === 0 && <Text c="dimmed">{t('createToken.summary.nothing')}</Text>}
            {can.map((line) => (
              <Text key={line} className={classes.line} data-kind="can" component="div" fw={500}>
                <IconCheck size={18} aria-hidden />
                <span>{line}</span>
              </Text>
            ))}
          </Stack>
          <Stack gap={6}>
            <Text className={classes.line} component="div" size="sm">
              <IconClock size={16} aria-hidden />
              <span>{end}</span>
            </Text>
            {[...(draft.ips.length === 0 ? [t('createToken.summary.anywhere')] : []), ...conditions].map((line) => (
              <Text key={line} className={classes.line} component="div" size="sm">
                <IconFilter size={16} aria-hidden />
                <span>{line}</span>
              </Text>
            ))}
          </Stack>
        </Stack>
      </Card>
      {warningsOf(base, draft).map((warning) => (
        <Alert key={warning} className={classes.warning} variant="outline" icon={<IconAlertTriangle aria-hidden />} role="note">
          {t(`createToken.warnings.${warning}`)}
        </Alert>
      ))}
      <Stack gap={6}>
        <Button type="submit" size="md" fullWidth loading={isPending}>
          {t('createToken.summary.create')}
        </Button>
        <Text size="sm" c={isFaulty ? 'var(--mantine-color-error)' : 'dimmed'} ta="center" role="status">
          {t(isFaulty ? 'createToken.summary.mend' : 'createToken.summary.once')}
        </Text>
      </Stack>
    </Stack>
  );
}
