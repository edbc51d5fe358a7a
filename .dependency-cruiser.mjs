/**
 * Who may know whom. One rule per fence; tools/house/src/fences.spec.ts breaks each on purpose and expects its name.
 * A room's fence lists what it may know, so that whatever is invented later stays outside until somebody lets it in.
 */
/** `x.spec.ts` and its like, and `x-for-spec.ts`, which they share: none of them is ever built. */
const tests = String.raw`[.-]spec\.tsx?$`;
const ofTheHouse = '^((apps|libs|tools)/|@portcullis/)';
const lib = (...names) => names.map((name) => `^libs/${name}/`);
const node = (...names) => names.map((name) => `^(node:)?${name}$`);

/** An npm package, or a whole `@scope/`: resolved to its folder or, when not installed, the bare name. */
const npm = (...names) => names.flatMap((name) => {
  const end = name.endsWith('/') ? '' : '(/|$)';
  return [`(^|/)node_modules/${name}${end}`, `^${name}${end}`];
});

const nest = npm('@nestjs/', 'reflect-metadata', 'rxjs');
const nats = npm('@nats-io/', 'nats');
const http = npm('fastify', '@fastify/', 'express');
const typeorm = npm('typeorm', '@nestjs/typeorm');
const postgres = npm('pg', 'pg-[^/]+');

const fence = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** Nothing but `allowed`: no npm package and no module of Node's own either. */
const knowsOnly = (name, comment, path, ...allowed) =>
  fence(name, comment, { path, pathNot: tests }, { pathNot: [path, ...allowed] });

/** Of this repository nothing but `allowed`; npm and Node are the other fences' business. */
const ofTheHouseKnowsOnly = (name, comment, path, ...allowed) =>
  fence(name, comment, { path, pathNot: tests }, { path: ofTheHouse, pathNot: [path, ...allowed] });

const rooms = [
  knowsOnly('kernel-knows-nobody', 'Every room knows the kernel, so it can know none.', '^libs/kernel/'),
  knowsOnly(
    'access-is-pure',
    'The same judgement in every process, and in simulations.',
    '^libs/access/',
    ...lib('kernel'),
    ...node('crypto'),
  ),
  fence(
    'cpanel-is-pure',
    'Bytes in, calls out. Only load-catalogue.ts reads files: the function tables, once, at start.',
    { path: '^libs/cpanel/', pathNot: [tests, '^libs/cpanel/src/load-catalogue\\.ts$'] },
    { pathNot: lib('cpanel', 'kernel', 'access') },
  ),
  knowsOnly(
    'cpanel-loader-reads-files-and-no-more',
    'The one file of cpanel that does I/O gets exactly what reading a table takes.',
    '^libs/cpanel/src/load-catalogue\\.ts$',
    ...lib('cpanel', 'kernel', 'access'),
    ...node('fs', 'url'),
  ),
  fence(
    'powerdns-is-pure',
    'Requests in, calls out. Only load-operations.ts reads a file: the table, once, at start.',
    { path: '^libs/powerdns/', pathNot: [tests, '^libs/powerdns/src/load-operations\\.ts$'] },
    { pathNot: lib('powerdns', 'kernel', 'access') },
  ),
  knowsOnly(
    'powerdns-loader-reads-files-and-no-more',
    'The one file of powerdns that does I/O gets exactly what reading a table takes.',
    '^libs/powerdns/src/load-operations\\.ts$',
    ...lib('powerdns', 'kernel', 'access'),
    ...node('fs', 'url'),
  ),
  fence(
    'catalogue-is-pure',
    'Tables in, what can be granted out. Only load-grant-catalogue.ts reads files: once, at start.',
    { path: '^libs/catalogue/', pathNot: [tests, '^libs/catalogue/src/load-grant-catalogue\\.ts$'] },
    { pathNot: [...lib('catalogue', 'kernel', 'access', 'cpanel', 'powerdns'), ...node('crypto')] },
  ),
  knowsOnly(
    'catalogue-loader-reads-files-and-no-more',
    'The one file of catalogue that does I/O gets exactly what reading tables takes.',
    '^libs/catalogue/src/load-grant-catalogue\\.ts$',
    ...lib('catalogue', 'kernel', 'access', 'cpanel', 'powerdns'),
    ...node('fs', 'url'),
  ),
  knowsOnly(
    'enforcement-is-pure',
    'A state machine that touches the world cannot be simulated.',
    '^libs/enforcement/',
    ...lib('kernel'),
  ),
  knowsOnly(
    'proof-is-pure',
    'A proof is checked by strangers, from bytes alone.',
    '^libs/proof/',
    ...lib('kernel'),
    ...node('crypto'),
  ),
  knowsOnly(
    'contracts-know-only-kernel-access-and-zod',
    'A message is understood without the service behind it.',
    '^libs/contracts/',
    ...lib('kernel', 'access'),
    ...npm('zod'),
  ),
  fence(
    'contracts-know-access-by-type',
    'Contracts speak of access; they never decide.',
    { path: '^libs/contracts/', pathNot: tests },
    { path: lib('access'), dependencyTypesNot: ['type-only'] },
  ),
  ofTheHouseKnowsOnly(
    'platform-knows-kernel-and-contracts',
    'Doors carry anything and judge nothing.',
    '^libs/platform/',
    ...lib('kernel', 'contracts'),
  ),
  fence(
    'nats-client-knows-no-nest',
    'The embeddable verifier stands on this door, in processes that have no Nest.',
    { path: '^libs/platform/src/nats-client/', pathNot: tests },
    { path: nest },
  ),
  ofTheHouseKnowsOnly(
    'verifier-knows-its-rooms',
    'It is published: what it drags along, strangers install. The catalogue is data, without which no preset means anything.',
    '^libs/verifier/',
    ...lib('kernel', 'access', 'catalogue', 'enforcement', 'contracts', 'platform/src/nats-client'),
  ),
  fence(
    'verifier-frameworks-stay-in-adapters',
    'Who embeds it under Express installs no Nest.',
    { path: '^libs/verifier/', pathNot: [tests, '^libs/verifier/src/adapters/'] },
    { path: [...nest, ...http] },
  ),
  fence(
    'verifier-knows-no-database',
    'It decides from memory and asks over NATS.',
    { path: '^libs/verifier/', pathNot: tests },
    { path: [...typeorm, ...postgres] },
  ),
  ofTheHouseKnowsOnly(
    'authority-knows-its-rooms',
    'It proves that a change has arrived, whatever the change says.',
    '^libs/authority/',
    ...lib('kernel', 'enforcement', 'contracts', 'platform'),
  ),
  knowsOnly(
    'client-knows-nobody',
    'Made from the document, and usable in a browser: of npm it takes what turns types and fetch into calls, which is small and runs there too.',
    '^libs/client/',
    ...npm('openapi-fetch'),
  ),
  ofTheHouseKnowsOnly(
    'console-knows-client-and-contracts',
    'The page sees what any caller sees.',
    '^apps/console/',
    ...lib('client', 'contracts'),
  ),
  fence(
    'console-runs-in-a-browser',
    'There is no Node behind the page.',
    { path: '^apps/console/src/', pathNot: tests },
    { dependencyTypes: ['core'] },
  ),
  ofTheHouseKnowsOnly(
    'cli-knows-its-rooms',
    'An operator checks proofs and tests of rights alone, and asks the gateway for the rest.',
    '^apps/cli/',
    ...lib('client', 'contracts', 'access', 'proof', 'cpanel', 'catalogue', 'kernel'),
  ),
  fence(
    'no-app-knows-another-app',
    'Services meet in messages, or they cannot be deployed apart. Tests too: only apps/e2e sees several.',
    { path: '^apps/([^/]+)/', pathNot: '^apps/e2e/' },
    { path: '^apps/', pathNot: '^apps/$1/' },
  ),
  fence(
    'tests-and-tools-stay-outside',
    'What testkit, tools and e2e may do, a deployed process must not be able to.',
    { path: '^(apps|libs)/', pathNot: [tests, '^apps/e2e/', ...lib('testkit')] },
    { path: ['^tools/', '^apps/e2e/', ...lib('testkit')] },
  ),
  fence(
    'only-tests-know-tests',
    'What is never built cannot be missed by what is; and a test has freedoms that would come along.',
    { path: '^(apps|libs|tools)/', pathNot: tests },
    { path: tests },
  ),
  fence(
    'testkit-knows-only-the-stack-of-the-tools',
    'It starts a Postgres and a NATS as `npm start` does, and needs no other tool.',
    { path: '^libs/testkit/' },
    { path: '^(tools|apps/e2e)/', pathNot: '^tools/stack/' },
  ),
];

