"""Rules on the customer: papers that fall due, and days to congratulate on."""

from datetime import timedelta

import ibis

from c360.insights.rules import Night, Rule

KYC_DAYS = 90
BIRTHDAY_DAYS = 3
ROUND_YEARS = 5
LEAP_DAY = "02-29"
OWNER = "Retail banking"


def kyc_due(night: Night) -> ibis.Table:
    """Papers due within 90 days, or overdue."""
    rows = night.built["figures"]
    rows = rows.filter(rows.kyc_due_on <= night.as_of + timedelta(KYC_DAYS))
    return rows.select(
        "customer_id",
        occasion=rows.kyc_due_on.cast("string"),
        on_date=rows.kyc_due_on,
        amount=rows.trv,
    )


def _day(day: ibis.Value) -> ibis.Value:
    """Month and day of a date as `MM-DD`."""
    return day.cast("string").substr(5, 5)


def birthday(night: Night) -> ibis.Table:
    """Persons whose birthday is the business date or one of the three days after it.

    Who was born on 29 February is congratulated on 1 March of other years.
    """
    rows = night.built["customer"]
    rows = rows.filter(rows.kind == "person", rows.birth_date.notnull())
    parts = []
    for ahead in range(BIRTHDAY_DAYS + 1):
        day = night.as_of + timedelta(ahead)
        wanted = [f"{day:%m-%d}"]
        if (day.month, day.day) == (3, 1) and (day - timedelta(1)).day == 28:
            wanted.append(LEAP_DAY)
        mine = rows.filter(_day(rows.birth_date).isin(wanted))
        parts.append(
            mine.select(
                "customer_id",
                occasion=ibis.literal(day.isoformat()),
                on_date=ibis.literal(day),
            )
        )
    return ibis.union(*parts)


def anniversary(night: Night) -> ibis.Table:
    """Customers for a multiple of five years on the business date."""
    rows = night.built["customer"]
    years = night.as_of.year - rows.onboarded_on.year()
    rows = rows.filter(
        _day(rows.onboarded_on) == f"{night.as_of:%m-%d}", years > 0, years % ROUND_YEARS == 0
    )
    return rows.select(
        "customer_id",
        occasion=ibis.literal(night.as_of.isoformat()),
        on_date=ibis.literal(night.as_of),
        detail=rows.onboarded_on.year().cast("string"),
    )


RULES = (
    Rule(
        "kyc_due", 1, "KYC due",
        "KYC papers due on {on_date}",
        "Accounts are frozen when the papers are not renewed in time.",
        OWNER,
        "the due date within 90 days or past; the customer's relationship value",
        40, kyc_due,
    ),
    Rule(
        "birthday", 1, "Birthday",
        "Birthday on {on_date}",
        "A greeting on the day is the cheapest good conversation.",
        OWNER,
        "the day, from the business date to three days after it",
        5, birthday,
    ),
    Rule(
        "anniversary", 1, "Anniversary with the bank",
        "With the bank since {detail}",
        "Thanks for 5, 10, 15 ... years are a reason to call that asks for nothing.",
        OWNER,
        "the day; the year the customer came to the bank",
        5, anniversary,
    ),
)  # fmt: skip
