import type { Logger } from '@portcullis/platform/runtime';
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { GATEWAY, type Gateway } from './gateway.js';
import { CallGuard } from './transport/http/call-guard.js';
import { AccountsController } from './transport/http/controllers/accounts.controller.js';
import { AuditController } from './transport/http/controllers/audit.controller.js';
import { CatalogueController } from './transport/http/controllers/catalogue.controller.js';
import { CONSOLE_SITE, ConsoleController } from './transport/http/controllers/console.controller.js';
import { DenialsController } from './transport/http/controllers/denials.controller.js';
import { DOCS_SITE, DocsController } from './transport/http/controllers/docs.controller.js';
import { EnforcementController } from './transport/http/controllers/enforcement.controller.js';
import { KeysController } from './transport/http/controllers/keys.controller.js';
import { ShardsController } from './transport/http/controllers/shards.controller.js';
import { OpenController } from './transport/http/controllers/open.controller.js';
import { ReceiptsController } from './transport/http/controllers/receipts.controller.js';
import { RegenerationController } from './transport/http/controllers/regeneration.controller.js';
import { RightsController } from './transport/http/controllers/rights.controller.js';
import { SessionsController } from './transport/http/controllers/sessions.controller.js';
import { TenantsController } from './transport/http/controllers/tenants.controller.js';
import { BulkController } from './transport/http/controllers/bulk.controller.js';
import { TokensController } from './transport/http/controllers/tokens.controller.js';
import { consoleDirectory, consoleSite } from './transport/http/console-site.js';
import { docsSite } from './transport/http/docs-site.js';
import { VerifyController } from './transport/http/controllers/verify.controller.js';
import { ProblemFilter } from './transport/http/problem-filter.js';

/** Whatever answers over HTTP. */
export const CONTROLLERS = [
  ...[OpenController, DocsController, ConsoleController, TenantsController, AccountsController, AuditController, TokensController, BulkController, RegenerationController],
  ...[RightsController, SessionsController, VerifyController, KeysController, ShardsController, CatalogueController, DenialsController, ReceiptsController, EnforcementController],
];

@Module({})
export class GatewayModule {
  static with(gateway: Gateway, docsUrl: string, log: Logger): DynamicModule {
    return {
      module: GatewayModule,
      controllers: CONTROLLERS,
      providers: [
        { provide: GATEWAY, useValue: gateway },
        { provide: DOCS_SITE, useFactory: docsSite },
        { provide: CONSOLE_SITE, useFactory: () => consoleSite(consoleDirectory, log) },
        { provide: APP_GUARD, useClass: CallGuard },
        { provide: APP_FILTER, useValue: new ProblemFilter(docsUrl, log) },
      ],
    };
  }
}
