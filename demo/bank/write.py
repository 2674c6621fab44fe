"""One chunk's part files, under the warehouse's own names and columns."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from demo.bank import names
from demo.bank.accounts import CARD, LOAN, MAIN, MINIMUM, PRODUCTS, RENEWALS, TD_DONE, Accounts
from demo.bank.changes import Life, account_life, details
from demo.bank.layout import Bools, Ints, Plan
from demo.bank.people import SEGMENTS, People, emails, mobiles, tax_numbers
from demo.bank.stories import plays
from demo.bank.words import coded, days, joined, picked, rupees, text_of, whole

STATUS = ("ACTIVE", "DORMANT", "INOPERATIVE", "FROZEN", "CLOSED")
FORMAT = {"compression": "zstd", "compression_level": 1, "store_decimal_as_integer": True}


@dataclass(frozen=True)
class Told:
    """What the day end counts of a part's rows, beside the table's name.

    `place` has the customer in whose branch each row is, `product` that of its account, `paise`
    what is added up; `life` the nights on which it stands, always without it.
    """

    place: Ints
    product: Ints | None = None
    paise: Ints | None = None
    life: Life | None = None


def write_part(
    folder: Path, plan: Plan, table: str, chunk: int, columns: dict[str, pa.Array],
    life: Life | None = None,
) -> None:  # fmt: skip
    """Write one part of a table."""
    if life is not None:
        known = np.where(life.begins > 0, plan.today + life.begins, plan.starts[0] - 1)
        columns["valid_from"] = days(known)
        columns["valid_to"] = days(plan.today + life.ends, life.ends > 0)
    place = folder / table
    place.mkdir(parents=True, exist_ok=True)
    content = pa.table(columns)
    pq.write_table(content, place / f"part-{chunk:05}.parquet", **options_of(content.schema))


def options_of(schema: pa.Schema) -> dict[str, Any]:
    """How a file's columns are written: words by their number, numbers by what they grow by.

    Of words no least and greatest are told: nothing is looked up by them, and to compare all of
    them takes a twelfth of the time.
    """
    words = [one.name for one in schema if pa.types.is_dictionary(one.type)]
    texts = [one.name for one in schema if pa.types.is_string(one.type)]
    numbers = [one.name for one in schema if pa.types.is_int64(one.type)]
    return {
        **FORMAT,
        "use_dictionary": words,
        "write_statistics": [one for one in schema.names if one not in {*words, *texts}],
        "column_encoding": dict.fromkeys(numbers, "DELTA_BINARY_PACKED"),
    }


def write_customers(folder: Path, plan: Plan, chunk: int, people: People) -> Told:
    """Customers, as the customer information file has them, in each of their states."""
    size = len(people.index)
    rng = plan.rng(chunk, 4)
    risk = np.searchsorted([0.78, 0.96], rng.random(size))
    staff = rng.random(size) < 0.004
    state = details(
        plan, chunk, people,
        rng.integers(1, 400, size), rng.integers(0, len(names.STREETS), size),
    )  # fmt: skip
    at = state.place
    index, firm, branch = people.index[at], people.firm[at], people.branch[at]
    rows = pa.array(at)
    expired = state.kyc_due < plan.today + state.life.begins
    cities, city = _cities(plan, branch)
    last4 = pc.utf8_lpad(text_of(index * 7919 % 10_000), 4, "0")
    write_part(folder, plan, "cif_master", chunk, {
        "cif_no": pa.array(people.ids[at]),
        "cust_type": coded(("I", "C"), firm),
        "cust_name": people.full.take(rows),
        "given_name": people.first.take(rows),
        "surname": people.last.take(rows),
        "dob": days(people.born[at]),
        "gender": coded(("F", "M"), people.male[at], ~firm),
        "pan": tax_numbers(people).take(rows),
        "aadhaar_last4": pc.if_else(pa.array(~firm), last4, pa.scalar(None, pa.string())),
        "mobile_no": mobiles(index, state.mobile),
        "email_id": emails(people).take(rows),
        "addr_line": joined(text_of(state.house), ", ", picked(names.STREETS, state.street)),
        "city": coded(cities, city),
        "state": coded([plan.states[one] for one in cities], city),
        "pin": text_of(400_000 + branch * 37 % 399_000 + index % 30),
        "pref_lang": coded(names.LANGUAGES, people.culture[at]),
        "occupation": coded(names.OCCUPATIONS, people.occupation[at], ~firm),
        "cust_segment": coded(SEGMENTS, state.segment),
        "risk_rating": coded(("LOW", "MEDIUM", "HIGH"), risk[at]),
        "kyc_flag": coded(("VALID", "EXPIRED"), expired),
        "rekyc_due_dt": days(state.kyc_due),
        "home_sol_id": branch_ids(branch),
        "rel_start_dt": days(people.joined_on[at]),
        "family_id": joined("F", text_of(people.ids[people.head[at]])),
        "staff_flag": coded(("N", "Y"), staff[at]),
        "vip_flag": coded(("N", "Y"), people.segment[at] == 2),
    }, state.life)  # fmt: skip
    return Told(at, life=state.life)


def _cities(plan: Plan, branch: Ints) -> tuple[list[str], Ints]:
    """The cities' names, and the place among them of each branch's."""
    cities = sorted(set(plan.branch_city))
    return cities, np.array([cities.index(one) for one in plan.branch_city])[branch]


def branch_ids(branch: Ints, known: Bools | None = None) -> pa.Array:
    """Branches' codes; null where not `known`."""
    low, high = int(branch.min()), int(branch.max())
    return coded([f"B{number + 1:04}" for number in range(low, high + 1)], branch - low, known)


