import { loadConfig } from '@portcullis/platform/runtime';
import { serviceConfig, startService } from '@portcullis/platform/service';
import { AuditModule } from './audit.module.js';
import { EntryEntity } from './persistence/entities.js';

export async function startAudit(): Promise<void> {
  await startService({
    service: 'audit',
    config: loadConfig(serviceConfig),
    entities: [EntryEntity],
    module: (parts) => AuditModule.compose(parts),
  });
}
