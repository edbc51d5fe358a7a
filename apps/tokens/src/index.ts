import { loadGrantCatalogue } from '@portcullis/catalogue';
import { loadConfig } from '@portcullis/platform/runtime';
import { startService } from '@portcullis/platform/service';
import { tokensConfig } from './config.js';
import { TokenEntity } from './persistence/entities.js';
import { TokensModule } from './tokens.module.js';

export async function startTokens(): Promise<void> {
  const config = loadConfig(tokensConfig);
  const catalogue = loadGrantCatalogue();
  await startService({
    service: 'tokens',
    config,
    entities: [TokenEntity],
    module: (parts) => TokensModule.compose(config, parts, catalogue),
  });
}
