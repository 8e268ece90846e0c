-- The roles and the database of Firstring, for a PostgreSQL server of your own, version 16 or newer.
-- Run it once as a superuser, with three passwords of your choice:
--
--   psql --set=owner_password=... --set=service_password=... --set=sip_reader_password=... --file=roles.sql
--
-- Then give the service FIRSTRING_DATABASE_URL=jdbc:postgresql://HOST/firstring,
-- FIRSTRING_DATABASE_USERNAME=firstring_service and FIRSTRING_DATABASE_PASSWORD, and either the owner's
-- login too (FIRSTRING_DATABASE_OWNER_USERNAME, FIRSTRING_DATABASE_OWNER_PASSWORD: the service migrates the
-- schema when it starts) or run `bin/firstring migrate` with it before each update.
-- The embedded database is made by this same file, statement by statement, at every start.

-- Owns the schema and changes it. Only migrations log in as this role.
CREATE ROLE firstring_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'owner_password';

-- What the service runs as: it reads and writes rows and cannot change the schema.
CREATE ROLE firstring_service LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'service_password';
ALTER ROLE firstring_service SET default_transaction_isolation = 'read committed';
ALTER ROLE firstring_service SET statement_timeout = '25s';
ALTER ROLE firstring_service SET idle_in_transaction_session_timeout = '60s';

-- What Flexisip and Kamailio log in as: it sees the views sip_auth, subscriber and dialable, nothing else. A lookup
-- that takes longer than a second is of no use to a phone, and a SIP server has many workers with a connection each.
CREATE ROLE firstring_sip LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE CONNECTION LIMIT 128 PASSWORD :'sip_reader_password';
ALTER ROLE firstring_sip SET default_transaction_read_only = on;
ALTER ROLE firstring_sip SET statement_timeout = '1s';
-- A role can lift these limits for itself. The service ends what takes too long, by a function of the owner, who may end
-- sessions of a role that it is a member of.
GRANT firstring_sip TO firstring_owner;

CREATE DATABASE firstring OWNER firstring_owner TEMPLATE template0 ENCODING 'UTF8';

-- Nobody else connects, and none of the two makes temporary tables.
REVOKE ALL ON DATABASE firstring FROM PUBLIC;
GRANT CONNECT ON DATABASE firstring TO firstring_service;
GRANT CONNECT ON DATABASE firstring TO firstring_sip;
