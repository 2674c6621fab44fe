"""The peers' way to the rows: a role past the row policies, and plain tables of their own (`dx`).

Those have the rows of the sampled books alone, which are fewer than ours, unpacked and whole; each
has one key column, which Directus wants, and a customer's number stands on every booking, which
saves it a join. PostGraphile and Django REST framework read them through views (`peer`) that tell
keys and functions.
"""

from psycopg import sql

from bench.floor_queries import BOOKINGS
from bench.run import Bench
from bench.sample import Sample
from c360.customers.periods import HISTORY_MONTHS, month_start

USER = "bench_peer"
PASSWORD = "bench-peer-only"
VIEWS = """
drop schema if exists peer cascade;
create schema peer;
create view peer.customer as select * from dx.customer;
create view peer.holding as select * from dx.holding;
create view peer.figures as select * from dx.figures;
create view peer.txn as select * from dx.txn;
comment on view peer.customer is E'@primaryKey customer_id';
comment on view peer.figures is E'@primaryKey customer_id';
comment on view peer.txn is E'@primaryKey transaction_id';
comment on view peer.holding is
  E'@primaryKey customer_id,account_id,role\\n@foreignKey (customer_id) references'
  ' peer.customer (customer_id)|@foreignFieldName holdings';
create function peer.customer_transactions(one peer.customer) returns setof peer.txn
  language sql stable rows 50 as $$
  select t.* from peer.txn t where t.account_id in
    (select h.account_id from peer.holding h where h.customer_id = one.customer_id
      and h.role in ('owner', 'joint', 'authorised'))
  order by t.posted_on desc, t.posted_seq desc, t.account_id limit 50 $$;
create function peer.search_customers(rm integer, typed text) returns setof peer.figures
  language sql stable rows 20 as $$
  select * from peer.figures f where f.rm_seq = rm
    and (f.full_name ilike typed || '%' or f.full_name ilike '% ' || typed || '%')
  order by f.trv desc, f.customer_id limit 20 $$;
grant connect on database c360 to bench_peer;
grant usage on schema peer to bench_peer;
grant select on all tables in schema peer to bench_peer;
"""
TABLES = """
drop schema if exists dx cascade;
create schema dx authorization bench_peer;
create table dx.customer as select * from {day}.customer where rm_seq = any({rms});
create table dx.figures as select * from {day}.figures where rm_seq = any({rms});
create table dx.holding as select row_number() over ()::int as id, h.*
  from {day}.holding h where rm_seq = any({rms});
create table dx.txn as select row_number() over ()::int as id, h.customer_id, t.*
  from {day}.holding h join {bookings} t using (account_id)
  where h.rm_seq = any({rms}) and h.role in ('owner', 'joint', 'authorised')
  and t.posted_on >= {first};
alter table dx.customer add primary key (customer_id);
alter table dx.figures add primary key (customer_id);
alter table dx.holding add primary key (id);
alter table dx.txn add primary key (id);
create index on dx.figures (rm_seq);
create index on dx.holding (customer_id);
create index on dx.txn (account_id, posted_on desc, posted_seq desc);
create index on dx.txn (customer_id, posted_on desc, posted_seq desc);
alter table dx.customer owner to bench_peer;
alter table dx.figures owner to bench_peer;
alter table dx.holding owner to bench_peer;
alter table dx.txn owner to bench_peer;
analyze dx.customer; analyze dx.figures; analyze dx.holding; analyze dx.txn;
"""


def prepare(bench: Bench, sample: Sample) -> None:
    """Make them anew for the served publication."""
    day = sql.Identifier(sample.schema)
    rms = sql.Literal(list(sample.rms.values()))
    # An answer of ours goes back so far unless a period is asked for.
    first = sql.Literal(month_start(sample.as_of, HISTORY_MONTHS - 1))
    with bench.admin() as database:
        database.execute(
            sql.SQL(
                "do $$ begin if not exists (select from pg_roles where rolname = {name}) then"
                " create role bench_peer login bypassrls; end if; end $$"
            ).format(name=sql.Literal(USER))
        )
        database.execute(sql.SQL("alter role bench_peer password {}").format(sql.Literal(PASSWORD)))
        for statements in (TABLES, VIEWS):
            database.execute(
                sql.SQL(statements).format(
                    day=day, rms=rms, first=first, bookings=sql.SQL(BOOKINGS)
                )
            )


def take_away(bench: Bench) -> None:
    """Leave the database as it was."""
    with bench.admin() as database:
        database.execute("drop schema if exists peer cascade")
        database.execute("drop schema if exists dx cascade")
        database.execute("drop owned by bench_peer")
        database.execute("drop role bench_peer")
