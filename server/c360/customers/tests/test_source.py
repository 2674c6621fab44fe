"""The hall's tables by example, through the real engine."""

from datetime import UTC, date, datetime

from c360.customers.models_search import FORMS, THREE
from c360.customers.tests.small_bank import SmallBank, add_account, add_customer, with_branches

AS_OF = date(2026, 11, 21)
LAKH = 100_000_00


def bank_of_one() -> SmallBank:
    bank = with_branches(AS_OF)
    add_customer(bank, "C1")
    bank.add("book", rm_id="E9", customer_id="C1", from_date=date(2020, 1, 1))
    return bank


def test_rms_are_numbered_depth_first_and_every_head_has_one_interval() -> None:
    built = bank_of_one().publish()
    rms = {row["employee_id"]: row["rm_seq"] for row in built["employee"]}
    assert rms == {"E9": 1, "E1": 2, "E5": None}
    spans = {row["unit_id"]: (row["rm_from"], row["rm_to"]) for row in built["unit"]}
    assert spans == {"HO": (1, 2), "R1": (1, 2), "C1": (1, 2), "B1": (1, 1), "B10": (2, 2)}


def test_a_unit_without_rms_has_an_empty_interval() -> None:
    bank = bank_of_one()
    bank.add("organisation_unit", unit_id="B2", parent_id="C1", level="branch", name="B2")
    empty = next(row for row in bank.publish()["unit"] if row["unit_id"] == "B2")
    assert empty["rm_from"] > empty["rm_to"]


def test_the_latest_rm_to_take_a_customer_over_serves() -> None:
    bank = bank_of_one()
    bank.add("book", rm_id="E1", customer_id="C1", from_date=date(2026, 11, 21))
    bank.add("book", rm_id="E9", customer_id="C1", from_date=date(2026, 11, 22))
    (row,) = bank.publish()["customer"]
    assert (row["rm_id"], row["rm_seq"]) == ("E1", 2)


def test_a_customer_whose_book_ended_is_in_no_book() -> None:
    bank = with_branches(AS_OF)
    add_customer(bank, "C1")
    bank.add("book", rm_id="E9", customer_id="C1", from_date=date(2020, 1, 1),
             to_date=date(2026, 11, 20))  # fmt: skip
    (row,) = bank.publish()["customer"]
    assert (row["rm_id"], row["rm_seq"]) == (None, 0)


def test_the_last_contact_is_a_person_not_a_campaign() -> None:
    bank = bank_of_one()
    for day, kind in ((3, "call"), (9, "visit"), (12, "campaign")):
        bank.add("touchpoint", touchpoint_id=f"T{day}", customer_id="C1", kind=kind,
                 occurred_at=datetime(2026, 11, day, 9, tzinfo=UTC))  # fmt: skip
    (row,) = bank.publish()["customer"]
    assert (row["last_contact_on"], row["last_contact_kind"]) == (date(2026, 11, 9), "visit")


def test_a_joint_account_counts_once_with_its_owner() -> None:
    bank = bank_of_one()
    add_customer(bank, "C2")
    add_account(bank, "A1", "C1", "savings")
    bank.add("holding", customer_id="C2", account_id="A1", role="joint")
    bank.add("balance", account_id="A1", as_of=date(2026, 11, 1), closing=500)
    built = bank.publish()
    assert {row["customer_id"]: row["casa"] for row in built["figures"]} == {"C1": 500, "C2": 0}
    assert {row["holders"] for row in built["holding"]} == {2}


def test_a_joint_account_counts_once_in_its_household() -> None:
    bank = bank_of_one()
    bank.rows["customer"][0]["household_id"] = "H1"
    add_customer(bank, "C2", household_id="H1")
    add_customer(bank, "C3")
    bank.add("book", rm_id="E9", customer_id="C2", from_date=date(2020, 1, 1))
    for account, owner, other in (("A1", "C1", "C2"), ("A2", "C2", "C1"), ("A3", "C3", "C1")):
        add_account(bank, account, owner, "savings")
        bank.add("holding", customer_id=other, account_id=account, role="joint")
    for account, closing in (("A1", 500), ("A2", 70), ("A3", 9)):
        bank.add("balance", account_id=account, as_of=date(2026, 11, 1), closing=closing)
    (row,) = bank.publish()["household"]
    assert (row["household_id"], row["rm_seq"], row["members"]) == ("H1", 1, 2)
    assert (row["trv"], row["casa"], row["trv_month_start"], row["loans"]) == (570, 570, 0, 0)


def test_a_closed_account_leaves_the_total_but_not_the_past() -> None:
    bank = bank_of_one()
    add_account(bank, "A1", "C1", "term_deposit", status="closed", closed_on=date(2026, 11, 21))
    bank.add("balance", account_id="A1", as_of=date(2026, 10, 1), closing=700)
    (row,) = bank.publish()["figures"]
    assert (row["term_deposits"], row["term_deposits_day_before"]) == (0, 700)
    assert row["products"] == ""


