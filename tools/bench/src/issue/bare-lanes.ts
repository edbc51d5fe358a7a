import { randomBytes } from 'node:crypto';
import { newId } from '@portcullis/kernel';
import { migrations as permissions } from '@portcullis/permissions/migrations';
import { migrations as tokens } from '@portcullis/tokens/migrations';
import pg from 'pg';
import type { Round } from '../measure-ratio.js';
import type { BareDatabase } from './bare-database.js';
import { ISSUE, type Authority, type Draft } from './statements.js';

/** Connections that issue tokens with nothing but pg, each one statement after the other, as the roles of the services. */
export class BareLanes {
  private names = 0;

  private constructor(
    private readonly parties: BareDatabase['parties'],
    private readonly lanes: readonly Readonly<Record<Authority, pg.Client>>[],
  ) {}

  static async open({ url, parties }: BareDatabase, count: number): Promise<BareLanes> {
    const connect = async ({ role, schema }: { role: string; schema: string }): Promise<pg.Client> => {
      const client = new pg.Client({ connectionString: url, options: `-c role=${role} -c search_path=${schema}` });
      await client.connect();
      return client;
    };
    const lane = async () => ({ tokens: await connect(tokens), permissions: await connect(permissions) });
    return new BareLanes(parties, await Promise.all(Array.from({ length: count }, lane)));
  }

  async round(seconds: number, signal: AbortSignal): Promise<Round> {
    const latenciesMs: number[] = [];
    const startedAtMs = performance.now();
    const endsAtMs = startedAtMs + seconds * 1000;
    await Promise.all(
      this.lanes.map(async (lane) => {
        while (performance.now() < endsAtMs && !signal.aborted) {
          const beganAtMs = performance.now();
          await this.issue(lane);
          latenciesMs.push(performance.now() - beganAtMs);
        }
      }),
    );
    const took = (performance.now() - startedAtMs) / 1000;
    return { done: latenciesMs.length, seconds: took, latenciesMs, failures: {} };
  }

  /** So many, one after the other. @returns their ids */
  async issueMany(count: number): Promise<string[]> {
    const ids: string[] = [];
    while (ids.length < count) ids.push(await this.issue(this.lanes[0]!));
    return ids;
  }

  async close(): Promise<void> {
    await Promise.all(this.lanes.flatMap((lane) => [lane.tokens.end(), lane.permissions.end()]));
  }

  private async issue(lane: Readonly<Record<Authority, pg.Client>>): Promise<string> {
    const draft: Draft = {
      tokenId: newId('tok', randomBytes),
      publicId: newId('tok', randomBytes).slice(-8),
      eventId: newId('evt', randomBytes),
      name: `bare-${++this.names}`,
      mac: randomBytes(32),
      at: new Date(),
    };
    for (const { authority, name, text, values } of ISSUE) {
      await lane[authority].query({ ...(name !== null && { name }), text, values: [...values(this.parties, draft)] });
    }
    return draft.tokenId;
  }
}
