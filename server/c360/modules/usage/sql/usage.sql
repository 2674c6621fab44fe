-- Counts by the hour, appended by each process; a month a partition.
create table app.usage_call (
    hour timestamptz not null,
    route text not null,
    method text not null,
    status smallint not null,
    role text not null,
    unit_id text not null,
    calls integer not null check (calls > 0),
    total_ms bigint not null,
    buckets integer[] not null
) partition by range (hour);
create table app.usage_event (
    hour timestamptz not null,
    kind text not null check (kind in ('page', 'click', 'search')),
    name text not null,
    role text not null,
    unit_id text not null,
    times integer not null check (times > 0)
) partition by range (hour);
create index usage_call_hour on app.usage_call (hour);
create index usage_event_hour on app.usage_event (hour);

-- The web role may add months and drop those past the keeping time, and nothing else: the
-- function works with the owner's rights on names it puts together itself.
create function app.tend_usage(months_kept integer) returns void
language plpgsql security definer set search_path = app, pg_temp as $$
declare
    this_month date := date_trunc('month', now() at time zone 'UTC')::date;
    first date;
    parent text;
    old text;
begin
    perform pg_advisory_xact_lock(49888);
    foreach parent in array array['usage_call', 'usage_event'] loop
        foreach first in array array[this_month, (this_month + interval '1 month')::date] loop
            execute format(
                'create table if not exists app.%I partition of app.%I for values from (%L) to (%L)',
                parent || to_char(first, '_YYYYMM'), parent,
                first::timestamp at time zone 'UTC',
                (first + interval '1 month')::timestamp at time zone 'UTC');
        end loop;
        for old in select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = ('app.' || parent)::regclass and c.relname ~ '_[0-9]{6}$'
            and to_date(right(c.relname, 6), 'YYYYMM')
                < this_month - make_interval(months => greatest(months_kept, 1))
        loop
            execute format('drop table app.%I', old);
        end loop;
    end loop;
end $$;
revoke all on function app.tend_usage(integer) from public;
grant execute on function app.tend_usage(integer) to c360_web;
revoke update, delete, truncate on app.usage_call, app.usage_event from c360_web;
select app.tend_usage(1200);
