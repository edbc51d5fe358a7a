import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TokenAccess, TokenForm, TokenKind } from '../domain/token.js';

/** What lists filter and sort by: their statements are put together. All others are written by hand, in `statements.ts`. */
@Entity('token')
export class TokenEntity {
  @PrimaryColumn({ name: 'tenant_id', type: 'text' }) tenantId: string;
  @PrimaryColumn({ type: 'text' }) id: string;
  /** An int8 as Postgres gives it: text. */
  @Column({ type: 'bigint' }) serial: string;
  @Column({ type: 'text' }) kind: TokenKind;
  @Column({ type: 'text' }) form: TokenForm;
  @Column({ name: 'account_id', type: 'text', nullable: true }) accountId: string | null;
  @Column({ type: 'text' }) name: string;
  @Column({ type: 'jsonb' }) labels: Record<string, string>;
  @Column({ type: 'text' }) access: TokenAccess;
}
