import { Card, Group, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { createElement, useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountStanding } from '../../api/account.js';
import { ApiFailure } from '../../api/api.js';
import { takenNamesQuery } from '../../api/tokens.js';
import { AddressField } from '../../app/address-field.js';
import { AnchorLink } from '../../app/links.js';
import { LeaveGuard } from '../../app/leave-guard.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import { useAccountRef } from '../../app/session.js';
import { SecretDialog } from '../../secret/secret-dialog.js';
import { ConfirmEscalating } from './confirm-escalating.js';
import { faultsOf, isFaultless, requestOf, type Base, type Draft } from './draft.js';
import { ExpiryField } from './expiry-field.js';
import { FeatureFields } from './feature-fields.js';
import { fieldOf } from './field-errors.js';
import { firstDraft } from './first-draft.js';
import { ReadOnlySwitch } from './more-limits.js';
import { MoreSection } from './more-section.js';
import { NameFields } from './name-fields.js';
import { baseIcon } from './preset-icons.js';
import { PresetFields } from './preset-fields.js';
import { freeName, nameFor } from './suggest-name.js';
import { Summary } from './summary.js';
import { useMaking } from './use-making.js';
import classes from './create-token.module.css';

interface TokenFormProps {
  readonly base: Base;
  readonly standing: AccountStanding;
}

const TYPING_MS = 250;

/** All that makes a token but for what it is for. */
export function TokenForm({ base, standing: { account, features, policy } }: TokenFormProps) {
  const { t } = useTranslation();
  const ref = useAccountRef();
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [first] = useState(() => firstDraft(base, account, policy));
  const [draft, setDraft] = useState<Draft>(first);
  const [isTold, setIsTold] = useState(false);
  const { made, error, isPending, lostName, make, reset, forget } = useMaking();
  const change = (part: Partial<Draft>): void => {
    setDraft((before) => ({ ...before, ...part }));
    if (error !== null) reset();
  };

  const wanted = draft.name ?? nameFor(base, draft.picks);
  const [looked] = useDebouncedValue(wanted, TYPING_MS);
  const { data: taken = [] } = useQuery({ ...takenNamesQuery(ref, looked), enabled: looked !== '' && /^[\w-]{1,50}$/.test(looked) });
  const name = draft.name ?? lostName ?? freeName(wanted, taken);
  // Once it is made, the token itself has the name.
  const isTaken = taken.includes(name) && name !== lostName && made === null;
  const faults = faultsOf(base, draft, name, isTaken, policy);
  const told = isTold ? faults : { inputs: {}, ...(faults.name === 'taken' || faults.name === 'characters' ? { name: faults.name } : {}), ...(faults.ips === 'address' ? { ips: faults.ips } : {}) };
  const byField = fieldOf(error);

  const send = (confirmEscalating: boolean): void => make([draft, name], () => requestOf(base, draft, name, policy, Date.now()), confirmEscalating);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setIsTold(true);
    if (isFaultless(faults)) return send(false);
    // After React has marked them.
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-error] input')?.focus());
  };
  const isConfirming = error instanceof ApiFailure && error.is('confirmation_required');
  const baseTitle = base.kind === 'preset' ? t(`rights.presets.${base.preset.name as 'mailboxes'}.title`, { defaultValue: base.preset.title }) : t(`createToken.choose.${base.kind}.title`);
  const baseText = base.kind === 'preset' ? t(`createToken.choose.presets.${base.preset.name as 'mailboxes'}`, { defaultValue: base.preset.description }) : t(`createToken.choose.${base.kind}.text`);

  return (
    <form ref={form} onSubmit={submit} noValidate className={classes.form}>
      <Stack gap="lg">
        <Section title={t('createToken.sections.what')}>
          <Group wrap="nowrap" align="flex-start" gap="md">
            <span className={classes.sign}>
              {createElement(baseIcon(base), { size: 22, 'aria-hidden': true })}
            </span>
            <div>
              <Text fw={600}>{baseTitle}</Text>
              <Text size="sm" c="dimmed">
                {baseText}
              </Text>
              <AnchorLink to="/t/$tenant/a/$account/tokens/new" params={ref} search={{}} size="sm">
                {t('createToken.another')}
              </AnchorLink>
            </div>
          </Group>
          {base.kind === 'preset' && <PresetFields preset={base.preset} picks={draft.picks} onPicks={(picks) => change({ picks })} domains={account.domains} faults={told.inputs} />}
          {base.kind === 'restricted' && (
            <FeatureFields
              offered={features}
              chosen={draft.features}
              onChosen={(chosen) => change({ features: chosen })}
              domains={account.domains}
              limits={draft.limits}
              onLimits={(limits) => change({ limits })}
              error={'features' in told && told.features !== undefined ? t('createToken.features.missing') : null}
            />
          )}
          {base.kind === 'full' && <ReadOnlySwitch isOn={draft.readOnly} onChange={(readOnly) => change({ readOnly })} />}
        </Section>
        <Section title={t('createToken.sections.name')}>
          <NameFields
            name={name}
            onName={(typed) => change({ name: typed })}
            free={told.name === 'taken' ? freeName(name, taken) : null}
            error={told.name !== undefined ? t(`createToken.name.${told.name}`) : (byField.name ?? null)}
            description={draft.description}
            onDescription={(description) => change({ description })}
          />
        </Section>
        <Section title={t('createToken.sections.expiry')}>
          <ExpiryField expiry={draft.expiry} onExpiry={(expiry) => change({ expiry })} policy={policy} error={'expiry' in told && told.expiry !== undefined ? t('createToken.expiry.missing') : (byField.expiresAt ?? null)} />
        </Section>
        <Section title={t('createToken.sections.from')}>
          <AddressField label={t('createToken.ips.label')} ips={draft.ips} onIps={(ips) => change({ ips })} policy={policy} error={told.ips !== undefined ? t(`createToken.ips.${told.ips}`) : (byField.ipAllowlist ?? null)} />
        </Section>
        <MoreSection draft={draft} onDraft={change} withReadOnly={base.kind !== 'full'} />
        {!isConfirming && <ProblemAlert error={error} />}
      </Stack>
      <Summary base={base} draft={draft} policy={policy} isPending={isPending} isFaulty={isTold && !isFaultless(faults)} />
      <ConfirmEscalating error={isConfirming ? error : null} onNo={reset} onYes={() => send(true)} />
      <LeaveGuard isActive={made !== null || draft !== first} title={t(made === null ? 'createToken.leave.title' : 'secret.leave.title')} text={t(made === null ? 'createToken.leave.text' : 'secret.leave.text')} />
      {made !== null && (
        <SecretDialog
          token={made.token}
          secret={made.secret}
          onClose={() => {
            forget();
            void router.navigate({ to: '/t/$tenant/a/$account/tokens/$token', params: { ...ref, token: made.token.id }, ignoreBlocker: true });
          }}
        />
      )}
    </form>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card withBorder padding="lg" component="section">
      <Stack gap="md">
        <Title order={2} size="h4">
          {title}
        </Title>
        {children}
      </Stack>
    </Card>
  );
}
