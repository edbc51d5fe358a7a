import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('entry')
export class EntryEntity {
  @PrimaryColumn({ name: 'tenant_id', type: 'text' }) tenantId: string;
  /** An int8 as Postgres gives it: text. */
  @PrimaryColumn({ type: 'bigint' }) seq: string;
  @Column({ name: 'event_id', type: 'text' }) eventId: string;
  /** Postgres works it out of the rest. */
  @Column({ name: 'account_id', type: 'text', nullable: true, insert: false, update: false }) accountId: string | null;
  @Column({ type: 'text' }) type: string;
  @Column({ type: 'text' }) source: string;
  @Column({ type: 'text' }) subject: string;
  @Column({ type: 'timestamptz' }) time: Date;
  @Column({ type: 'jsonb' }) data: Record<string, unknown>;
}
