import type { OperationFacts } from '@portcullis/access';

/** `uapi`: called as `/execute/Module/function`. `api2`: its elder. `whm`: the provider's own functions, without modules. */
export type CallApi = 'uapi' | 'api2' | 'whm';

/** The two APIs of accounts. */
export type PanelApi = Exclude<CallApi, 'whm'>;

export type ResourceKind = 'domain' | 'zone' | 'mailbox' | 'database' | 'db_user' | 'ftp_user' | 'path' | 'cron_line' | 'account';

/** A parameter whose values name things that the call touches. */
export interface ResourceParameter {
  readonly kind: ResourceKind;
  readonly parameter: string;
}

export interface CatalogueRow {
  /** Of its file, for complaints. */
  readonly line: number;
  readonly api: CallApi;
  /** Empty for `whm`. */
  readonly module: string;
  readonly facts: OperationFacts;
  readonly resources: readonly ResourceParameter[];
}

/** In place of the module that a provider's functions have not. */
export const WHM = 'WHM';

/** As grants name a function. Those of a provider have no module: `WHM` stands for it. */
export function operationName(api: CallApi, module: string, functionName: string): string {
  return `${api === 'whm' ? WHM : module}::${functionName}`;
}

/** Reads `kind=parameter,kind=parameter`, a cell that was checked before. */
export function readResourceParameters(cell: string): ResourceParameter[] {
  return cell === '' ? [] : cell.split(',').map((pair) => {
    const [kind, parameter] = pair.split('=') as [ResourceKind, string];
    return { kind, parameter };
  });
}
