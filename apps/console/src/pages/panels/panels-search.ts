/** What stands in the address of the page. */
export interface PanelsSearch {
  /** The id of the tenant whose panel is to be connected. */
  readonly connect?: string;
}

export const panelsSearch = ({ connect }: Readonly<Record<string, unknown>>): PanelsSearch => (typeof connect === 'string' && /^ten_\w{1,40}$/.test(connect) ? { connect } : {});
