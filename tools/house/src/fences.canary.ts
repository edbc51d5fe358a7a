/**
 * Deliberately bad files, and a few good ones, each with the names of the fences it must raise: exactly those.
 * This list is kept by hand, apart from the configuration, so that a fence lost there is missed here.
 */
export interface ImportCanary {
  /** Where the file lies; `*` becomes a name of its own. */
  file: string;
  source: string;
  raises: string[];
}

const breaks = (fence: string | string[], file: string, ...sources: string[]): ImportCanary[] =>
  sources.map((source) => ({ file, source, raises: [fence].flat() }));
const keeps = (file: string, ...sources: string[]): ImportCanary[] => breaks([], file, ...sources);

const nest = `import '@nestjs/common';`;
const typeorm = `import { DataSource } from 'typeorm';`;
const pg = `import pg from 'pg';`;
const nats = `import '@nats-io/transport-node';`;
const zod = `import { z } from 'zod';`;
const fs = `import { readFileSync } from 'node:fs';`;
const room = (name: string): string => `import { it } from '@portcullis/${name}';`;
const roomType = (name: string): string => `import type { It } from '@portcullis/${name}';`;
const onlyPersistence = 'only-persistence-knows-typeorm';
const outside = 'tests-and-tools-stay-outside';

export const importCanaries: ImportCanary[] = [
  ...breaks(
    'kernel-knows-nobody', 'libs/kernel/src/*.ts',
    room('access'), nest, nats, pg, zod, fs, `import 'node:crypto';`,
  ),
  ...keeps('libs/kernel/src/*.spec.ts', `import 'fast-check';`, fs),

  ...breaks(
    'access-is-pure', 'libs/access/src/*.ts',
    room('contracts'), roomType('contracts'), room('cpanel'), nest, nats,
  ),
  ...breaks(
    'access-is-pure', 'libs/access/src/*.ts',
    pg, zod, fs, `import 'node:timers/promises';`, `await import('zod');`,
  ),
  ...breaks('access-is-pure', 'libs/access/src/*.ts', `export * from 'zod';`, `export type Z = import('zod').Z;`),
  ...breaks(
    ['access-is-pure', onlyPersistence], 'libs/access/src/*.ts',
    typeorm, `import type { DataSource } from 'typeorm';`,
  ),
  ...breaks(['access-is-pure', outside], 'libs/access/src/*.ts', room('testkit'), room('stack')),
  ...keeps('libs/access/src/*.ts', room('kernel'), `import { createHash } from 'node:crypto';`, `import './index.js';`),
  ...keeps('libs/access/src/*.spec.ts', room('testkit'), `import './cases-for-spec.js';`),
  ...keeps('libs/access/src/*-for-spec.ts', `import 'fast-check';`, `import './cases-for-spec.js';`),
  ...breaks('only-tests-know-tests', 'libs/access/src/*.ts', `import './cases-for-spec.js';`),

  ...breaks(
    'cpanel-is-pure', 'libs/cpanel/src/*.ts',
    room('contracts'), nest, nats, pg, zod, fs, `import 'node:crypto';`,
  ),
  ...keeps('libs/cpanel/src/*.ts', room('kernel'), room('access')),
  ...breaks(
    'cpanel-loader-reads-files-and-no-more', 'libs/cpanel/src/load-catalogue.ts',
    `${fs} import 'node:http'; import 'node:url';`,
  ),

  ...breaks(
    'powerdns-is-pure', 'libs/powerdns/src/*.ts',
    room('contracts'), room('cpanel'), nest, nats, pg, zod, fs, `import 'node:crypto';`,
  ),
  ...keeps('libs/powerdns/src/*.ts', room('kernel'), room('access')),
  ...breaks(
    'powerdns-loader-reads-files-and-no-more', 'libs/powerdns/src/load-operations.ts',
    `${fs} import 'node:http'; import 'node:url';`,
  ),

  ...breaks(
    'catalogue-is-pure', 'libs/catalogue/src/*.ts',
    room('contracts'), roomType('platform/runtime'), nest, nats, pg, zod, fs,
  ),
  ...keeps('libs/catalogue/src/*.ts', room('kernel'), room('access'), room('cpanel'), room('powerdns'), `import { createHash } from 'node:crypto';`),
  ...breaks(
    'catalogue-loader-reads-files-and-no-more', 'libs/catalogue/src/load-grant-catalogue.ts',
    `${fs} import 'node:http'; import 'node:url';`,
  ),

  ...breaks(
    'enforcement-is-pure', 'libs/enforcement/src/*.ts',
    room('access'), nest, nats, pg, zod, fs, `import 'node:crypto';`,
  ),
  ...keeps('libs/enforcement/src/*.ts', room('kernel')),

  ...breaks('proof-is-pure', 'libs/proof/src/*.ts', room('access'), nest, nats, pg, zod, fs),
  ...keeps('libs/proof/src/*.ts', room('kernel'), `import { createHash } from 'node:crypto';`),

  ...breaks(
    'contracts-know-only-kernel-access-and-zod', 'libs/contracts/src/*.ts',
    roomType('platform/runtime'), nest, nats, pg, fs,
  ),
  ...breaks('contracts-know-access-by-type', 'libs/contracts/src/*.ts', room('access')),
  ...keeps('libs/contracts/src/*.ts', roomType('access'), room('kernel'), zod),

  ...breaks(
    'platform-knows-kernel-and-contracts', 'libs/platform/src/runtime/*.ts',
    room('access'), room('enforcement'),
  ),
  ...breaks(
    'platform-knows-kernel-and-contracts', 'libs/platform/src/runtime/*.ts',
    room('proof'), room('cpanel'), room('gateway'),
  ),
  ...breaks('nats-client-knows-no-nest', 'libs/platform/src/nats-client/*.ts', nest, `import 'rxjs';`),
  ...keeps('libs/platform/src/nats/*.ts', nest, nats, room('kernel'), room('contracts')),
  ...keeps('libs/platform/src/postgres/*.ts', typeorm, pg, fs),

  ...breaks(
    'verifier-knows-its-rooms', 'libs/verifier/src/*.ts',
    room('platform/nats'), room('cpanel'), roomType('authority'),
  ),
  ...breaks(
    'verifier-frameworks-stay-in-adapters', 'libs/verifier/src/*.ts',
    nest, `import 'fastify';`, `import 'express';`,
  ),
  ...breaks('verifier-knows-no-database', 'libs/verifier/src/adapters/*.ts', pg),
  ...breaks(['verifier-knows-no-database', onlyPersistence], 'libs/verifier/src/*.ts', typeorm),
  ...keeps(
    'libs/verifier/src/*.ts',
    room('access'), room('enforcement'), room('contracts'), room('platform/nats-client'),
  ),
  ...keeps('libs/verifier/src/adapters/*.ts', nest, `import 'fastify';`),

  ...breaks(
    'authority-knows-its-rooms', 'libs/authority/src/*.ts',
    room('access'), room('verifier'), roomType('tokens'),
  ),
  ...keeps('libs/authority/src/*.ts', room('enforcement'), room('platform/postgres'), pg),

  ...breaks('client-knows-nobody', 'libs/client/src/*.ts', room('kernel'), roomType('contracts'), zod, fs, `import 'express';`),
  ...keeps('libs/client/src/*.ts', `import 'openapi-fetch';`),

  ...breaks('console-knows-client-and-contracts', 'apps/console/src/*.tsx', room('access'), room('kernel')),
  ...breaks('console-runs-in-a-browser', 'apps/console/src/*.tsx', fs, `import 'node:crypto';`),
  ...keeps('apps/console/src/*.tsx', room('client'), room('contracts'), `import 'react';`),

  ...breaks('cli-knows-its-rooms', 'apps/cli/src/*.ts', room('enforcement'), room('platform/nats-client'), room('verifier')),
  ...breaks(['cli-knows-its-rooms', 'no-app-knows-another-app'], 'apps/cli/src/*.ts', room('gateway')),
  ...keeps('apps/cli/src/*.ts', room('client'), room('proof'), room('cpanel'), room('catalogue'), room('kernel'), fs),

  ...breaks('no-app-knows-another-app', 'apps/gateway/src/*.ts', room('tokens'), roomType('tokens')),
  ...breaks('no-app-knows-another-app', 'apps/gateway/src/*.int-spec.ts', room('tokens')),
  ...keeps('apps/e2e/src/*.e2e-spec.ts', room('tokens'), room('gateway'), room('testkit'), room('panel')),

  ...breaks(outside, 'apps/tokens/src/*.ts', room('testkit'), room('stack'), roomType('panel')),
  ...breaks([outside, 'no-app-knows-another-app'], 'apps/tokens/src/*.ts', room('e2e')),
  ...keeps('apps/tokens/src/*.int-spec.ts', room('testkit'), room('stack')),
  ...breaks('testkit-knows-only-the-stack-of-the-tools', 'libs/testkit/src/*.ts', room('panel'), room('e2e')),
  ...keeps('libs/testkit/src/*.ts', room('stack'), room('platform/postgres')),
  ...keeps('tools/stack/src/*.ts', room('panel'), room('testkit'), pg),

  ...breaks('domain-is-pure', 'apps/tokens/src/domain/*.ts', room('contracts'), nest, nats, pg, zod, fs),
  ...breaks('domain-is-pure', 'apps/tokens/src/domain/*.ts', `import type { It } from '../use-cases/index.js';`),
  ...keeps('apps/tokens/src/domain/*.ts', room('access'), room('kernel'), `import { createHmac } from 'node:crypto';`),

  ...breaks(
    'use-cases-know-no-framework', 'apps/tokens/src/use-cases/*.ts',
    nest, nats, pg, `import 'fastify';`, `import 'node:http';`,
  ),
  ...breaks(onlyPersistence, 'apps/tokens/src/use-cases/*.ts', typeorm),
  ...breaks(
    'use-cases-know-ports-not-doors', 'apps/tokens/src/use-cases/*.ts',
    room('platform/nats'), room('platform/postgres'),
  ),
  ...breaks('use-cases-know-ports-not-doors', 'apps/tokens/src/use-cases/*.ts', `import '../persistence/index.js';`),
  ...breaks(
    'use-cases-know-ports-not-doors', 'apps/tokens/src/use-cases/*.ts',
    `import type { It } from '../transport/index.js';`,
  ),
  ...keeps('apps/tokens/src/use-cases/*.ts', `import '../domain/index.js';`, room('contracts'), room('access')),

  ...breaks(onlyPersistence, 'apps/tokens/src/transport/*.ts', typeorm, `import '@nestjs/typeorm';`),
  ...breaks(onlyPersistence, 'apps/tokens/src/*.ts', typeorm),
  ...breaks(onlyPersistence, 'libs/platform/src/runtime/*.ts', typeorm),
  ...breaks(onlyPersistence, 'tools/stack/src/*.ts', typeorm),
  ...keeps(
    'apps/tokens/src/persistence/*.ts',
    typeorm, `import '../domain/index.js';`, `import '../use-cases/index.js';`,
  ),
  ...keeps('libs/platform/src/outbox/*.ts', typeorm),

  ...breaks('transport-never-meets-persistence', 'apps/tokens/src/transport/*.ts', `import '../persistence/index.js';`),
  ...breaks('persistence-never-meets-transport', 'apps/tokens/src/persistence/*.ts', `import '../transport/index.js';`),
  ...keeps('apps/tokens/src/transport/*.ts', nest, room('platform/nats'), `import '../use-cases/index.js';`),
  ...keeps(
    'apps/tokens/src/*.module.ts',
    nest, `import './persistence/index.js'; import './transport/index.js';`,
  ),

  ...breaks('no-circles', 'libs/access/src/circle-a.ts', `import './circle-b.js';`),
  ...breaks('no-circles', 'libs/access/src/circle-b.ts', `import type { A } from './circle-a.js';`),
  ...breaks(
    'packages-only-through-their-exports', 'apps/tokens/src/*.ts',
    `import '../../../libs/access/src/index.js';`,
  ),
  ...breaks('packages-only-through-their-exports', 'libs/access/src/*.spec.ts', `import '../../kernel/src/index.js';`),
  ...breaks(
    'imports-resolve', 'apps/tokens/src/*.ts',
    `import '@portcullis/access/src/index.js';`, `import 'not-installed';`,
  ),
  // Not installed, and still known for what it is.
  ...breaks(
    ['imports-resolve', 'use-cases-know-no-framework'], 'apps/tokens/src/use-cases/*.ts',
    `import '@nestjs/not-installed';`,
  ),
];
