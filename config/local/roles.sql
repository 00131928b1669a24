-- The database and its two roles, for psql, as a superuser. Running it again changes nothing.
--
--   LONGSTOP_OWNER_PASSWORD=... LONGSTOP_APP_PASSWORD=... psql --file config/local/roles.sql
--
-- longstop_owner owns the database and all in it, and runs migrations.
-- longstop_app runs everything else: it owns nothing, so row-level security binds it.
-- Without passwords (the embedded server, reached by a private socket alone) none are set.

\set ON_ERROR_STOP on
\set database longstop
\getenv owner_password LONGSTOP_OWNER_PASSWORD
\getenv app_password LONGSTOP_APP_PASSWORD

SELECT format('CREATE ROLE %I LOGIN', name)
FROM unnest(ARRAY['longstop_owner', 'longstop_app']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec

ALTER ROLE longstop_owner NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS;
ALTER ROLE longstop_app NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
\if :{?owner_password}
ALTER ROLE longstop_owner PASSWORD :'owner_password';
\endif
\if :{?app_password}
ALTER ROLE longstop_app PASSWORD :'app_password';
\endif

SELECT format('CREATE DATABASE %I OWNER longstop_owner TEMPLATE template0 ENCODING ''UTF8''',
              :'database')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec

REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO longstop_app;

\connect :"database"
\ir privileges.sql
