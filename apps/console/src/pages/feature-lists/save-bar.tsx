import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FeatureChanges } from './feature-changes.js';
import classes from './feature-lists.module.css';

interface SaveBarProps {
  readonly label: string;
  readonly count: number;
  /** null: the list is new. */
  readonly changes: FeatureChanges | null;
  readonly isPending: boolean;
  readonly isDisabled?: boolean;
}

/** How many are chosen, what is changed by that, and the button that makes it so. */
export function SaveBar({ label, count, changes, isPending, isDisabled = false }: SaveBarProps) {
  const { t } = useTranslation();
  const { added = [], removed = [] } = changes ?? {};
  const words = [
    ...(changes === null ? [t('featureLists.count', { count })] : []),
    ...(added.length > 0 ? [t('featureLists.added', { count: added.length })] : []),
    ...(removed.length > 0 ? [t('featureLists.removed', { count: removed.length })] : []),
  ];
  return (
    <div className={classes.bar}>
      <Group justify="space-between" gap="sm">
        <div role="status">
          <Text size="sm" fw={600}>
            {words.length === 0 ? t('featureLists.nothing') : words.join(' · ')}
          </Text>
          {removed.length > 0 && <Text size="sm">{t('featureLists.taking')}</Text>}
        </div>
        <Button type="submit" loading={isPending} disabled={isDisabled}>
          {label}
        </Button>
      </Group>
    </div>
  );
}
