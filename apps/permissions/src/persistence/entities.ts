import type { TenantPolicy } from '@portcullis/access';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PanelKind, SealedUpstream, Status } from '../domain/tenancy.js';

@Entity('tenant')
export class TenantEntity {
  @PrimaryColumn({ name: 'tenant_id', type: 'text' }) id: string;
  @Column({ name: 'root_id', type: 'text' }) rootId: string;
  @Column({ name: 'parent_id', type: 'text', nullable: true }) parentId: string | null;
  @Column({ type: 'text', array: true }) ancestors: string[];
  @Column({ type: 'smallint' }) shard: number;
  @Column({ type: 'text' }) slug: string;
  @Column({ type: 'text' }) name: string;
  @Column({ type: 'text' }) status: Status;
  @Column({ name: 'panel_kind', type: 'text' }) panelKind: PanelKind;
  @Column({ name: 'panel_url', type: 'text', nullable: true }) panelUrl: string | null;
  @Column({ name: 'whm_url', type: 'text', nullable: true }) whmUrl: string | null;
  @Column({ type: 'text', array: true }) hosts: string[];
  @Column({ type: 'jsonb', nullable: true }) upstream: SealedUpstream | null;
  /** Older ones lack the parts that came later. */
  @Column({ type: 'jsonb', nullable: true }) policy: Partial<TenantPolicy> | null;
  @Column({ type: 'integer' }) version: number;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt: Date;
}

@Entity('directory')
export class DirectoryEntity {
  @PrimaryColumn({ type: 'text' }) kind: 'slug' | 'host';
  @PrimaryColumn({ type: 'text' }) key: string;
  @Column({ name: 'tenant_id', type: 'text' }) tenantId: string;
  @Column({ name: 'root_id', type: 'text' }) rootId: string;
  @Column({ type: 'smallint' }) shard: number;
}

@Entity('feature_list')
export class FeatureListEntity {
  @PrimaryColumn({ name: 'tenant_id', type: 'text' }) tenantId: string;
  @PrimaryColumn({ type: 'text' }) name: string;
  @Column({ type: 'text', array: true }) features: string[];
}

@Entity('account')
export class AccountEntity {
  @PrimaryColumn({ name: 'tenant_id', type: 'text' }) tenantId: string;
  @PrimaryColumn({ type: 'text' }) id: string;
  /** An int8 as Postgres gives it: text. */
  @Column({ type: 'bigint', insert: false, update: false }) serial: string;
  @Column({ type: 'text' }) username: string;
  @Column({ type: 'text', array: true }) domains: string[];
  @Column({ name: 'feature_list', type: 'text' }) featureList: string;
  @Column({ type: 'text' }) status: Status | 'removed';
  @Column({ type: 'jsonb', nullable: true }) upstream: SealedUpstream | null;
  @Column({ type: 'integer' }) version: number;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt: Date;
}
