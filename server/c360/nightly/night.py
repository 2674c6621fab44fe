"""What a module's `source.py` is given: one night's canonical rows as Ibis expressions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import ibis

# DuckDB merges selects by itself; that Ibis does takes longer than the rest of a small night.
ibis.options.sql.fuse_selects = False

CLOSED_MONTHS = 12  # the window: these and the running month
NAMED_DAYS = 120  # back from the business date, whose bookings have their ids in the window


def month_end(day: date) -> date:
    """The last day of the month of `day`."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1) - timedelta(1)


def months_ended(day: date, count: int) -> list[date]:
    """The last days of the `count` months before that of `day`, newest first."""
    ends = [day.replace(day=1) - timedelta(1)]
    while len(ends) < count:
        ends.append(ends[-1].replace(day=1) - timedelta(1))
    return ends


@dataclass(frozen=True)
class Step:
    """Some days to fold into a carried table: those after `since` up to `until`, of one month.

    `rows` has `transaction` and `balance` of these days (`history.COLUMNS`); `before` the table
    as of `since`. The first step of all has neither: its rows are the carry-in, all up to the
    day before `history_from`.
    """

    since: date | None
    until: date
    history_from: date
    rows: Mapping[str, ibis.Table]
    before: ibis.Table | None


@dataclass(frozen=True)
class Night:
    """One business day being built.

    `since` is the last published day (exclusive), or the day before `history_from` on the first
    load. `tables` has every canonical table but the ledger's (clean rows, the contract's columns;
    an absent optional table is empty). `history` has the rows of `transaction` and `balance` in
    the window, the running month and the 12 before, with the columns of `history.COLUMNS`;
    `transaction_id` may be null where a booking is older than NAMED_DAYS.
    `carried` has the tables folded up to `as_of`, and those made once a month; `month_ends` what
    was carried at each closed month's end in the window. `built` has the published tables already
    built this night, by db_table. Minor units and integers are int64, rates decimal(9, 4),
    timestamps UTC.
    """

    as_of: date
    since: date
    history_from: date
    tables: Mapping[str, ibis.Table]
    history: Mapping[str, ibis.Table]
    built: Mapping[str, ibis.Table] = field(default_factory=dict)
    carried: Mapping[str, ibis.Table] = field(default_factory=dict)
    month_ends: Mapping[str, Mapping[date, ibis.Table]] = field(default_factory=dict)
