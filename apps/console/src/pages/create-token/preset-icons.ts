import { IconArchive, IconCertificate, IconChartLine, IconDatabase, IconFolderUp, IconKey, IconListCheck, IconLock, IconLockOpen, IconMail, IconRouter, IconWorld } from '@tabler/icons-react';
import type { Base } from './draft.js';

const ICONS: Readonly<Record<string, typeof IconKey>> = {
  'acme-dns-01': IconLock,
  'dynamic-dns': IconRouter,
  'dns-manager': IconWorld,
  'certificate-installer': IconCertificate,
  mailboxes: IconMail,
  databases: IconDatabase,
  'files-deploy': IconFolderUp,
  'backup-reader': IconArchive,
  'read-only-monitoring': IconChartLine,
};

export const presetIcon = (preset: string): typeof IconKey => ICONS[preset] ?? IconKey;

export function baseIcon(base: Base): typeof IconKey {
  if (base.kind === 'preset') return presetIcon(base.preset.name);
  return base.kind === 'full' ? IconLockOpen : IconListCheck;
}
