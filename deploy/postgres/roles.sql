-- Three roles of least right, for a database that is still empty. Run by a superuser with psql, also
-- for a new database on a server that has the roles:
--
--   psql -v owner=ronghe_owner -v owner_password=… -v app=ronghe_app -v app_password=…
--        -v backup=ronghe_backup -v backup_password=… -d ronghe -f deploy/postgres/roles.sql
--
-- The owner runs `manage.py migrate`, `seed` and `restore`; web, workers and senders are the app,
-- which reads and writes rows and nothing else; the backup reads.
\set ON_ERROR_STOP on
BEGIN;
-- Roles belong to the server: they outlive a database that was lost, and are there for its successor.
SELECT format('CREATE ROLE %I', name) FROM unnest(ARRAY[:'owner', :'app', :'backup']) AS name
    WHERE name NOT IN (SELECT rolname FROM pg_roles) \gexec
ALTER ROLE :"owner" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
    PASSWORD :'owner_password';
ALTER ROLE :"app" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT
    PASSWORD :'app_password';
ALTER ROLE :"backup" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT
    PASSWORD :'backup_password';

SELECT format('ALTER DATABASE %I OWNER TO %I', current_database(), :'owner') \gexec
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database()) \gexec
-- An import sorts its pieces in a temporary table.
SELECT format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO %I', current_database(), :'app') \gexec
SELECT format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), :'backup') \gexec

ALTER SCHEMA public OWNER TO :"owner";
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO :"app", :"backup";

-- Of every table that a migration will make. MAINTAIN: an import counts its tables anew (ANALYZE).
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE, MAINTAIN ON TABLES TO :"app";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO :"app";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" IN SCHEMA public GRANT SELECT ON TABLES TO :"backup";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" IN SCHEMA public GRANT SELECT ON SEQUENCES TO :"backup";

-- As `DATABASES` of the settings asks for; a pooler in transaction mode does not pass that on.
ALTER ROLE :"app" SET statement_timeout = '30s';
ALTER ROLE :"app" SET idle_in_transaction_session_timeout = '120s';
ALTER ROLE :"app" SET timezone = 'UTC';
COMMIT;