const insideAService = [
  knowsOnly(
    'domain-is-pure',
    'A rule is a function of its arguments.',
    '^apps/[^/]+/src/domain/',
    ...lib('kernel', 'access', 'cpanel', 'enforcement', 'proof'),
    ...node('crypto'),
  ),
  fence(
    'use-cases-know-no-framework',
    'Authorise, load, decide, commit, answer: no framework has a part in it.',
    { path: '^apps/[^/]+/src/use-cases/', pathNot: tests },
    { path: [...nest, ...nats, ...http, ...postgres, ...node('https?', 'http2', 'net', 'tls', 'dgram')] },
  ),
  fence(
    'use-cases-know-ports-not-doors',
    'A use-case says what it needs in ports.ts; persistence and transport come to it.',
    { path: '^apps/[^/]+/src/use-cases/', pathNot: tests },
    { path: ['^apps/[^/]+/src/(persistence|transport)/', '^libs/platform/src/(nats|nats-client|postgres)/'] },
  ),
  fence(
    'only-persistence-knows-typeorm',
    'TypeORM stays where its traps are known: findBy({}) returns everything.',
    { path: '^(apps|libs|tools)/', pathNot: ['^apps/[^/]+/src/persistence/', '^libs/platform/src/(postgres|outbox)/'] },
    { path: typeorm },
  ),
  fence(
    'transport-never-meets-persistence',
    'Between a message and a row stands a use-case.',
    { path: '^apps/[^/]+/src/transport/', pathNot: tests },
    { path: '^apps/[^/]+/src/persistence/' },
  ),
  fence(
    'persistence-never-meets-transport',
    'A row does not know who asked.',
    { path: '^apps/[^/]+/src/persistence/', pathNot: tests },
    { path: '^apps/[^/]+/src/transport/' },
  ),
];

const everywhere = [
  fence('no-circles', 'A circle has no part that can be understood first.', {}, { circular: true }),
  fence(
    'packages-only-through-their-exports',
    'A relative path into another package goes round its exports.',
    { path: '^(apps|libs|tools)/([^/]+)/' },
    { path: '^(apps|libs|tools)/', pathNot: '^$1/$2/', dependencyTypes: ['local'] },
  ),
  fence(
    'imports-resolve',
    'An inner file of another package does not resolve, and what does not resolve slips past fences that go by path.',
    { path: '^(apps|libs|tools)/' },
    { couldNotResolve: true },
  ),
];

export default {
  forbidden: [...rooms, ...insideAService, ...everywhere],
  options: {
    doNotFollow: { path: ['node_modules', '^(apps|libs|tools)/[^/]+/dist/'] },
    // A type is knowledge too: without this, `import type` would pass every fence.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@portcullis/source', 'import', 'require', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
