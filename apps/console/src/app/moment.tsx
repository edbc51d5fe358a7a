import { Text, Tooltip } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { distance, moment } from '../words/moments.js';

const TICK_MS = 30_000;

/** What time it is, told again every half minute, in milliseconds since 1970. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), TICK_MS, { autoInvoke: true });
  return now;
}

/** A moment as people say it, with the date in their own zone beside the pointer and for readers of screens. */
export function Moment({ at }: { readonly at: string }) {
  const { i18n } = useTranslation();
  const now = useNow();
  const atMs = Date.parse(at);
  const exactly = moment(atMs, i18n.language);
  return (
    <Tooltip label={exactly} events={{ hover: true, focus: true, touch: true }}>
      <Text component="time" dateTime={at} inherit aria-label={exactly}>
        {distance(atMs, now, i18n.language)}
      </Text>
    </Tooltip>
  );
}
