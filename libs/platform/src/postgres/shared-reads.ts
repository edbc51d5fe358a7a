import type { Pool, PoolClient } from 'pg';
import type { ObjectLiteral } from 'typeorm';
import { sendTogether } from './send-together.js';

/** A hot read: prepared once per connection, by name. */
export interface NamedStatement {
  readonly name: string;
  readonly text: string;
}

/** More would wait too long for one that is slow. */
const MOST_UNDER_WAY = 8;

interface Lane {
  readonly client: Promise<PoolClient>;
  readonly lose: (error: Error) => void;
  underWay: number;
  connected: boolean;
  /** Why nobody may use it any more. */
  lost: Error | undefined;
}

/**
 * Reads that share connections of a pool: what is asked for at once travels together, and wakes one process of Postgres
 * instead of many. For statements that wait for no lock: those behind one on the same connection wait with it.
 */
export class SharedReads {
  private readonly lanes = new Set<Lane>();

  constructor(private readonly pool: Pool) {}

  async read<Row extends ObjectLiteral>(statement: NamedStatement, values: readonly unknown[]): Promise<Row[]> {
    const lane = this.lane();
    lane.underWay += 1;
    try {
      const client = await lane.client;
      sendTogether(client);
      return (await client.query<Row>({ ...statement, values: [...values] })).rows;
    } finally {
      lane.underWay -= 1;
      if (lane.underWay === 0) this.giveBack(lane);
    }
  }

  private lane(): Lane {
    // While anybody waits for a connection, those in use are let run empty: else reads without an end would keep writes out.
    const refill = this.pool.waitingCount === 0;
    for (const lane of this.lanes) if (lane.underWay < MOST_UNDER_WAY && (refill || !lane.connected)) return lane;
    const lane: Lane = {
      client: this.pool.connect(),
      lose: (error) => {
        lane.lost = error;
        this.lanes.delete(lane);
      },
      ...{ underWay: 0, connected: false, lost: undefined },
    };
    this.lanes.add(lane);
    lane.client.then((client) => {
      lane.connected = true;
      client.on('error', lane.lose);
    }, lane.lose);
    return lane;
  }

  private giveBack(lane: Lane): void {
    this.lanes.delete(lane);
    lane.client.then(
      (client) => {
        client.off('error', lane.lose);
        client.release(lane.lost); // given an error, the pool ends the connection
      },
      () => undefined,
    );
  }
}
