-- What is behind panel_url, where WHM answers (NULL: at panel_url as well), and as whom the gateway acts there for the tenant
-- itself, sealed by the gateway like an account's: {"scheme","user","keyId","sealed"}.
ALTER TABLE tenant
  ADD COLUMN panel_kind text NOT NULL DEFAULT 'cpanel' CHECK (panel_kind IN ('cpanel', 'powerdns')),
  ADD COLUMN whm_url text CHECK (whm_url IS NULL OR panel_kind = 'cpanel'),
  ADD COLUMN upstream jsonb;
GRANT UPDATE (panel_kind, whm_url, upstream) ON tenant TO :app_role;
