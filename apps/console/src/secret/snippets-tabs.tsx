import { Code, Stack, Tabs, Text, Title } from '@mantine/core';
import type { Token } from '@portcullis/client';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { accountQuery } from '../api/account.js';
import { useAccountRef, useSession } from '../app/session.js';
import { CopyText } from './copy.js';
import { snippetsFor } from './snippets.js';
import classes from './secret.module.css';

interface SnippetsProps {
  readonly token: Token;
  readonly secret: string;
  readonly onCopied: () => void;
}

/** Ready commands for this very token. */
export function Snippets({ token, secret, onCopied }: SnippetsProps) {
  const { t } = useTranslation();
  const ref = useAccountRef();
  const { tenant } = useSession();
  const { data } = useQuery(accountQuery(ref));
  if (data === undefined) return null;
  const { username, domains } = data.account;
  // Panels' paths name a tenant by its slug. Whoever looks after a reseller's accounts has an address that says which.
  const slug = ref.tenant === tenant.id ? tenant.slug : ref.tenant;
  const snippets = snippetsFor(token, { base: `${window.location.origin}/t/${slug}`, username, secret, domain: domains[0] ?? null });
  return (
    <section aria-labelledby="use-it">
      <Title order={3} size="h5" id="use-it" mb="xs">
        {t('secret.try')}
      </Title>
      <Tabs defaultValue={snippets.length > 1 && token.access === 'restricted' ? snippets[1]!.id : 'curl'} variant="outline" keepMounted={false}>
        <Tabs.List className={classes.tabs}>
          {snippets.map(({ id }) => (
            <Tabs.Tab key={id} value={id}>
              {t(`secret.snippets.${id}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {snippets.map(({ id, parts }) => (
          <Tabs.Panel key={id} value={id} pt="sm">
            <Stack gap="sm">
              {parts.map(({ file, text }) => (
                <div key={text} className={classes.part}>
                  {file !== null && (
                    <Text size="xs" c="dimmed" ff="monospace" mb={4}>
                      {file}
                    </Text>
                  )}
                  <div className={classes.box}>
                    <Code block className={classes.code} tabIndex={0} aria-label={file ?? t(`secret.snippets.${id}`)}>
                      {text}
                    </Code>
                    <CopyText text={text} what={file ?? t('secret.commands')} onCopied={onCopied} />
                  </div>
                </div>
              ))}
            </Stack>
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  );
}
