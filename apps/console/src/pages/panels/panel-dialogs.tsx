import { useTranslation } from 'react-i18next';
import type { Tenant } from '../../api/tenants.js';
import { DeedDialog } from '../../app/deed-dialog.js';
import type { Outcome } from '../../app/outcome.js';
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

export function PanelDialogs({ begun, tenants, onClose, onDone }: PanelDialogsProps) {
  const { t } = useTranslation();
  const titleOf = (one: Begun): string =>
    one.kind === 'connect' ? t('panels.form.title') : t(one.kind === 'edit' ? 'panels.form.editTitle' : 'panels.whm.title', { name: one.tenant.name });
  return (
    <DeedDialog {...{ begun, titleOf, onClose }} size="lg">
      {(one) =>
        one.kind === 'credential' ? (
          <WhmForm {...{ tenant: one.tenant, onClose, onDone }} />
        ) : (
          <PanelForm {...{ tenants, onClose, onDone }} of={one.kind === 'edit' ? one.tenant : null} suggested={one.kind === 'connect' ? one.suggested : null} />
        )
      }
    </DeedDialog>
  );
}
