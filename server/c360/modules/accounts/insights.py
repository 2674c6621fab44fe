"""Rules on what customers hold: deposits that mature, balances too low, too high or asleep."""

from datetime import timedelta

import ibis

from c360.customers.families import CASA_FAMILIES
from c360.insights.rules import Night, Rule
from c360.nightly.first_of import first_of

MATURITY_DAYS = 90
NO_INSTRUCTION = ("", "none", "no_instruction")
CARD_PER_CENT = 90
NEW_DAYS = 14
KNOWN_DAYS = 30
INOPERATIVE_DAYS = 730
OWNER = "Deposits and cards"


def _owned(night: Night) -> ibis.Table:
    rows = night.built["holding"]
    return rows.filter(rows.is_primary)


def _flagged(night: Night, flag: str) -> ibis.Table:
    """The figures of the customers who carry a flag (source_figures.py defines each)."""
    rows = night.built["figures"]
    return rows.filter(("," + rows.flags + ",").contains(f",{flag},"))


def _month(night: Night) -> str:
    """The occasion of a state that may last: asked again in the next month."""
    return f"{night.as_of:%Y-%m}"


def term_deposit_due(night: Night) -> ibis.Table:
    """Open term deposits without a renewal instruction that mature within 90 days."""
    rows = _owned(night)
    rows = rows.filter(
        rows.family == "term_deposit",
        rows.status != "closed",
        rows.renewal.fill_null("").isin(NO_INSTRUCTION),
        rows.matures_on >= night.as_of,
        rows.matures_on <= night.as_of + timedelta(MATURITY_DAYS),
    )
    return rows.select(
        "customer_id",
        "account_id",
        occasion=rows.account_id + " " + rows.matures_on.cast("string"),
        on_date=rows.matures_on,
        amount=rows.closing,
        detail=rows.product_name,
    )


def below_minimum(night: Night) -> ibis.Table:
    """Open savings and current accounts below their minimum balance."""
    rows = _owned(night)
    rows = rows.filter(
        rows.family.isin(CASA_FAMILIES),
        rows.status != "closed",
        rows.closing < rows.minimum_balance,
    )
    return rows.select(
        "customer_id",
        "account_id",
        occasion=rows.account_id + " " + _month(night),
        amount=rows.minimum_balance - rows.closing,
        compared=rows.minimum_balance,
    )


def _asleep(night: Night) -> ibis.Table:
    """Customers with an inoperative account, or without activity for two years."""
    rows = _owned(night)
    found = rows.filter(rows.family.isin(CASA_FAMILIES), rows.status == "inoperative")
    dormant = _flagged(night, "dormant")
    long_ago = dormant.filter(dormant.last_activity_on <= night.as_of - timedelta(INOPERATIVE_DAYS))
    return found.select("customer_id").union(long_ago.select("customer_id")).distinct()


def inoperative(night: Night) -> ibis.Table:
    """Customers asleep for 24 months: by the account's status or by the last activity."""
    rows = night.built["figures"].semi_join(_asleep(night), "customer_id")
    return _sleepers(rows)


def dormant_soon(night: Night) -> ibis.Table:
    """Customers without activity for 12 months who are not inoperative yet."""
    return _sleepers(_flagged(night, "dormant").anti_join(_asleep(night), "customer_id"))


def _sleepers(rows: ibis.Table) -> ibis.Table:
    since = rows.last_activity_on.cast("string")
    return rows.select(
        "customer_id",
        occasion=since.fill_null("never"),
        amount=rows.casa,
        detail=since.fill_null("the records begin"),
    )


def idle_cash(night: Night) -> ibis.Table:
    """Customers flagged for idle cash who have put nothing into deposits or investments."""
    rows = _flagged(night, "idle_cash")
    rows = rows.filter(rows.term_deposits == 0, rows.investments == 0)
    return rows.select(
        "customer_id", occasion=ibis.literal(_month(night)), amount=rows.casa, compared=rows.trv
    )


def card_limit(night: Night) -> ibis.Table:
    """Credit cards used to at least 90% of their limit."""
    rows = night.built["card"]
    rows = rows.filter(
        rows.kind == "credit",
        rows.credit_limit > 0,
        rows.used * 100 >= rows.credit_limit * CARD_PER_CENT,
    )
    return rows.select(
        "customer_id",
        "account_id",
        occasion=rows.card_id + " " + _month(night),
        amount=rows.used,
        compared=rows.credit_limit,
        detail=rows.last4,
    )


def first_product(night: Night) -> ibis.Table:
    """The first account of a family, opened within 14 days, of a customer of at least 30 days."""
    rows = _owned(night)
    start = night.as_of - timedelta(NEW_DAYS)
    recent = rows.filter(rows.opened_on > start, rows.opened_on <= night.as_of)
    before = rows.filter(rows.opened_on <= start).select("customer_id", "family").distinct()
    rows = recent.anti_join(before, ["customer_id", "family"])
    rows = first_of(rows, [rows.customer_id, rows.family], [rows.opened_on, rows.account_id])
    customers = night.built["customer"]
    customers = customers.filter(customers.onboarded_on <= night.as_of - timedelta(KNOWN_DAYS))
    rows = rows.semi_join(customers, "customer_id")
    return rows.select(
        "customer_id",
        "account_id",
        occasion=rows.account_id,
        on_date=rows.opened_on,
        amount=rows.closing,
        detail=rows.product_name,
    )


RULES = (
    Rule(
        "term_deposit_due", 1, "Term deposit matures",
        "{detail} matures on {on_date} without an instruction",
        "Money without an instruction leaves the deposit, and often the bank.",
        OWNER,
        "the maturity within 90 days, the deposit's balance, the product; no renewal instruction",
        45, term_deposit_due,
    ),
    Rule(
        "below_minimum", 1, "Below the minimum balance",
        "The account is below its minimum balance",
        "A charge falls due that a call avoids.",
        OWNER,
        "what the account lacks, and its minimum balance; asked again each month",
        30, below_minimum,
    ),
    Rule(
        "dormant_soon", 1, "Quiet for a year",
        "No activity since {detail}",
        "After 24 months without activity the account becomes inoperative.",
        OWNER,
        "the last activity at least 365 days ago; what stands on savings and current accounts",
        25, dormant_soon,
    ),
    Rule(
        "inoperative", 1, "Inoperative",
        "Inoperative; no activity since {detail}",
        "An inoperative account serves nobody; its money goes to the regulator's fund in the end.",
        OWNER,
        "the warehouse's status, or a last activity 24 months ago; what stands on the accounts",
        20, inoperative,
    ),
    Rule(
        "idle_cash", 1, "Much money idle",
        "A high balance, and nothing in deposits or investments",
        "It earns the savings rate where a deposit or fund could serve the customer better.",
        OWNER,
        "savings and current balances of at least 10 lakh and 60% of the relationship value, with "
        "nothing in deposits or investments; the relationship value; asked again each month",
        15, idle_cash,
    ),
    Rule(
        "card_limit", 1, "Card limit nearly used",
        "The card ending {detail} is nearly used up",
        "The next payment may be declined; a higher limit or an instalment plan may help.",
        OWNER,
        "what is used, at least 90% of the limit; the limit; the card's last four digits; "
        "asked again each month",
        30, card_limit,
    ),
    Rule(
        "first_product", 1, "First product of its kind",
        "First of its kind: {detail}, opened on {on_date}",
        "The first weeks decide whether a new product stays.",
        OWNER,
        "the account opened within 14 days, the first of its family; its balance; the product",
        20, first_product,
    ),
)  # fmt: skip
