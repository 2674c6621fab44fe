"""A day that comes late fills its own day; what is shown never goes back."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connections

from c360.nightly import ddl, packing, run
from c360.nightly.models import Load, LoadTable, PublicationRecord
from c360.nightly.tests.conftest import ALL, as_viewer, clear
from c360.nightly.tests.killing import kill_at
from c360.nightly.tests.small_bank import SmallBank

pytestmark = [
    pytest.mark.django_db(databases=["default", "owner"], transaction=True),
    pytest.mark.usefixtures("hall_alone"),
]
Refused = Callable[..., str]
Content = dict[str, object]

NOV_20, NOV_21, NOV_22 = (date(2026, 11, day) for day in (20, 21, 22))
OCT_30, NOV_1, NOV_2 = date(2026, 10, 30), date(2026, 11, 1), date(2026, 11, 2)
DEC_1, DEC_2 = date(2026, 12, 1), date(2026, 12, 2)
IN_ORDER: dict[tuple[date, ...], Content] = {}


def fill_rows(bank: SmallBank, *days: date) -> None:
    """Balances and bookings of all three accounts on these days, each account's its own."""
    bank.rows["balance"], bank.rows["transaction"] = [], []
    for day in days:
        for number, account in enumerate(("AC1", "AC2", "AC3")):
            size = day.toordinal() % 100 * 1000 + number
            bank.rows["balance"].append({"account_id": account, "as_of": day, "closing": size})
            for seq in (1, 2):
                bank.rows["transaction"].append(
                    {
                        "transaction_id": f"T{account}-{day}-{seq}",
                        "account_id": account,
                        "posted_on": day,
                        "posted_seq": seq,
                        "amount": size * seq if number else -size,
                        "category": "salary" if seq == 1 else "shopping",
                    }
                )
    bank.write()


def published() -> Content:
    """Checksums of the served publication's tables, and of all days of the ledger."""
    record = PublicationRecord.objects.using("owner").latest("generation")
    rows = {m._meta.db_table: ddl.qualified(record.schema, m) for m in ddl.published_models()}
    for fact in ddl.ledger_models():  # how many days stand in one row hangs on how they came
        rows[fact._meta.db_table] = packing.by_day(fact, ddl.qualified("ledger", fact), "")
    found: Content = {"as_of": record.as_of}
    with connections["owner"].cursor() as cursor:
        for table, relation in rows.items():
            cursor.execute(
                "select count(*), md5(string_agg(t::text, chr(10) order by t::text)) "
                f"from {relation} t"
            )
            found[table] = cursor.fetchone()
    return found


def loaded(bank: SmallBank, *days: date) -> Content:
    for day in days:
        assert run.load(day).state == "published", day
    return published()


def in_order(bank: SmallBank, *days: date) -> Content:
    """What stands when these days are loaded one after the other; nothing is loaded then."""
    if days not in IN_ORDER:
        clear()
        fill_rows(bank, *days)
        for number, day in enumerate(days, 1):
            IN_ORDER[days[:number]] = loaded(bank, day)
        clear()
    return IN_ORDER[days]


@pytest.mark.parametrize(
    ("first", "late", "later"),
    [
        pytest.param((NOV_20,), NOV_21, (NOV_22,), id="between two nights"),
        pytest.param(
            (), NOV_20, (NOV_21, NOV_22), marks=pytest.mark.slow, id="before the first load"
        ),
        pytest.param(
            (OCT_30,),
            NOV_1,
            (NOV_2, DEC_1, DEC_2),
            marks=pytest.mark.slow,
            id="in a month that is one part",
        ),
    ],
)
def test_a_late_day_and_all_after_it_are_as_if_loaded_in_order(
    small_bank: SmallBank, first: tuple[date, ...], late: date, later: tuple[date, ...]
) -> None:
    every = (*first, late, *later)
    the_night_after = in_order(small_bank, *every, later[-1] + timedelta(1))
    served = in_order(small_bank, *every)
    fill_rows(small_bank, *first, *later)
    loaded(small_bank, *first, *later)
    fill_rows(small_bank, *every, later[-1] + timedelta(1))
    assert run.load(late).state == "published"
    assert published() == served
    assert loaded(small_bank, later[-1] + timedelta(1)) == the_night_after


def test_the_served_day_stays_served_and_both_days_are_in_the_history(
    small_bank: SmallBank, refused: Refused
) -> None:
    """The later day had brought the late one's rows already; then they change."""
    fill_rows(small_bank, NOV_20, NOV_21, NOV_22)
    before = loaded(small_bank, NOV_20, NOV_22)
    load = run.load(NOV_21)
    assert published() == before
    records = PublicationRecord.objects.using("owner").order_by("generation")
    assert [record.as_of for record in records] == [NOV_20, NOV_22, NOV_21, NOV_22]
    assert records[3].schema == "p20261122_2"
    assert load.notes[-1] == "filled in; 2026-11-22 stays the day that is shown"
    assert "2026-11-21 is filled in" in records[3].load.notes[0]
    table = LoadTable.objects.using("owner").get(load=load, table="transaction", kind="warehouse")
    assert (table.source_rows, table.published_rows) == (6, 6)
    old = as_viewer("p20261122_1", ALL, "select max(as_of) from balance")
    assert old == [(NOV_22,)]  # who still reads the day's first publication is not cut off

    assert run.load(NOV_21).state == "unchanged"
    small_bank.rows["balance"][3]["closing"] = 7
    small_bank.write()
    assert "other rows for balance" in refused(NOV_21)
    run.load(NOV_21, restate=True)
    restated = published()
    clear()
    assert loaded(small_bank, NOV_20, NOV_21, NOV_22) == restated


def test_a_late_day_that_is_wrong_is_refused_with_its_reason(
    small_bank: SmallBank, refused: Refused
) -> None:
    small_bank.history_from = None
    fill_rows(small_bank, NOV_20, NOV_22)
    before = loaded(small_bank, NOV_20, NOV_22)
    reason = refused(date(2025, 9, 30))
    assert "before 2025-10-01" in reason and "no screen would show it" in reason

    fill_rows(small_bank, NOV_20, NOV_21, NOV_22)
    small_bank.rows["balance"][3]["closing"] = "much"
    small_bank.write()
    assert "the column closing" in refused(NOV_21)

    fill_rows(small_bank, NOV_20, NOV_21, NOV_22)
    small_bank.rows["customer"][0]["full_name"] = "Other Name"
    small_bank.write()
    reason = refused(NOV_21)
    assert "2026-11-22 has to be built anew" in reason
    assert "customer" in reason and "--restate" in reason

    small_bank.rows["balance"][-1]["closing"] = 8
    small_bank.write()
    reason = refused(NOV_21, restate=True)
    assert "balance" in reason and "--as-of 2026-11-22 --restate" in reason
    assert published() == before
    states = Load.objects.using("owner").order_by("-id").values_list("as_of", "state")[:2]
    assert list(states) == [(NOV_22, "refused"), (NOV_21, "refused")]


def test_a_fill_killed_at_its_end_leaves_the_served_day_whole_and_runs_again(
    small_bank: SmallBank,
) -> None:
    whole = in_order(small_bank, NOV_20, NOV_21, NOV_22)
    fill_rows(small_bank, NOV_20, NOV_22)
    before = loaded(small_bank, NOV_20, NOV_22)
    fill_rows(small_bank, NOV_20, NOV_21, NOV_22)
    kill_at(small_bank, NOV_21, "record ...")
    assert published() in (before, whole)
    run.load(NOV_21)
    assert published() == whole
