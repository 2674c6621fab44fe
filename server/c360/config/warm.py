"""Each database connection learns the hot statements before its first answer of a day.

A backend's first look at a year of parts costs ten times the answer, and so does planning its
statements; the answers that meet a fresh connection were the slowest of all. A thread runs the hot
answers once on every pooled connection when the process starts, and anew when a day is published.
What it reads is thrown away: it is nobody's look.
"""

import logging
import threading
import time
from dataclasses import replace
from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import DatabaseError, connections

from c360.core import databases, publications
from c360.core.errors import Problem
from c360.core.pointer import Publication
from c360.core.viewer import BAND, Viewer
from c360.customers import page, search
from c360.customers.queries import in_scope, scoped
from c360.http.answer import in_publication
from c360.http.rows import first
from c360.modules.balances.queries import balance_trend
from c360.modules.book import grid
from c360.modules.book import queries as book
from c360.modules.transactions import queries as transactions
from c360.modules.transactions.filters import filters_of

log = logging.getLogger(__name__)

LOOKS_EVERY = 1.0  # seconds
STATEMENTS = 400  # that a connection keeps planned: more than there are
# One of each kind: customer, account, mobile, PAN.
NUMBERS_OF_NOBODY = ("000000000", "0000000000", "9000000000", "AAAAA0000A")
ROUNDS = 3  # times the pool's size: the pool hands its connections out in turn
_NOBODY = Viewer("", "", "region_head", None, None, ((1, BAND - 1),), frozenset(), "")
_AN_RM = replace(_NOBODY, role="rm", scope=((1, 1),))
_SOMEBODY = f"select customer_id, full_name from customer where {in_scope()} limit 1"  # noqa: S608

_known: WeakKeyDictionary[Any, int] = WeakKeyDictionary()  # connection -> generation it knows


def start() -> None:
    """Keep this process's connections warm, in a thread of its own."""
    if settings.C360_WARM:
        threading.Thread(target=_keep, name="warm", daemon=True).start()


def _keep() -> None:
    done = 0
    while True:
        try:
            publication = publications.current()
            if publication and publication.generation > done:
                for alias in (databases.PRIMARY, *databases.replicas()):
                    _warm(alias, publication)
                done = publication.generation
        except (DatabaseError, Problem) as error:
            log.info("connections are not warm yet: %s", type(error).__name__)
        finally:
            databases.release()
        time.sleep(LOOKS_EVERY)


def _warm(alias: str, publication: Publication) -> None:
    pool: Any = connections[alias].pool  # type: ignore[attr-defined]
    pool.resize(settings.C360_PG_POOL, settings.C360_PG_POOL)  # what is warm stays open
    with databases.reading_from(alias):
        for _ in range(ROUNDS * settings.C360_PG_POOL):
            warm_one(publication)


def warm_one(publication: Publication) -> bool:
    """Run the hot answers on the pool's next connection; whether it did not know them yet."""
    connection = databases.connection()
    connection.ensure_connection()
    pooled = connection.connection
    is_new = _known.get(pooled, 0) < publication.generation
    if is_new:
        pooled.prepared_max = STATEMENTS
        with in_publication(_NOBODY, publication):
            _hot_answers(publication)
        _known[pooled] = publication.generation
    connection.close()  # back to the pool
    return is_new


def _hot_answers(publication: Publication) -> None:
    as_of = publication.as_of
    somebody = first(_SOMEBODY, scoped(_NOBODY))
    if somebody is None:
        return
    customer_id, name = somebody["customer_id"], somebody["full_name"]
    period = filters_of({}, as_of)
    page.answer(_NOBODY, customer_id, as_of)
    page.spent_by_card([], as_of)  # the customer may have no card
    balance_trend(_NOBODY, customer_id, first=period.first, last=period.last)
    transactions.transactions(_NOBODY, customer_id, period, after=None, limit=50)
    transactions.summary(_NOBODY, customer_id, period)
    transactions.cashflow(_NOBODY, customer_id, first=period.first, last=period.last)
    # A beginning, a name, a name misspelt, a word misspelt, and numbers that nobody has.
    for typed in (name[:3], name, f"{name[1:]} {name[0]}", f"{name[:3]}zq", *NUMBERS_OF_NOBODY):
        for who in (_NOBODY, _AN_RM):
            search.answer(who, typed)
    grid.page(_AN_RM, {"q": name[:3]}, as_of)
    book.book(_NOBODY, as_of)
    book.movers(_NOBODY, as_of)
