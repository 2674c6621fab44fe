-- Does the viewer serve or head a book in or under that unit, in the publication being read?
-- `unit` is found through search_path, as in app.visible; the first million numbers are the RMs
-- themselves, whichever bands of staff and VIP customers the viewer may see.
create or replace function app.serves_under(wanted text) returns boolean
language plpgsql stable security invoker as $$
declare
  scope int4multirange := nullif(current_setting('c360.scope', true), '')::int4multirange;
begin
  return exists (
    select 1 from unit
    where unit.unit_id = wanted and unit.rm_from <= unit.rm_to
      and scope * '{[1,1000000)}'::int4multirange && int4range(unit.rm_from, unit.rm_to, '[]'));
end $$;
revoke all on function app.serves_under(text) from public;
grant execute on function app.serves_under(text) to c360_web;
