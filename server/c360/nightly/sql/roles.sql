-- The roles of the product. Run once by a superuser, connected to the product's database;
-- the caller sets the passwords of c360_owner and c360_web afterwards. Runs again without harm.
-- Statements are separated by a semicolon at the end of a line.
do $$ begin if not exists (select from pg_roles where rolname = 'c360_owner') then create role c360_owner; end if; end $$;
do $$ begin if not exists (select from pg_roles where rolname = 'c360_web') then create role c360_web; end if; end $$;
do $$ begin if not exists (select from pg_roles where rolname = 'c360_ledger') then create role c360_ledger; end if; end $$;
alter role c360_owner login nosuperuser nocreatedb nocreaterole nobypassrls;
alter role c360_web login nosuperuser nocreatedb nocreaterole nobypassrls;
alter role c360_ledger nologin nosuperuser nocreatedb nocreaterole nobypassrls;
-- c360_owner gives the ledger's views to c360_ledger, but does not work with its rights.
grant c360_ledger to c360_owner;
-- The web must not be able to put a temporary table in front of a published one.
do $$ begin execute format('alter database %I owner to c360_owner', current_database()); execute format('revoke all on database %I from public', current_database()); execute format('grant connect on database %I to c360_web', current_database()); execute format('alter role c360_owner in database %I set search_path = app, public', current_database()); execute format('alter role c360_web in database %I set search_path = app, public', current_database()); end $$;
revoke create on schema public from public;
create schema if not exists app authorization c360_owner;
create schema if not exists ledger authorization c360_owner;
grant usage on schema app to c360_web;
grant usage on schema ledger to c360_ledger;
alter default privileges for role c360_owner in schema app grant select, insert, update, delete on tables to c360_web;
alter default privileges for role c360_owner in schema app grant usage, select on sequences to c360_web;
alter default privileges for role c360_owner in schema ledger grant select on tables to c360_ledger;
create extension if not exists pg_trgm schema public;
create extension if not exists pg_prewarm schema public;
