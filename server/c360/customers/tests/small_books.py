"""Small books that Hypothesis makes, and the balance of a day worked out the slow way."""

from datetime import date, timedelta

from hypothesis import strategies as st

from c360.customers.tests.small_bank import (
    Row,
    SmallBank,
    add_account,
    add_customer,
    with_branches,
)

DAYS = [date(2026, 11, 21), date(2026, 3, 1), date(2024, 2, 29), date(2026, 1, 31)]
FAMILIES = ("savings", "current", "term_deposit", "investment", "loan", "card")
CATEGORIES = (None, "salary", "rent", "interest", "own_transfer", "td_open", "td_maturity",
              "emi_bounce", "fees", "investment")  # fmt: skip
AMOUNTS = st.integers(-(10**12), 10**12).filter(bool)


@st.composite
def small_books(draw: st.DrawFn) -> SmallBank:
    """Up to 4 customers of 2 RMs or none, with accounts, changed days and bookings."""
    bank = with_branches(draw(st.sampled_from(DAYS)))
    days = st.integers(0, 420).map(lambda back: bank.as_of - timedelta(back))
    first = bank.history_from - timedelta(1)
    for number in range(draw(st.integers(1, 4))):
        customer = f"C{number}"
        add_customer(bank, customer, onboarded_on=draw(days))
        for rm in draw(st.lists(st.sampled_from(["E1", "E9"]), max_size=1)):
            bank.add("book", rm_id=rm, customer_id=customer, from_date=date(2020, 1, 1))
    customers = [row["customer_id"] for row in bank.rows["customer"]]
    for number in range(draw(st.integers(0, 5))):
        account = f"A{number}"
        closed_on = draw(st.none() | days)
        add_account(
            bank,
            account,
            draw(st.sampled_from(customers)),
            draw(st.sampled_from(FAMILIES)),
            closed_on=closed_on,
            status="closed" if closed_on or draw(st.integers(0, 9)) == 0 else "open",
            opened_on=draw(days),
            minimum_balance=draw(st.none() | st.integers(0, 10**11)),
            matures_on=draw(st.none() | days.map(lambda d: d + timedelta(400))),
        )
        for day in draw(st.sets(days, max_size=6)):
            if day >= first:
                bank.add("balance", account_id=account, as_of=day, closing=draw(AMOUNTS))
        for seq, day in enumerate(sorted(draw(st.lists(days, max_size=4)))):
            if day > first:
                bank.add(
                    "transaction", transaction_id=f"{account}-{seq}", account_id=account,
                    posted_on=day, posted_seq=seq, amount=draw(AMOUNTS),
                    category=draw(st.sampled_from(CATEGORIES)),
                )  # fmt: skip
    return bank


def closing(bank: SmallBank, account: Row, day: date) -> int:
    """The balance of `day`: the latest until then, 0 once the account is closed."""
    if account["status"] == "closed":
        closed_on = account.get("closed_on") or bank.as_of
        if day >= min(closed_on, bank.as_of):
            return 0
    until = [
        (row["as_of"], row["closing"])
        for row in bank.rows.get("balance", [])
        if row["account_id"] == account["account_id"] and row["as_of"] <= day
    ]
    return int(max(until)[1]) if until else 0


def days_sum(bank: SmallBank, account: Row, last: date) -> int:
    """The balances of each day of the month of `last` up to it."""
    return sum(closing(bank, account, last.replace(day=n)) for n in range(1, last.day + 1))


def owned(bank: SmallBank, customer_id: str) -> list[Row]:
    """The accounts that count for the customer."""
    mine = {
        row["account_id"]
        for row in bank.rows.get("holding", [])
        if row["customer_id"] == customer_id and row["role"] == "owner"
    }
    return [row for row in bank.rows.get("account", []) if row["account_id"] in mine]


def bookings(bank: SmallBank, account: Row) -> list[Row]:
    """The account's bookings."""
    rows = bank.rows.get("transaction", [])
    return [row for row in rows if row["account_id"] == account["account_id"]]
