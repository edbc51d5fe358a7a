import { loadCatalogue } from '@portcullis/cpanel';
import { loadConfig } from '@portcullis/platform/runtime';
import { startService } from '@portcullis/platform/service';
import { loadOperations } from '@portcullis/powerdns';
import { tokensConfig } from './config.js';
import { TokenEntity } from './persistence/entities.js';
import { TokensModule } from './tokens.module.js';

export async function startTokens(): Promise<void> {
  const config = loadConfig(tokensConfig);
  const catalogue = loadCatalogue();
  const powerdns = loadOperations();
  await startService({
    service: 'tokens',
    config,
    entities: [TokenEntity],
    module: (parts) => TokensModule.compose(config, parts, {
        // Their modules have different names, so that no name means two things.
        operationNamed: (name) => {
          const ofPowerDns = powerdns.operationNamed(name);
          return ofPowerDns.known ? ofPowerDns : catalogue.operationNamed(name);
        },
        knownFeature: (feature) => catalogue.knownFeature(feature),
        knownModule: (module) => catalogue.knownModule(module) || powerdns.knownModule(module),
      }),
  });
}
