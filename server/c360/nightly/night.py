"""What a module's `source.py` is given: one night's canonical rows as Ibis expressions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import ibis


@dataclass(frozen=True)
class Night:
    """One business day being built.

    `since` is the last published day (exclusive), or the day before `history_from` on the first
    load. `tables` has every canonical table (clean rows, the contract's columns; an absent
    optional table is empty). `history` has `transaction` and `balance` from `history_from` (with
    each account's carry-in balance the day before) to `as_of`. `built` has the published tables
    already built this night, by db_table. Minor units and integers are int64, rates
    decimal(9, 4), timestamps UTC.
    """

    as_of: date
    since: date
    history_from: date
    tables: Mapping[str, ibis.Table]
    history: Mapping[str, ibis.Table]
    built: Mapping[str, ibis.Table] = field(default_factory=dict)
