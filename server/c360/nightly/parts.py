"""The parts of a ledger table: which there are, and how new ones come in the place of others."""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db import OperationalError, transaction
from psycopg.errors import LockNotAvailable

from c360.nightly import ddl
from c360.nightly.journal import Journal
from c360.nightly.publish import execute, owner
from c360.nightly.tables import Ledger

LOCK_TIMEOUT = "100ms"  # readers wait behind whoever waits for the lock
LOCK_TRIES = 50
BOUND = re.compile(r"FROM \('([\d-]+)'\) TO \('([\d-]+)'\)")
UNVACUUMED = "autovacuum_enabled=false"


@dataclass(frozen=True)
class Part:
    """A table of the schema `ledger` with the days from `first` up to, not with, `end`."""

    name: str
    first: date
    end: date


@dataclass(frozen=True)
class Change:
    """Parts of a ledger table that go, and those that come in their place."""

    model: type[Ledger]
    gone: Sequence[Part]
    come: Sequence[Part]


def attached(model: type[Ledger]) -> tuple[Part, ...]:
    """What readers see of a ledger table, oldest first."""
    with owner().cursor() as cursor:
        cursor.execute(
            "select c.relname, pg_get_expr(c.relpartbound, c.oid) from pg_inherits i "
            "join pg_class c on c.oid = i.inhrelid where i.inhparent = to_regclass(%s)",
            [ddl.qualified("ledger", model)],
        )
        rows = [(name, BOUND.search(bound)) for name, bound in cursor.fetchall()]
    found = [
        Part(name, date.fromisoformat(bound[1]), date.fromisoformat(bound[2]))
        for name, bound in rows
        if bound
    ]
    return tuple(sorted(found, key=lambda part: part.first))


def keep_from_vacuum(change: Change) -> None:
    """No vacuum of the parts that go: the short lock that swaps them waits for none.

    This waits where one is at work, which PostgreSQL then ends; no reader waits behind it.
    """
    execute(
        *(f'alter table ledger."{p.name}" set (autovacuum_enabled = false)' for p in change.gone)
    )


def vacuum_again() -> None:
    """Let the parts that readers see be vacuumed: those that just came, or could not go."""
    with owner().cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relnamespace = 'ledger'::regnamespace "
            "and relispartition and %s = any(reloptions)",
            [UNVACUUMED],
        )
        names = [row[0] for row in cursor.fetchall()]
    execute(*(f'alter table ledger."{name}" reset (autovacuum_enabled)' for name in names))


def swap(change: Change) -> None:
    """Put tables in the place of others; call it inside a transaction."""
    parent = ddl.qualified("ledger", change.model)
    for part in change.gone:
        execute(
            f'alter table {parent} detach partition ledger."{part.name}"',
            f'drop table ledger."{part.name}"',
        )
    for part in change.come:
        execute(
            f'alter table {parent} attach partition ledger."{part.name}" '
            f"for values from ('{part.first}') to ('{part.end}')"
        )


def swap_soon(change: Change, journal: Journal) -> None:
    """Put tables in the place of others now, or leave it to the next load's tidying."""
    keep_from_vacuum(change)
    if not when_unread(partial(swap, change)):
        table = change.model._meta.db_table
        journal.note(f"{table} is read without a pause; the next load tidies it")
    vacuum_again()


def when_unread(change: Callable[[], None]) -> bool:
    """Make a change in one transaction as soon as no reader holds what it locks.

    Never keeps a reader waiting for long; False where no such moment came.
    """
    for _ in range(LOCK_TRIES):
        try:
            with transaction.atomic(using="owner"):
                execute(f"set local lock_timeout = '{LOCK_TIMEOUT}'")
                change()
            return True
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable):
                raise
            time.sleep(0.1)
    return False
