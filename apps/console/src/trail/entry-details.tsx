import { Code, DataList, Stack } from '@mantine/core';
import type { AuditEntry } from '@portcullis/client';
import { useTranslation } from 'react-i18next';
import { AnchorLink } from '../app/links.js';
import { useAccountRef } from '../app/session.js';
import { moment } from '../words/moments.js';

interface Known {
  readonly by?: { readonly ip?: string; readonly requestId?: string; readonly tokenId?: string } | null;
  readonly ip?: string;
  readonly requestId?: string;
}

/** Everything that the trail keeps of an entry, for whoever looks for a request in logs. */
export function EntryDetails({ entry, denial }: { readonly entry: AuditEntry; readonly denial: string | null }) {
  const { t, i18n } = useTranslation();
  const params = useAccountRef();
  const { by, ip = by?.ip, requestId = by?.requestId } = entry.data as Known;
  const rows = [
    ['time', moment(Date.parse(entry.time), i18n.language)],
    ['address', ip],
    ['request', requestId],
    ['madeWith', by?.tokenId],
    ['number', String(entry.seq)],
    ['type', entry.type],
  ] as const;
  return (
    <Stack gap="sm" py="xs">
      <DataList size="xs" gap={4} labelWidth={90}>
        {rows.map(([name, value]) => value !== undefined && <Row key={name} label={t(`trail.${name}`)} value={value} />)}
        {denial !== null && (
          <DataList.Item>
            <DataList.ItemLabel>{t('trail.denial')}</DataList.ItemLabel>
            <DataList.ItemValue>
              <AnchorLink to="/t/$tenant/a/$account/denials/$denial" params={{ ...params, denial }} inherit>
                {denial}
              </AnchorLink>
            </DataList.ItemValue>
          </DataList.Item>
        )}
      </DataList>
      <Code block tabIndex={0} aria-label={t('trail.raw')} fz="xs" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {JSON.stringify(entry.data, null, 2)}
      </Code>
    </Stack>
  );
}

function Row({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <DataList.Item>
      <DataList.ItemLabel>{label}</DataList.ItemLabel>
      <DataList.ItemValue style={{ overflowWrap: 'anywhere' }}>{value}</DataList.ItemValue>
    </DataList.Item>
  );
}
