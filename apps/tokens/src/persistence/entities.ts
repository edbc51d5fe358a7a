import type { Grant } from '@portcullis/access';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TokenAccess, TokenKind } from '../domain/token.js';

@Entity('token')
export class TokenEntity {
  @PrimaryColumn({ name: 'tenant_id', type: 'text' }) tenantId: string;
  @PrimaryColumn({ type: 'text' }) id: string;
  /** An int8 as Postgres gives it: text. */
  @Column({ type: 'bigint', insert: false, update: false }) serial: string;
  @Column({ type: 'smallint' }) shard: number;
  @Column({ type: 'text' }) kind: TokenKind;
  @Column({ name: 'account_id', type: 'text', nullable: true }) accountId: string | null;
  @Column({ type: 'text' }) name: string;
  @Column({ type: 'text' }) description: string;
  @Column({ type: 'text' }) access: TokenAccess;
  @Column({ type: 'jsonb' }) grants: Grant[];
  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true }) expiresAt: Date | null;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt: Date;
  @Column({ name: 'created_by', type: 'text', nullable: true }) createdBy: string | null;
  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true }) revokedAt: Date | null;
  @Column({ name: 'revoked_by', type: 'text', nullable: true }) revokedBy: string | null;
}

@Entity('credential')
export class CredentialEntity {
  @PrimaryColumn({ name: 'tenant_id', type: 'text' }) tenantId: string;
  @PrimaryColumn({ type: 'smallint' }) shard: number;
  @PrimaryColumn({ name: 'public_id', type: 'text' }) publicId: string;
  @Column({ name: 'token_id', type: 'text' }) tokenId: string;
  @Column({ name: 'key_id', type: 'text' }) keyId: string;
  @Column({ type: 'bytea' }) mac: Buffer;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt: Date;
}

@Entity('credential_locator')
export class CredentialLocatorEntity {
  @PrimaryColumn({ type: 'smallint' }) shard: number;
  @PrimaryColumn({ name: 'public_id', type: 'text' }) publicId: string;
  @Column({ name: 'tenant_id', type: 'text' }) tenantId: string;
}
