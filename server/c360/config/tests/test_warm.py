"""Connections know the hot statements before an answer needs them."""

from typing import Any

import pytest
from django.conf import settings
from django.db import connections

from c360.access import store
from c360.config import warm
from c360.core import publications
from c360.customers import search
from c360.nightly import run
from c360.nightly.tests.conftest import small_bank as small_bank
from c360.nightly.tests.small_bank import DAY_2, SmallBank

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def test_each_connection_learns_the_hot_statements_once_a_day(small_bank: SmallBank) -> None:
    run.load(DAY_2)
    publications.forget()
    publication = publications.current()
    assert publication is not None
    looks: Any = store.sealer().xlen(store.STREAM)
    turns = [warm.warm_one(publication) for _ in range(warm.ROUNDS * settings.C360_PG_POOL)]
    assert 0 < sum(turns) <= settings.C360_PG_POOL
    assert not turns[-1]
    with connections["default"].cursor() as cursor:
        cursor.execute("select statement from pg_prepared_statements")
        planned = " ".join(row[0] for row in cursor.fetchall())
    for table in ("balance", "transaction", "search_pair", "figures", "unit_month", "customer_tag"):
        assert f"from {table}" in planned, table
    assert store.sealer().xlen(store.STREAM) == looks


def test_each_kind_of_number_is_among_the_hot_searches() -> None:
    assert tuple(search.reading(one) for one in warm.NUMBERS_OF_NOBODY) == search.NUMBERS
