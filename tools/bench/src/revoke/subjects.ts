/** Where the processes of the skeleton hear each other. */
export interface Subjects {
  readonly target: string;
  readonly revoke: string;
  readonly changes: string;
  readonly confirmations: string;
}
