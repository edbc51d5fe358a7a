import { IconAlertTriangle, IconClockOff } from '@tabler/icons-react';
import type { Token } from '@portcullis/client';
import { Link } from '@tanstack/react-router';
import i18next from 'i18next';
import { Moment } from '../../app/moment.js';
import { useAccountRef } from '../../app/session.js';
import { rightsWords } from '../../words/grants.js';
import classes from './tokens.module.css';

/*
 * Thousands of these are scrolled through, a dozen to a frame: they are plain elements, and take texts from i18next itself rather than by its hook.
 */

interface OfToken {
  readonly token: Token;
}

/** The name, as the link that the whole row is, and what people wrote about it. */
export function TokenName({ token: { id, name, description } }: OfToken) {
  const account = useAccountRef();
  return (
    <>
      <Link to="/t/$tenant/a/$account/tokens/$token" params={{ ...account, token: id }} preload={false} className={classes.link}>
        {name}
      </Link>
      {description !== '' && <div className={classes.second}>{description}</div>}
    </>
  );
}

/** What it may do, in two lines: a long one alone takes both. */
export function TokenRights({ token }: OfToken) {
  const { t, language } = i18next;
  const [first, second, ...others] = rightsWords(token, t, language);
  if (second === undefined) return <div className={classes.both}>{first}</div>;
  return (
    <>
      <div className={classes.first}>{first}</div>
      <div className={classes.second}>{others.length === 0 ? second : t('tokens.more', { count: others.length + 1 })}</div>
    </>
  );
}

/** `brief`: without the address. */
export function TokenLastUsed({ token: { lastUsed }, brief = false }: OfToken & { readonly brief?: boolean }) {
  const { t } = i18next;
  if (lastUsed === null) return <div className={classes.none}>{t('tokens.neverUsed')}</div>;
  return (
    <>
      <div className={classes.first}>
        <Moment at={lastUsed.at} />
      </div>
      {!brief && <div className={classes.second}>{t('tokens.from', { ip: lastUsed.ip })}</div>}
    </>
  );
}

/** When it ends: one that ends soon or has ended stands out. */
export function TokenExpiry({ token: { expiresAt, state } }: OfToken) {
  if (expiresAt === null) return <div className={classes.none}>{i18next.t('tokens.never')}</div>;
  const Icon = state === 'expiring' ? IconAlertTriangle : state === 'expired' ? IconClockOff : null;
  return (
    <div className={classes.expiry} data-state={state}>
      {Icon !== null && <Icon size={16} aria-hidden />}
      <Moment at={expiresAt} />
    </div>
  );
}
