import { Button, Group, Text } from '@mantine/core';
import classes from './save-bar.module.css';

interface SaveBarProps {
  /** What would be saved, in words. */
  readonly summary: string;
  /** What that leads to. */
  readonly hint?: string | null;
  readonly label: string;
  readonly isPending: boolean;
  readonly isDisabled?: boolean;
}

/** The end of a long form: what is changed so far, and the button that makes it so. It stands over nothing that can be pressed. */
export function SaveBar({ summary, hint = null, label, isPending, isDisabled = false }: SaveBarProps) {
  return (
    <div className={classes.bar}>
      <Group justify="space-between" gap="sm">
        <div role="status">
          <Text size="sm" fw={600}>
            {summary}
          </Text>
          {hint !== null && <Text size="sm">{hint}</Text>}
        </div>
        <Button type="submit" loading={isPending} disabled={isDisabled}>
          {label}
        </Button>
      </Group>
    </div>
  );
}
