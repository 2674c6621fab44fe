"""Whom and what the measurements ask for: real customers of many books, chosen by the seed."""

import random
from dataclasses import dataclass
from datetime import date

from psycopg import sql

from bench.run import Bench, Connection

RMS = 200
A_BOOK = 60  # customers sampled of each RM's book


@dataclass(frozen=True)
class Sampled:
    """A customer to ask for, with what the search box would be given."""

    customer_id: str
    rm_id: str
    rm_seq: int
    name: str
    mobile: str
    pan: str
    account_id: str


@dataclass(frozen=True)
class Sample:
    """What a run asks for. `heads` are employees of one unit of each level, by level."""

    schema: str
    as_of: date
    rms: dict[str, int]
    heads: dict[str, tuple[str, int, int]]
    customers: list[Sampled]


def draw(bench: Bench) -> Sample:
    """The sample of a run: the same for the same bank and seed."""
    schema = bench.schema()
    with bench.owner() as database:
        database.execute(sql.SQL("set search_path = {}").format(sql.Identifier(schema)))
        books = database.execute(
            "select rm_id, rm_seq from customer where rm_seq > 0 group by 1, 2"
            " having count(*) > 100 order by 2"
        ).fetchall()
        # Spread over the whole bank, not the first branches.
        step = max(1, len(books) // RMS)
        chosen = {str(rm): int(seq) for rm, seq in books[::step][:RMS]}
        customers = [one for seq in chosen.values() for one in _of_book(database, seq)]
        random.Random(bench.seed).shuffle(customers)
        found = database.execute("select max(as_of) from app.publication").fetchone()
        assert found is not None
        return Sample(schema, found[0], chosen, _heads(database), customers)


def _of_book(database: Connection, rm_seq: int) -> list[Sampled]:
    rows = database.execute(
        "select c.customer_id, c.rm_id, c.rm_seq, c.full_name, c.mobile, c.tax_pan,"
        " (select min(h.account_id) from holding h"
        "   where h.customer_id = c.customer_id and h.role = 'owner')"
        " from customer c where c.rm_seq = %s and c.mobile is not null"
        " and c.tax_pan is not null order by md5(c.customer_id) limit %s",
        [rm_seq, A_BOOK],
    ).fetchall()
    return [Sampled(*row) for row in rows if row[6]]


def _heads(database: Connection) -> dict[str, tuple[str, int, int]]:
    """(employee, first rm_seq, last) of the largest unit of each level."""
    rows = database.execute(
        "select distinct on (u.level) u.level, e.employee_id, u.rm_from, u.rm_to"
        " from unit u join employee e on e.unit_id = u.unit_id and e.rm_seq is null"
        " where u.rm_to >= u.rm_from order by u.level, u.rm_to - u.rm_from desc, e.employee_id"
    ).fetchall()
    return {str(level): (str(who), int(low), int(high)) for level, who, low, high in rows}