def write_accounts(
    folder: Path, plan: Plan, chunk: int, people: People, accounts: Accounts
) -> Told:
    """Accounts and facilities with their terms, in each of their states."""
    at, life = account_life(plan, accounts)
    slot, product, owner = accounts.slot[at], accounts.product[at], accounts.owner[at]
    index = people.index[owner]
    shut = (life.begins > 0) & (accounts.ends[at] > 0)
    main = slot == MAIN
    status = np.where(main & (index % 1009 == 500), 3, 0)
    status = np.where(main & plays(index, "dormant"), 1, status)
    status = np.where(main & plays(index, "inoperative"), 2, status)
    status = np.where((slot == TD_DONE) | shut, 4, status)
    closed = np.where(shut, accounts.ends[at], accounts.closed[at])
    card, loan = slot == CARD, slot == LOAN
    matures, pay_day = accounts.matures[at], accounts.pay_day[at]
    instalment, principal = accounts.instalment[at], accounts.principal[at]
    renewal = accounts.renewal[at]
    minimum = MINIMUM[product]
    overdue = np.where(loan & plays(index, "emi_bounce"), plan.as_of.day % 7, 0)
    write_part(folder, plan, "acct_master", chunk, {
        "foracid": pa.array(accounts.ids[at]),
        "schm_code": coded([row[0] for row in PRODUCTS], product),
        "ccy": coded(("INR",), np.zeros(len(at), dtype=np.int64)),
        "acct_opn_date": days(accounts.opened[at]),
        "acct_cls_date": days(closed, closed > 0),
        "acct_status": coded(STATUS, status),
        "sol_id": branch_ids(people.branch[owner]),
        "int_rate": pa.array(accounts.rate[at] / 10_000.0),
        "sanct_lim": rupees(accounts.limit[at], card),
        "emi_amt": rupees(instalment, instalment > 0),
        "emi_day": whole(pay_day, pay_day > 0),
        "orig_principal": rupees(principal, principal > 0),
        "maturity_date": days(matures, matures > 0),
        "renewal_instr": coded(RENEWALS, renewal, renewal > 0),
        "min_bal": rupees(minimum, minimum > 0),
        "dpd": whole(overdue, loan | card),
    }, life)  # fmt: skip
    return Told(owner, product, principal, life)


def write_cards(
    folder: Path, plan: Plan, chunk: int, people: People, accounts: Accounts, closing: Ints
) -> Told:
    """Credit cards by token; debit cards of a third of the main accounts.

    `closing` has the accounts' balances on the business day.
    """
    credit, _ = accounts.of(CARD)
    main, owner = accounts.of(MAIN)
    debit = main[(people.index[owner] % 3 == 0) & ~people.firm[owner]]
    which = np.concatenate([credit, debit])
    is_credit: Bools = accounts.slot[which] == CARD
    ids = accounts.ids[which]
    write_part(folder, plan, "card_master", chunk, {
        "card_token": joined("TK", text_of(ids * 31)),
        "foracid": pa.array(ids),
        "cif_no": pa.array(people.ids[accounts.owner[which]]),
        "pan_last4": pc.utf8_lpad(text_of(ids * 17 % 10_000), 4, "0"),
        "card_type": coded(("DEBIT", "CREDIT"), is_credit),
        "issue_dt": days(accounts.opened[which] + 9),
        "card_limit": rupees(accounts.limit[which], is_credit),
        "used_amt": rupees(-closing[which], is_credit),
    })  # fmt: skip
    used = np.where(is_credit, -closing[which], 0)
    return Told(accounts.owner[which], accounts.product[which], used)
