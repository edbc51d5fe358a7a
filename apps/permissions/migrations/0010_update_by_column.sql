-- What a row is, and whose, is not the service's to change. Revoking takes the columns' rights along.
REVOKE UPDATE ON tenant, feature_list, account FROM :app_role;
GRANT UPDATE (name, status, panel_url, hosts, policy, version) ON tenant TO :app_role;
GRANT UPDATE (features) ON feature_list TO :app_role;
GRANT UPDATE (domains, feature_list, status, upstream, version) ON account TO :app_role;
