"""What falls due, and how far the balances reach."""

from datetime import date
from typing import Any

from c360.customers.dues import emi_reach, next_day_of_month

TODAY = date(2026, 11, 21)


def loan(day: int, instalment: int, **over: Any) -> dict[str, Any]:
    return {"family": "loan", "closing": -90_000, "instalment": instalment,
            "instalment_day": day, **over}  # fmt: skip


def savings(closing: int) -> dict[str, Any]:
    return {"family": "savings", "closing": closing, "instalment": None, "instalment_day": None}


def test_balances_that_reach_pay_every_emi_of_45_days() -> None:
    reach = emi_reach([savings(4_000), loan(5, 1_000), loan(28, 2_000)], TODAY)
    # 28 Nov 2,000, 5 Dec 1,000, 28 Dec 2,000 and 5 Jan 1,000: 6,000 are asked for.
    assert reach == {
        "reaches_to": date(2026, 12, 5), "short_on": date(2026, 12, 28), "short_by": 1_000,
    }  # fmt: skip
    reach = emi_reach([savings(3_500), savings(2_500), loan(5, 1_000), loan(28, 2_000)], TODAY)
    assert reach == {"reaches_to": date(2027, 1, 5), "short_on": None, "short_by": None}


def test_a_loan_paid_back_asks_for_nothing() -> None:
    assert emi_reach([savings(1), loan(5, 1_000, closing=0)], TODAY) is None
    assert emi_reach([savings(1)], TODAY) is None


def test_an_instalment_day_that_a_month_lacks_is_its_last() -> None:
    assert next_day_of_month(31, date(2026, 11, 21)) == date(2026, 11, 30)
    assert next_day_of_month(31, date(2026, 11, 30)) == date(2026, 12, 31)
