import { loadGrantCatalogue } from '@portcullis/catalogue';
import { loadConfig } from '@portcullis/platform/runtime';
import { startService } from '@portcullis/platform/service';
import { tokensConfig } from './config.js';
import { TokenEntity } from './persistence/entities.js';
import { TokensModule } from './tokens.module.js';

export async function startTokens(): Promise<void> {
  const config = loadConfig(tokensConfig);
  const all = loadGrantCatalogue();
  // Asked of every token that is made: the few that escalate are looked for once.
  const catalogue = { ...all, escalating: all.operations.filter(({ name }) => all.escalationOf(name) !== null) };
  await startService({
    service: 'tokens',
    config,
    entities: [TokenEntity],
    module: (parts) => TokensModule.compose(config, parts, catalogue),
  });
}
