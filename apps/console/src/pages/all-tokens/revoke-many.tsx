import { Button, Group, Modal, Progress, Stack, Text } from '@mantine/core';
import type { Receipt } from '@portcullis/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { revokeMany, type Where } from '../../api/tenant-tokens.js';
import { newIdempotencyKey } from '../../app/idempotency-key.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import type { AllTokensSearch } from './all-tokens-search.js';
import { FoundTokens } from './found-tokens.js';
import { RevokeWhich } from './revoke-which.js';

/** `count` null: every one that there was. */
export interface ManyRevoked {
  readonly count: number | null;
  readonly receipt: Receipt | null;
}

interface RevokeManyProps {
  readonly tenant: string;
  /** What the list is narrowed by: the form begins with it. */
  readonly search: AllTokensSearch;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onDone: (revoked: ManyRevoked) => void;
}

/** Revokes many tokens: first says how many they are, and only then ends them. */
export function RevokeMany({ opened, onClose, ...rest }: RevokeManyProps) {
  const { t } = useTranslation();
  return (
    <Modal
      {...{ opened, onClose, closeOnClickOutside: false, size: 560, title: t('allTokens.bulk.title') }}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
      styles={{ title: { fontWeight: 600 } }}
    >
      <Steps {...rest} onClose={onClose} />
    </Modal>
  );
}

interface Meant {
  readonly where: Where;
  readonly reason: string;
}

function Steps({ tenant, search, onClose, onDone }: Omit<RevokeManyProps, 'opened'>) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  /** What was looked at; null: it is still being said which. */
  const [meant, setMeant] = useState<Meant | null>(null);
  const key = useRef('');
  const looking = useMutation({
    mutationFn: (asked: Meant) => revokeMany(tenant, { ...asked, dryRun: true }, newIdempotencyKey()),
    onSuccess: (_, asked) => {
      // The same press again, where the answer was lost, is a repeat of this very request.
      key.current = newIdempotencyKey();
      setMeant(asked);
    },
  });
  const revoking = useMutation({
    mutationFn: (asked: Meant) => revokeMany(tenant, { ...asked, dryRun: false }, key.current),
    onSuccess: async ({ count, enforcement }) => {
      for (const changed of ['token', 'audit']) void queries.invalidateQueries({ queryKey: [changed] });
      await queries.invalidateQueries({ queryKey: ['tokens'] });
      onDone({ count, receipt: enforcement });
    },
  });
  const count = looking.data?.count ?? 0;
  return (
    <>
      <div hidden={meant !== null}>
        <RevokeWhich
          {...{ tenant, search, onClose, error: looking.error, isPending: looking.isPending }}
          onLook={(where, reason) => looking.mutate({ where, reason })}
        />
      </div>
      {meant !== null && looking.data !== undefined && (
        <Stack>
          <FoundTokens tenant={tenant} count={count} first={looking.data.first} />
          {revoking.isPending && (
            <div role="status">
              <Progress value={100} animated aria-label={t('allTokens.bulk.working')} mb="xs" />
              <Text size="sm">{t('allTokens.bulk.working')}</Text>
            </div>
          )}
          <ProblemAlert error={revoking.error} />
          <Group justify="flex-end" gap="xs">
            <Button
              variant="default"
              disabled={revoking.isPending}
              onClick={() => {
                revoking.reset();
                setMeant(null);
              }}
              data-autofocus
            >
              {t('allTokens.bulk.back')}
            </Button>
            {count > 0 && (
              <Button color="red.9" loading={revoking.isPending} onClick={() => revoking.mutate(meant)}>
                {t('allTokens.bulk.submit', { count })}
              </Button>
            )}
          </Group>
        </Stack>
      )}
    </>
  );
}
