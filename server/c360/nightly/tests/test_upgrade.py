"""An upgrade of the product meets a database that an older version filled."""

from collections.abc import Callable

import pytest
from django.db import connections

from c360.nightly import run
from c360.nightly.models import PublicationRecord
from c360.nightly.tests.small_bank import DAY_1, DAY_2, SmallBank

pytestmark = [
    pytest.mark.django_db(databases=["default", "owner"], transaction=True),
    pytest.mark.usefixtures("hall_alone"),
]
Refused = Callable[..., str]


def altered(statement: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement)


def test_a_served_day_with_other_columns_than_the_product_reads_is_built_anew(
    small_bank: SmallBank,
) -> None:
    first = run.load(DAY_1)
    altered(f"alter table {first.schema}.employee add column of_an_older_version text")
    second = run.load(DAY_1)
    assert (second.state, second.schema) == ("published", "p20261120_2")
    assert any("employee" in note for note in second.notes)
    assert PublicationRecord.objects.using("owner").latest("generation").schema == second.schema
    assert run.load(DAY_1).state == "unchanged"


def test_a_ledger_with_other_columns_is_refused_before_anything_is_read(
    small_bank: SmallBank, refused: Refused
) -> None:
    first = run.load(DAY_1)
    altered("alter table ledger.balance add column of_an_older_version text")
    try:
        reason = refused(DAY_2)
    finally:
        altered("alter table ledger.balance drop column of_an_older_version")
    assert "balance" in reason
    assert "another version" in reason
    assert PublicationRecord.objects.using("owner").latest("generation").schema == first.schema
