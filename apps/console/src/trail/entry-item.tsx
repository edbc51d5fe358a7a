import { Button, Collapse, Group, Stack, Text, ThemeIcon } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertOctagon, IconBan, IconChevronDown, IconPencil, IconPlus, IconShieldX } from '@tabler/icons-react';
import type { AuditEntry } from '@portcullis/client';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AnchorLink } from '../app/links.js';
import { Moment } from '../app/moment.js';
import { useAccountRef, useSession } from '../app/session.js';
import { entryWords, type Word } from '../words/entries.js';
import { DenialChoices } from './denial-choices.js';
import { EntryDetails } from './entry-details.js';
import classes from './entry-item.module.css';

const ICONS = { made: IconPlus, changed: IconPencil, ended: IconBan, denied: IconShieldX, alarm: IconAlertOctagon } as const;

interface EntryItemProps {
  readonly entry: AuditEntry;
  /** The token whose page this is: its name needs no link. */
  readonly at?: string;
}

/** An entry of the trail in words. What was denied can be allowed right there; details unfold. */
export function EntryItem({ entry, at }: EntryItemProps) {
  const { t, i18n } = useTranslation();
  const { session } = useSession();
  const { account } = useAccountRef();
  const words = entryWords(entry, { sessionId: session.id, accountId: account }, t, i18n.language);
  const Icon = ICONS[words.kind];
  return (
    <Group component="li" className={classes.item} wrap="nowrap" align="flex-start" gap="sm">
      <ThemeIcon variant="default" radius="xl" size={30} className={classes.icon} data-kind={words.kind} aria-hidden>
        <Icon size={16} />
      </ThemeIcon>
      <Stack gap={4} flex={1} miw={0}>
        <Text size="sm" className={classes.text}>
          {words.sentence.map((word, place) => (
            <SentenceWord key={place} word={word} at={at} />
          ))}
        </Text>
        {words.detail && (
          <Text size="sm" c="dimmed" className={classes.text}>
            {words.detail}
          </Text>
        )}
        <Text size="xs" c="dimmed" component="div" className={classes.text}>
          <Moment at={entry.time} />
          {words.who !== null && ` · ${t('trail.by', { who: words.who })}`}
          {words.from !== null && ` · ${t('trail.from', { from: words.from })}`}
        </Text>
        <Unfolding entry={entry} denial={words.denial?.code ?? null} grantable={words.denial?.grant != null} />
      </Stack>
    </Group>
  );
}

function SentenceWord({ word, at }: { readonly word: Word; readonly at: string | undefined }) {
  const params = useAccountRef();
  if (typeof word === 'string') return word;
  if (word.tokenId === at) return <b>{word.name}</b>;
  return (
    <AnchorLink to="/t/$tenant/a/$account/tokens/$token" params={{ ...params, token: word.tokenId }} inherit fw={600}>
      {word.name}
    </AnchorLink>
  );
}

function Unfolding({ entry, denial, grantable }: { readonly entry: AuditEntry; readonly denial: string | null; readonly grantable: boolean }) {
  const { t } = useTranslation();
  return (
    <Group gap={4} align="flex-start" className={classes.more}>
      {denial !== null && grantable && (
        <Fold label={t('trail.allow')} variant="light">
          <DenialChoices code={denial} />
        </Fold>
      )}
      <Fold label={t('trail.details')} variant="subtle">
        <EntryDetails entry={entry} denial={denial} />
      </Fold>
    </Group>
  );
}

/** What is read only once somebody asks for it. */
function Fold({ label, variant, children }: { readonly label: string; readonly variant: 'light' | 'subtle'; readonly children: ReactNode }) {
  const [open, { toggle }] = useDisclosure();
  const id = useId();
  return (
    <>
      <Button size="compact-sm" variant={variant === 'light' ? 'default' : 'subtle'} aria-expanded={open} aria-controls={id} onClick={toggle} rightSection={<IconChevronDown size={14} aria-hidden className={classes.chevron} />}>
        {label}
      </Button>
      <Collapse id={id} expanded={open} className={classes.fold}>
        {open && children}
      </Collapse>
    </>
  );
}
