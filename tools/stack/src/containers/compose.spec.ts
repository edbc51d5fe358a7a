import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gatewayConfig } from '@portcullis/gateway/config';
import { migrateConfig } from '@portcullis/platform/postgres';
import { serviceConfig } from '@portcullis/platform/service';
import { tokensConfig } from '@portcullis/tokens/config';
import { REPOSITORY } from '../layout.js';
import { readCompose, readDockerFile, type ComposeService } from './files.js';

const compose = readCompose();
const dockerfile = readDockerFile('Dockerfile').replaceAll('\\\n', ' ').split('\n');
const targets = dockerfile.flatMap((line) => /^FROM \S+ AS (\S+)$/.exec(line)?.[1] ?? []);

const CONFIGS = {
  gateway: gatewayConfig,
  tokens: tokensConfig,
  permissions: serviceConfig,
  audit: serviceConfig,
  'migrate-tokens': migrateConfig,
  'migrate-permissions': migrateConfig,
  'migrate-audit': migrateConfig,
} as const;

/** Compiled files and the source each is made from. */
const sourceOf = (script: string): string => script.replace('/dist/', '/src/').replace(/\.js$/, '.ts');
const scriptsIn = (text: string): string[] => [...text.matchAll(/apps\/\w+\/dist\/[\w-]+\.js/g)].map(([script]) => script);
const named = (service: ComposeService | undefined): string[] => Object.keys(service?.environment ?? {});

