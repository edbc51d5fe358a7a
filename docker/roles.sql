-- Run once by the postgres image, when its data folder is new, as the superuser. libs/platform/src/postgres/provision.ts does
-- the same for a development stack. No role here is a superuser or bypasses row-level security; services own nothing.
\set owner_password `cat /run/secrets/postgres-owner`
\set tokens_password `cat /run/secrets/postgres-tokens`
\set permissions_password `cat /run/secrets/postgres-permissions`
\set audit_password `cat /run/secrets/postgres-audit`

CREATE ROLE portcullis_owner WITH LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'owner_password';
CREATE ROLE portcullis_tokens WITH LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'tokens_password';
CREATE ROLE portcullis_permissions WITH LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'permissions_password';
CREATE ROLE portcullis_audit WITH LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'audit_password';

ALTER ROLE portcullis_tokens SET search_path = tokens;
ALTER ROLE portcullis_permissions SET search_path = permissions;
ALTER ROLE portcullis_audit SET search_path = audit;

CREATE DATABASE portcullis OWNER portcullis_owner;
REVOKE ALL ON DATABASE portcullis FROM PUBLIC;
GRANT CONNECT ON DATABASE portcullis TO portcullis_owner, portcullis_tokens, portcullis_permissions, portcullis_audit;
