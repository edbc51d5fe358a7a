import { loadConfig } from '@portcullis/platform/runtime';
import { serviceConfig, startService } from '@portcullis/platform/service';
import { PermissionsModule } from './permissions.module.js';
import { AccountEntity, DirectoryEntity, FeatureListEntity, TenantEntity } from './persistence/entities.js';

export async function startPermissions(): Promise<void> {
  await startService({
    service: 'permissions',
    config: loadConfig(serviceConfig),
    entities: [TenantEntity, DirectoryEntity, FeatureListEntity, AccountEntity],
    module: (parts) => PermissionsModule.compose(parts),
  });
}
