-- The reserved root: operators' tokens belong to it. Its shard is fnv1a32('ten_platform') mod 64, as for every root tenant.
-- The owner writes it here, so it has to name its tenant like everybody else.
SELECT set_config('app.tenant', 'ten_platform', true);
INSERT INTO tenant (tenant_id, root_id, parent_id, ancestors, shard, slug, name, status, created_at)
VALUES ('ten_platform', 'ten_platform', NULL, '{}', 22, 'platform', 'Platform', 'active', now());
INSERT INTO directory (kind, key, tenant_id, root_id, shard)
VALUES ('slug', 'platform', 'ten_platform', 'ten_platform', 22);
