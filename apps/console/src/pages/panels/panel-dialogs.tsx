import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tenant } from '../../api/tenants.js';
import type { Outcome } from '../token/outcome.js';
import { PanelForm } from './panel-form.js';
import type { PanelDeed } from './panel-list.js';
import { WhmForm } from './whm-form.js';

/** What was begun on the page. `suggested`: whose the panel is to be, unless another is chosen. */
export type Begun = PanelDeed | { readonly kind: 'connect'; readonly suggested: string | null };

interface PanelDialogsProps {
  /** null: nothing. */
  readonly begun: Begun | null;
  readonly tenants: readonly Tenant[];
  readonly onClose: () => void;
  readonly onDone: (outcome: Outcome) => void;
}

/** One dialog for whatever is begun, which gives the focus back. What it showed last stays while it goes. */
export function PanelDialogs({ begun, tenants, onClose, onDone }: PanelDialogsProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<Begun | null>(begun);
  if (begun !== null && begun !== shown) setShown(begun);
  return (
    <Modal
      {...{ opened: begun !== null, onClose, size: 'lg', closeOnClickOutside: false, title: shown && titleOf(shown) }}
      closeButtonProps={{ 'aria-label': t('panels.close') }}
      styles={{ title: { fontWeight: 600, overflowWrap: 'anywhere' } }}
      onExitTransitionEnd={() => setShown(null)}
    >
      {shown !== null && formOf(shown)}
    </Modal>
  );

  function titleOf(one: Begun): string {
    if (one.kind === 'connect') return t('panels.form.title');
    return t(one.kind === 'edit' ? 'panels.form.editTitle' : 'panels.whm.title', { name: one.tenant.name });
  }

  function formOf(one: Begun) {
    if (one.kind === 'credential') return <WhmForm {...{ tenant: one.tenant, onClose, onDone }} />;
    return <PanelForm {...{ tenants, onClose, onDone }} of={one.kind === 'edit' ? one.tenant : null} suggested={one.kind === 'connect' ? one.suggested : null} />;
  }
}
