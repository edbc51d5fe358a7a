import { useTranslation } from 'react-i18next';
import type { Tenant } from '../../api/tenants.js';
import { DeedDialog } from '../../app/deed-dialog.js';
import type { Outcome } from '../../app/outcome.js';
import { CreateTenantForm } from './create-tenant-form.js';
import { EditTenantForm, TEXTS } from './edit-tenant-form.js';
import type { Deed } from './tenant-actions.js';

/** What was begun on the page. */
export type Begun = Deed | { readonly kind: 'create' };

interface TenantDialogsProps {
  /** null: nothing. */
  readonly begun: Begun | null;
  /** Whom a new one can stand below. */
  readonly parents: readonly Tenant[];
  /** Whom a new one is to stand below; null: nobody, which only operators may choose. */
  readonly parent: string | null;
  readonly onClose: () => void;
  readonly onMade: (tenant: Tenant) => void;
  readonly onDone: (outcome: Outcome) => void;
}

export function TenantDialogs({ begun, parents, parent, onClose, onMade, onDone }: TenantDialogsProps) {
  const { t } = useTranslation();
  const titleOf = (one: Begun): string =>
    one.kind === 'create' || one.kind === 'createBelow' ? t('tenants.form.title') : t(`tenants.${TEXTS[one.kind]}.title`, { name: one.tenant.name });
  return (
    <DeedDialog {...{ begun, titleOf, onClose }} centered>
      {(one) =>
        one.kind === 'create' || one.kind === 'createBelow' ? (
          <CreateTenantForm {...{ parents, mayStandAlone: parent === null, onClose, onDone: onMade }} parent={one.kind === 'createBelow' ? one.tenant.id : parent} />
        ) : (
          <EditTenantForm {...{ deed: one, onClose, onDone }} />
        )
      }
    </DeedDialog>
  );
}
