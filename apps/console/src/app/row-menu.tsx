import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, type Icon } from '@tabler/icons-react';
import { useRef } from 'react';

export interface RowDeed {
  readonly label: string;
  readonly Icon: Icon;
  /** It takes something from somebody. */
  readonly takes?: boolean;
  /** Opens a dialog. */
  readonly begin: () => void;
}

interface RowMenuProps {
  readonly label: string;
  readonly deeds: readonly RowDeed[];
}

/** What can be done with what a row shows. */
export function RowMenu({ label, deeds }: RowMenuProps) {
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon ref={opener} variant="subtle" color="gray" size="lg" aria-label={label}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {deeds.map(({ label: text, Icon, takes = false, begin }) => (
          <Menu.Item
            key={text}
            leftSection={<Icon size={16} aria-hidden />}
            {...(takes && { c: 'var(--mantine-color-error)' })}
            onClick={() => {
              // What was chosen goes with the menu: a dialog gives the focus back to what stays.
              opener.current?.focus();
              begin();
            }}
          >
            {text}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
