-- The service gives out numbers; a trail's tenant is not its to change. Revoking takes the columns' rights along.
REVOKE UPDATE ON trail FROM :app_role;
GRANT UPDATE (last_seq) ON trail TO :app_role;
