import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTokenText } from '@portcullis/access';
import { migrations as permissions } from '@portcullis/permissions/migrations';
import type { Stack } from '@portcullis/stack';
import { migrations as tokens } from '@portcullis/tokens/migrations';
import { launch, type SkeletonProcess } from './launch.js';
import type { ProxyReady, ProxySettings } from './proxy.js';
import type { ResponderSettings } from './responder.js';

/**
 * The hops of one panel call and nothing else: a proxy, and a responder in the place of each authority, over the NATS,
 * the Postgres and the stand-in panel of the stack itself.
 */
export interface PanelProxySkeleton {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly pids: Readonly<Record<string, number>>;
  stop(): Promise<void>;
}

const SUBJECTS = { credential: 'bench.resolve_credential', owner: 'bench.read_owner' };

export async function startPanelProxySkeleton({ info, dataDir }: Stack, token: string): Promise<PanelProxySkeleton> {
  const { nats: natsUrl, postgres: postgresUrl } = info;
  const running: SkeletonProcess<unknown>[] = [];
  const stop = async (): Promise<void> => void (await Promise.all(running.map((each) => each.stop())));
  const respond = async (settings: Omit<ResponderSettings, 'natsUrl' | 'postgresUrl'>): Promise<number> => {
    const responder = await launch(here('responder'), { natsUrl, postgresUrl, ...settings });
    running.push(responder);
    return responder.pid;
  };
  try {
    const credentials = await respond({
      subject: SUBJECTS.credential,
      role: tokens.role,
      schema: tokens.schema,
      statement: { name: 'resolve_credential', text: 'SELECT * FROM resolve_credential($1, $2)' },
      parameters: ['shard', 'publicId'],
    });
    const owners = await respond({
      subject: SUBJECTS.owner,
      role: permissions.role,
      schema: permissions.schema,
      statement: { name: 'read_owner', text: 'SELECT * FROM read_owner($1, $2)' },
      parameters: ['tenantId', 'account'],
    });
    const { shard } = parseTokenText(token)!;
    const panelAuthorization = readPanelAuthorization(dataDir);
    const proxy = await launch<ProxySettings, ProxyReady>(here('proxy'), {
      ...{ natsUrl, subjects: SUBJECTS, shard, panelAuthorization },
    });
    running.push(proxy);
    const pids = { proxy: proxy.pid, credentials, owners };
    return { url: `http://127.0.0.1:${proxy.ready.port}`, pids, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function here(name: string): URL {
  return new URL(`./${name}.js`, import.meta.url);
}

/** The stack gives it to its panel in this file; the gateway holds it sealed. */
function readPanelAuthorization(dataDir: string): string {
  const accounts = JSON.parse(readFileSync(join(dataDir, 'panel-accounts.json'), 'utf8')) as {
    readonly user: string;
    readonly token: string;
  }[];
  const [account] = accounts;
  return `cpanel ${account!.user}:${account!.token}`;
}
