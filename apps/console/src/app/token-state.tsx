import { Badge } from '@mantine/core';
import { IconAlertTriangle, IconBan, IconCircleCheck, IconClock, IconClockOff, IconHourglassEmpty, IconPlayerPause } from '@tabler/icons-react';
import type { Token } from '@portcullis/client';
import i18next from 'i18next';
import classes from './token-state.module.css';

const ICONS = {
  active: IconCircleCheck,
  expiring: IconAlertTriangle,
  expired: IconClockOff,
  suspended: IconPlayerPause,
  not_yet_valid: IconClock,
  exhausted: IconHourglassEmpty,
  revoked: IconBan,
} as const;

/** Whether a token can be used, and if not, why: by word and sign, and by colour as well. */
export function TokenState({ state }: { readonly state: Token['state'] }) {
  const Icon = ICONS[state];
  return (
    <Badge variant="default" tt="none" fw={600} size="lg" radius="xl" className={classes.badge} data-state={state} leftSection={<Icon size={15} aria-hidden />}>
      {i18next.t(`rights.states.${state}`)}
    </Badge>
  );
}
