import { Alert, Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Token } from '@portcullis/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiFailure } from '../../api/api.js';
import { regenerateToken, tokenKey, type TokenRef } from '../../api/token.js';
import { newIdempotencyKey } from '../../app/idempotency-key.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import { SecretDialog } from '../../secret/secret-dialog.js';
import type { Outcome } from '../../app/outcome.js';
import classes from './regenerate-dialog.module.css';

interface RegenerateDialogProps {
  readonly at: TokenRef;
  readonly name: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onDone: (outcome: Outcome) => void;
}

/** How long the old secret goes on working, in seconds. */
const OVERLAPS = { none: 0, hour: 3_600, day: 86_400, week: 604_800, month: 2_592_000 } as const;
type Overlap = keyof typeof OVERLAPS;
const CHOICES = Object.keys(OVERLAPS) as Overlap[];

/** The first try made a secret, and its answer was lost for too long. */
const isShown = (error: unknown): boolean => error instanceof ApiFailure && error.is('secret_already_shown');

/** Gives a token a new secret, which is shown once and kept nowhere. */
export function RegenerateDialog({ at, name, opened, onClose, onDone }: RegenerateDialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [overlap, setOverlap] = useState<Overlap>('day');
  const [made, setMade] = useState<{ readonly token: Token; readonly secret: string; readonly outcome: Outcome } | null>(null);
  /** The same until an answer came: a repeat after a lost one makes no second secret. */
  const key = useRef<string | null>(null);
  const regenerating = useMutation({
    mutationFn: () => regenerateToken(at, OVERLAPS[overlap], `${(key.current ??= newIdempotencyKey())}-${overlap}`),
    // The answer holds the secret: it does not stay with the mutation.
    gcTime: 0,
    // The secret that was lost stays lost: the next try makes another one.
    onError: (error) => {
      if (isShown(error)) key.current = null;
    },
    onSuccess: ({ token, secret, enforcement }) => {
      key.current = null;
      const title = t(overlap === 'none' ? 'token.regenerate.doneAtOnce' : 'token.regenerate.done');
      setMade({ token, secret, outcome: { title, receipt: overlap === 'none' ? enforcement : null, taken: 'dead' } });
      regenerating.reset();
      onClose();
      void queries.invalidateQueries({ queryKey: tokenKey(at), exact: true });
      void queries.invalidateQueries({ queryKey: ['audit', at.tenant, at.account] });
    },
  });
  const closeSecret = () => {
    if (made !== null) onDone(made.outcome);
    setMade(null);
  };
  return (
    <>
      <Modal {...{ opened, onClose, centered: true, size: 'lg' }} title={t('token.regenerate.title', { name })} closeButtonProps={{ 'aria-label': t('token.close') }} styles={{ title: { fontWeight: 600, overflowWrap: 'anywhere' } }}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            regenerating.mutate();
          }}
        >
          <Stack>
            <Radio.Group label={t('token.regenerate.question')} description={t('token.regenerate.hint')} value={overlap} onChange={(value) => setOverlap(value)}>
              <Stack gap="xs" mt="sm">
                {CHOICES.map((choice) => (
                  <Radio.Card key={choice} value={choice} className={classes.choice} p="sm">
                    <Group wrap="nowrap" align="flex-start" gap="sm">
                      <Radio.Indicator mt={2} />
                      <div>
                        <Text size="sm" fw={600}>
                          {t(`token.regenerate.overlap.${choice}.title`)}
                        </Text>
                        <Text size="xs" c="dimmed">
                          {t(`token.regenerate.overlap.${choice}.text`)}
                        </Text>
                      </div>
                    </Group>
                  </Radio.Card>
                ))}
              </Stack>
            </Radio.Group>
            {isShown(regenerating.error) ? (
              <Alert color="orange" variant="light" role="alert" icon={<IconAlertTriangle aria-hidden />} title={t('token.regenerate.lost.title')}>
                {t('token.regenerate.lost.text')}
              </Alert>
            ) : (
              <ProblemAlert error={regenerating.error} />
            )}
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={onClose}>
                {t('token.cancel')}
              </Button>
              <Button type="submit" {...(overlap === 'none' && { color: 'red.9' })} loading={regenerating.isPending}>
                {t('token.regenerate.submit')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
      {made && <SecretDialog token={made.token} secret={made.secret} onClose={closeSecret} />}
    </>
  );
}
