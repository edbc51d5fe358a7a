import { Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconClockOff } from '@tabler/icons-react';
import type { Token } from '@portcullis/client';
import { useTranslation } from 'react-i18next';
import { AnchorLink } from '../../app/links.js';
import { Moment } from '../../app/moment.js';
import { useAccountRef } from '../../app/session.js';
import { rightsWords } from '../../words/grants.js';
import classes from './tokens.module.css';

interface OfToken {
  readonly token: Token;
}

/** The name, as the link that the whole row is, and what people wrote about it. */
export function TokenName({ token: { id, name, description } }: OfToken) {
  const account = useAccountRef();
  return (
    <>
      <AnchorLink to="/t/$tenant/a/$account/tokens/$token" params={{ ...account, token: id }} preload={false} className={classes.link} fw={600}>
        {name}
      </AnchorLink>
      {description !== '' && (
        <Text size="xs" c="dimmed" truncate>
          {description}
        </Text>
      )}
    </>
  );
}

/** What it may do, in two lines: a long one alone takes both. */
export function TokenRights({ token }: OfToken) {
  const { t, i18n } = useTranslation();
  const [first, second, ...others] = rightsWords(token, t, i18n.language);
  return (
    <>
      <Text size="sm" {...(second === undefined ? { lineClamp: 2 } : { truncate: true })}>
        {first}
      </Text>
      {second !== undefined && (
        <Text size="xs" c="dimmed" truncate>
          {others.length === 0 ? second : t('tokens.more', { count: others.length + 1 })}
        </Text>
      )}
    </>
  );
}

/** `brief`: without the address. */
export function TokenLastUsed({ token: { lastUsed }, brief = false }: OfToken & { readonly brief?: boolean }) {
  const { t } = useTranslation();
  if (lastUsed === null) {
    return (
      <Text size="sm" c="dimmed">
        {t('tokens.neverUsed')}
      </Text>
    );
  }
  return (
    <>
      <Text size="sm" truncate component="div">
        <Moment at={lastUsed.at} />
      </Text>
      {!brief && (
        <Text size="xs" c="dimmed" truncate>
          {t('tokens.from', { ip: lastUsed.ip })}
        </Text>
      )}
    </>
  );
}

/** When it ends: one that ends soon or has ended stands out. */
export function TokenExpiry({ token: { expiresAt, state } }: OfToken) {
  const { t } = useTranslation();
  if (expiresAt === null) {
    return (
      <Text size="sm" c="dimmed">
        {t('tokens.never')}
      </Text>
    );
  }
  const Icon = state === 'expiring' ? IconAlertTriangle : state === 'expired' ? IconClockOff : null;
  return (
    <Group gap={6} wrap="nowrap" fz="sm" className={classes.expiry} data-state={state}>
      {Icon !== null && <Icon size={16} aria-hidden />}
      <Text inherit truncate component="div">
        <Moment at={expiresAt} />
      </Text>
    </Group>
  );
}
