-- Is that customer in the viewer's scope, in the publication the transaction reads?
-- `customer` is found through the caller's search_path (publication, app, pg_temp), so the
-- policies of lasting tables that call this follow the publication; the web role may make no
-- temporary table, and pg_temp stands last. Invoker's rights: row-level security of customer
-- decides.
create or replace function app.visible(wanted text) returns boolean
language plpgsql stable security invoker as $$
begin
  return exists (select 1 from customer where customer.customer_id = wanted);
end $$;
revoke all on function app.visible(text) from public;
grant execute on function app.visible(text) to c360_web;
grant execute on function app.visible(text) to c360_owner;
-- What the load writes of itself is read, never written, by the web.
revoke insert, update, delete on app.load, app.load_step, app.load_table, app.quarantine, app.publication from c360_web;