describe('docker/compose.yml', () => {
  it.each(Object.entries(CONFIGS))('tells %s what its configuration asks for, and nothing it does not know', (name, schema) => {
    const shape: Record<string, { safeParse(value: undefined): { success: boolean } }> = schema.shape;
    const variables = named(compose.services[name]).map((variable) => (variable in shape ? variable : variable.replace(/_FILE$/, '')));
    expect(variables.filter((variable) => !(variable in shape))).toEqual([]);
    const required = Object.keys(shape).filter((variable) => !shape[variable]!.safeParse(undefined).success);
    expect(required.filter((variable) => !variables.includes(variable))).toEqual([]);
  });

  it('holds no secret itself: what carries a password comes from a file', () => {
    const carrying = Object.values(compose.services).flatMap(named).filter((variable) => /PASSWORD|DATABASE_URL|NATS_URL|KEYRING|OPERATOR/.test(variable));
    expect(carrying.length).toBeGreaterThan(0);
    expect(carrying.filter((variable) => !variable.endsWith('_FILE'))).toEqual([]);
  });

  it('gives each service the secrets it reads, and no other one', () => {
    for (const [name, service] of Object.entries(compose.services)) {
      if (name === 'postgres') continue; // its own files are read by roles.sql
      const read = Object.values(service.environment ?? {}).flatMap((value) => /^\/run\/secrets\/(\S+)$/.exec(value)?.[1] ?? []);
      expect({ name, secrets: [...(service.secrets ?? [])].sort() }).toEqual({ name, secrets: read.sort() });
    }
  });

  it('gives postgres the secrets that it and roles.sql read', () => {
    const text = `${readDockerFile('roles.sql')} ${Object.values(compose.services['postgres']!.environment!).join(' ')}`;
    const read = [...text.matchAll(/\/run\/secrets\/([\w-]+)/g)].map(([, name]) => name);
    expect([...compose.services['postgres']!.secrets!].sort()).toEqual(read.sort());
  });

  it('names only secrets, volumes, networks and services that are there', () => {
    for (const service of Object.values(compose.services)) {
      const volumes = (service.volumes ?? []).map((volume) => volume.split(':')[0]!).filter((volume) => !volume.startsWith('.'));
      expect((service.secrets ?? []).filter((name) => !(name in compose.secrets))).toEqual([]);
      expect(volumes.filter((name) => !(name in compose.volumes))).toEqual([]);
      expect((service.networks ?? []).filter((name) => !(name in compose.networks))).toEqual([]);
      expect(Object.keys(service.depends_on ?? {}).filter((name) => !(name in compose.services))).toEqual([]);
    }
    const mounted = Object.values(compose.services).flatMap((service) => service.volumes ?? []).map((volume) => volume.split(':')[0]!);
    const versioned = mounted.filter((path) => path.startsWith('./') && !path.startsWith('./secrets/'));
    expect(versioned.filter((path) => !existsSync(join(REPOSITORY, 'docker', path)))).toEqual([]);
  });

  it('has migrations done before a service starts', () => {
    for (const name of ['tokens', 'permissions', 'audit']) {
      expect(compose.services[name]!.depends_on).toEqual({ [`migrate-${name}`]: { condition: 'service_completed_successfully' } });
    }
  });

  it('lets only the gateway be reached, from this host alone', () => {
    const reached = Object.entries(compose.services).filter(([, service]) => service.ports !== undefined);
    expect(reached.map(([name, { ports }]) => [name, ports])).toEqual([['gateway', ['127.0.0.1:${PORTCULLIS_PORT:-8080}:8080']]]);
    expect(compose.networks['inner']).toEqual({ internal: true });
  });

  it('trusts what the proxy on this host says of a client, and nobody else', () => {
    const { ipam } = compose.networks['edge'] as { ipam: { config: [{ gateway: string }] } };
    expect(compose.services['gateway']!.environment!['PORTCULLIS_TRUSTED_PROXIES']).toBe(ipam.config[0].gateway);
  });

  it('builds only targets of the Dockerfile, and runs only images that it builds', () => {
    const built = Object.values(compose.services).flatMap(({ build }) => build ?? []);
    expect(built.map(({ target }) => target).sort()).toEqual(['audit', 'cli', 'gateway', 'permissions', 'tokens']);
    expect(built.filter(({ target }) => !targets.includes(target))).toEqual([]);
    const ours = Object.values(compose.services).flatMap(({ image }) => /^portcullis\/(\w+)$/.exec(image ?? '')?.[1] ?? []);
    expect(ours.filter((image) => !built.some(({ target }) => target === image))).toEqual([]);
  });

  it('runs every process of ours as a user without rights, on files that it cannot write', () => {
    for (const [name, service] of Object.entries(compose.services)) {
      if (!service.image!.startsWith('portcullis/')) continue;
      expect({ name, ...service }).toMatchObject({ name, read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
      expect(service.user).toMatch(/^\$\{PORTCULLIS_UID:\?/);
    }
  });

  it('asks in .env for what it does not say itself, and .env.example knows all of it', () => {
    const asked = [...readDockerFile('compose.yml').matchAll(/\$\{(\w+)/g)].map(([, name]) => name!);
    const example = [...readDockerFile('.env.example').matchAll(/^(\w+)=/gm)].map(([, name]) => name!);
    expect([...new Set(asked)].sort()).toEqual(example.sort());
  });

  it('starts programs that are built from sources that are there', () => {
    const scripts = [...scriptsIn(readDockerFile('compose.yml')), ...scriptsIn(readDockerFile('Dockerfile'))];
    expect(scripts.length).toBeGreaterThan(4);
    expect(scripts.filter((script) => !existsSync(join(REPOSITORY, sourceOf(script))))).toEqual([]);
    const [, entry] = /^ENTRYPOINT \["node", "(.+)"\]$/m.exec(dockerfile.join('\n')) ?? [];
    expect(existsSync(join(REPOSITORY, entry!))).toBe(true);
  });
});

describe('docker/Dockerfile', () => {
  it('copies only what is there: from the repository or from a stage before', () => {
    const known: string[] = [];
    for (const line of dockerfile) {
      const stage = /^FROM (\S+) AS (\S+)$/.exec(line);
      if (stage) {
        const [, base, name] = stage;
        expect(base === '${NODE_IMAGE}' || known.includes(base!)).toBe(true);
        known.push(name!);
      }
      const [, flags = '', sources = ''] = /^COPY ((?:--\S+ )*)(.*) \S+$/.exec(line) ?? [];
      const from = /--from=(\S+)/.exec(flags)?.[1];
      if (from !== undefined) expect(known).toContain(from);
      else for (const source of sources.split(' ').filter(Boolean)) expect(existsSync(join(REPOSITORY, source))).toBe(true);
    }
  });

  it('builds and installs workspaces that are there', () => {
    const text = dockerfile.join('\n');
    const folders = [...text.matchAll(/--workspace=(\S+)|@portcullis\/(\w+)/g)].map(([, folder, name]) => folder ?? `apps/${name!}`);
    expect(folders.length).toBeGreaterThan(8);
    expect(folders.filter((folder) => !existsSync(join(REPOSITORY, folder, 'package.json')))).toEqual([]);
  });

  it('runs as a user without rights, and Node as process 1: signals reach it as they are', () => {
    const runtime = dockerfile.slice(dockerfile.findIndex((line) => line.endsWith(' AS runtime')));
    expect(runtime).toContain('USER 10001:10001');
    expect(runtime.filter((line) => /^(CMD|ENTRYPOINT) (?!\["node", )/.test(line))).toEqual([]);
  });

  it('sees neither secrets nor what was installed or built outside', () => {
    const ignored = readDockerFile('../.dockerignore').split('\n');
    for (const path of ['docker/secrets', 'docker/.env', '**/node_modules', '**/dist', '.git', '.portcullis']) expect(ignored).toContain(path);
    expect(readDockerFile('../.gitignore')).toMatch(/^docker\/secrets\/$[^]*^docker\/\.env$/m);
  });
});
