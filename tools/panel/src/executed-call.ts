/** One function the panel carried out, taken out of its batch or wrapper. */
export interface ExecutedCall {
  readonly api: 'uapi' | 'api2' | 'whm';
  /** Empty for WHM functions, which have no module. */
  readonly module: string;
  readonly function: string;
  /** The account it acted on or, for a WHM function, the WHM user who called. */
  readonly user: string;
  readonly arguments: readonly (readonly [name: string, value: string])[];
  /**
   * What it was aimed at as the panel understood it, old and new, whether or not it then succeeded: `zone:example.com`,
   * `record:_x.example.com/TXT`, `domain:…`, `mailbox:a@b`, `path:/public_html/a` (below the home directory),
   * `cron_line:<command>`, `database:…`, `db_user:…`, `ftp_user:…`, `account:…`. Empty: the whole account, or nothing.
   */
  readonly touched: readonly string[];
  readonly ok: boolean;
}

const MAX_CALLS = 10_000;

/** The last calls. */
export class ExecutedCalls {
  private calls: ExecutedCall[] = [];

  add(call: ExecutedCall): void {
    this.calls.push(call);
    if (this.calls.length > MAX_CALLS) this.calls.shift();
  }

  /** A copy that later calls leave as it is. */
  list(): readonly ExecutedCall[] {
    return [...this.calls];
  }

  clear(): void {
    this.calls = [];
  }
}
