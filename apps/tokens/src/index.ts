import { loadCatalogue } from '@portcullis/cpanel';
import { loadConfig } from '@portcullis/platform/runtime';
import { startService } from '@portcullis/platform/service';
import { tokensConfig } from './config.js';
import { TokenEntity } from './persistence/entities.js';
import { TokensModule } from './tokens.module.js';

export async function startTokens(): Promise<void> {
  const config = loadConfig(tokensConfig);
  const catalogue = loadCatalogue();
  await startService({
    service: 'tokens',
    config,
    entities: [TokenEntity],
    module: (parts) => TokensModule.compose(config, parts, {
        operationNamed: (name) => catalogue.operationNamed(name),
        knownFeature: (feature) => catalogue.knownFeature(feature),
        knownModule: (module) => catalogue.knownModule(module),
      }),
  });
}