def test_a_closing_without_a_date_is_of_the_business_date() -> None:
    bank = bank_of_one()
    add_account(bank, "A1", "C1", "loan", status="closed")
    bank.add("balance", account_id="A1", as_of=date(2026, 10, 1), closing=-700)
    (row,) = bank.publish()["figures"]
    assert (row["loans"], row["loans_day_before"], row["loans_month_start"]) == (0, 700, 700)


def test_a_month_sum_adds_each_days_closing() -> None:
    bank = bank_of_one()
    add_account(bank, "A1", "C1", "savings")
    bank.add("balance", account_id="A1", as_of=date(2026, 10, 15), closing=100)
    bank.add("balance", account_id="A1", as_of=date(2026, 11, 1), closing=200)
    bank.add("balance", account_id="A1", as_of=date(2026, 11, 20), closing=50)
    (row,) = bank.publish()["holding"]
    assert row["month_day_sum"] == 19 * 200 + 2 * 50
    assert (row["closing_month_start"], row["closing_day_before"], row["closing"]) == (100, 50, 50)


def test_money_between_own_accounts_is_neither_in_nor_out() -> None:
    bank = bank_of_one()
    add_account(bank, "A1", "C1", "savings")
    add_account(bank, "A2", "C1", "loan")
    for seq, (account, amount, category) in enumerate(
        [("A1", 900, "salary"), ("A1", -300, "rent"), ("A1", -5000, "td_open"),
         ("A1", 40, None), ("A2", 70, "emi"), ("A1", 60, "own_transfer")]
    ):  # fmt: skip
        bank.add("transaction", transaction_id=f"T{seq}", account_id=account, posted_seq=seq,
                 posted_on=date(2026, 11, 3), amount=amount, category=category)  # fmt: skip
    (row,) = bank.publish()["figures"]
    assert (row["in_month"], row["out_month"]) == (940, 300)
    assert (row["in_13m"], row["out_13m"]) == (940, 300)


def test_flags_come_in_the_order_they_are_shown() -> None:
    bank = bank_of_one()
    bank.rows["customer"][0]["kyc_due_on"] = date(2026, 12, 1)
    add_account(bank, "A1", "C1", "savings", minimum_balance=20 * LAKH)
    bank.add("balance", account_id="A1", as_of=date(2026, 10, 15), closing=15 * LAKH)
    bank.add("balance", account_id="A1", as_of=AS_OF, closing=11 * LAKH)
    bank.add("transaction", transaction_id="T1", account_id="A1", posted_on=date(2026, 11, 5),
             posted_seq=1, amount=-590, category="emi_bounce")  # fmt: skip
    (row,) = bank.publish()["figures"]
    assert row["flags"] == "outflow,kyc_due,below_minimum,emi_bounce,idle_cash"
    assert row["below_minimum_by"] == 9 * LAKH


def test_interest_alone_leaves_an_account_dormant() -> None:
    bank = bank_of_one()
    add_account(bank, "A1", "C1", "savings")
    bank.add("transaction", transaction_id="T1", account_id="A1", posted_on=date(2026, 11, 5),
             posted_seq=1, amount=590, category="interest")  # fmt: skip
    (row,) = bank.publish()["figures"]
    assert (row["flags"], row["last_activity_on"]) == ("dormant", None)


def test_the_next_maturity_adds_the_deposits_of_its_day() -> None:
    bank = bank_of_one()
    for n, day in enumerate((date(2026, 12, 4), date(2026, 12, 4), date(2027, 1, 9))):
        add_account(bank, f"A{n}", "C1", "term_deposit", matures_on=day)
        bank.add("balance", account_id=f"A{n}", as_of=date(2026, 1, 1), closing=100)
    (row,) = bank.publish()["figures"]
    assert (row["next_maturity_on"], row["next_maturity_amount"]) == (date(2026, 12, 4), 200)
    assert row["flags"] == "td_due"
    assert row["products"] == "term_deposit"


def test_words_of_a_name_lead_to_the_customer_and_slips_lead_to_words() -> None:
    bank = bank_of_one()
    bank.rows["customer"][0]["full_name"] = "Seetha D'Souza-Rao"
    tables = bank.publish()
    words = {row["word"]: row for row in tables["search_word"]}
    assert [(word, row["sound"]) for word, row in sorted(words.items())] == [
        ("dsouza", "dsoj"), ("rao", "ro"), ("seetha", "sit"),
    ]  # fmt: skip
    number = {word: row["word_id"] for word, row in words.items()}
    assert sorted(number, key=number.__getitem__) == ["dsouza", "rao", "seetha"]
    pairs = {
        (row["a"], row["b"]): (row["c"], row["place"] % FORMS) for row in tables["search_pair"]
    }
    first, second, third = number["seetha"], number["dsouza"], number["rao"]
    assert pairs == {
        (first, second): (third, THREE), (second, first): (third, THREE + 1),
        (first, third): (second, THREE), (third, first): (second, THREE + 1),
        (second, third): (first, THREE), (third, second): (first, THREE + 1),
    }  # fmt: skip
    slips = {row["slip"] for row in tables["search_slip"] if row["word_id"] == number["rao"]}
    assert slips == {"rao", "ra", "ro", "ao"}
    assert {row["beginning"] for row in tables["search_top"]} == {"dsouza", "rao", "seetha"}
