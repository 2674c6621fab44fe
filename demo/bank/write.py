"""One chunk's part files, under the warehouse's own names and columns."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from demo.bank import names
from demo.bank.accounts import CARD, LOAN, MAIN, PRODUCTS, RENEWALS, TD_DONE, Accounts
from demo.bank.events import narrations, pool
from demo.bank.kinds import KINDS
from demo.bank.layout import Bools, Ints, Plan
from demo.bank.ledger import Ledger, closing_on
from demo.bank.people import SEGMENTS, People, emails, mobiles, tax_numbers
from demo.bank.stories import plays
from demo.bank.words import coded, days, joined, picked, rupees, text_of, whole

STATUS = ("ACTIVE", "DORMANT", "INOPERATIVE", "FROZEN", "CLOSED")
OPTIONS = {"compression": "zstd", "compression_level": 1, "write_statistics": True}


def write_part(folder: Path, table: str, chunk: int, columns: dict[str, pa.Array]) -> int:
    """Write one part of a table; answers its rows."""
    place = folder / table
    place.mkdir(parents=True, exist_ok=True)
    content = pa.table(columns)
    pq.write_table(content, place / f"part-{chunk:05}.parquet", **OPTIONS)
    return int(content.num_rows)


def _write_by_period(
    folder: Path, table: str, chunk: int, columns: dict[str, pa.Array], period: Ints
) -> None:
    """A group of rows for each month, and for each single day from the business day on."""
    place = folder / table
    place.mkdir(parents=True, exist_ok=True)
    content = pa.table(columns)
    edges = np.append(np.flatnonzero(np.diff(period, prepend=-1)), len(period))
    with pq.ParquetWriter(place / f"part-{chunk:05}.parquet", content.schema, **OPTIONS) as writer:
        for low, high in pairwise(edges):
            writer.write_table(content.slice(int(low), int(high - low)))


def _period(plan: Plan, day: Ints) -> Ints:
    month = np.searchsorted(plan.starts, day, side="right")
    return np.where(day < plan.today, month, 100 + day - plan.today)


def write_customers(folder: Path, plan: Plan, chunk: int, people: People) -> int:
    """Customers, as the customer information file has them."""
    index, size = people.index, len(people.index)
    rng = plan.rng(chunk, 4)
    person = ~people.firm
    city = pa.array(plan.branch_city).take(pa.array(people.branch))
    state = pa.array([plan.states[c] for c in plan.branch_city]).take(pa.array(people.branch))
    house = joined(
        text_of(rng.integers(1, 400, size)),
        ", ",
        picked(names.STREETS, rng.integers(0, len(names.STREETS), size)),
    )
    nothing = pa.scalar(None, pa.string())
    risk = np.searchsorted([0.78, 0.96], rng.random(size))
    last4 = pc.utf8_lpad(text_of(index * 7919 % 10_000), 4, "0")
    return write_part(folder, "cif_master", chunk, {
        "cif_no": pa.array(people.ids),
        "cust_type": coded(("I", "C"), people.firm.astype(np.int64)),
        "cust_name": people.full,
        "given_name": people.first,
        "surname": people.last,
        "dob": days(people.born),
        "gender": coded(("F", "M"), people.male.astype(np.int64), person),
        "pan": tax_numbers(people),
        "aadhaar_last4": pc.if_else(pa.array(person), last4, nothing),
        "mobile_no": mobiles(people),
        "email_id": emails(people),
        "addr_line": house,
        "city": city,
        "state": state,
        "pin": text_of(400_000 + people.branch * 37 % 399_000 + index % 30),
        "pref_lang": coded(names.LANGUAGES, people.culture),
        "occupation": coded(names.OCCUPATIONS, people.occupation, person),
        "cust_segment": coded(SEGMENTS, people.segment),
        "risk_rating": coded(("LOW", "MEDIUM", "HIGH"), risk),
        "kyc_flag": coded(("VALID", "EXPIRED"), (people.kyc_due < plan.today).astype(np.int64)),
        "rekyc_due_dt": days(people.kyc_due),
        "home_sol_id": _branch_ids(people.branch),
        "rel_start_dt": days(people.joined_on),
        "family_id": joined("F", text_of(people.ids[people.head])),
        "staff_flag": coded(("N", "Y"), (rng.random(size) < 0.004).astype(np.int64)),
        "vip_flag": coded(("N", "Y"), (people.segment == 2).astype(np.int64)),
    })  # fmt: skip


def _branch_ids(branch: Ints) -> pa.Array:
    return joined("B", pc.utf8_lpad(text_of(branch + 1), 4, "0"))


def write_accounts(folder: Path, plan: Plan, chunk: int, people: People, accounts: Accounts) -> int:
    """Accounts and facilities with their terms."""
    index = people.index[accounts.owner]
    status = np.zeros(len(index), dtype=np.int64)
    main = accounts.slot == MAIN
    status = np.where(main & (index % 1009 == 500), 3, status)
    status = np.where(main & plays(index, "dormant"), 1, status)
    status = np.where(main & plays(index, "inoperative"), 2, status)
    status = np.where(accounts.slot == TD_DONE, 4, status)
    dated, card, loan = accounts.matures > 0, accounts.slot == CARD, accounts.slot == LOAN
    paying = accounts.instalment > 0
    minimum = np.array([row[4] * 100 for row in PRODUCTS])[accounts.product]
    overdue = np.where(loan & plays(index, "emi_bounce"), plan.as_of.day % 7, 0)
    return write_part(folder, "acct_master", chunk, {
        "foracid": pa.array(accounts.ids),
        "schm_code": coded([row[0] for row in PRODUCTS], accounts.product),
        "ccy": coded(("INR",), np.zeros(len(index), dtype=np.int64)),
        "acct_opn_date": days(accounts.opened),
        "acct_cls_date": days(accounts.closed, accounts.closed > 0),
        "acct_status": coded(STATUS, status),
        "sol_id": _branch_ids(people.branch[accounts.owner]),
        "int_rate": pa.array(accounts.rate / 10_000.0),
        "sanct_lim": rupees(accounts.limit, card),
        "emi_amt": rupees(accounts.instalment, paying),
        "emi_day": whole(accounts.pay_day, accounts.pay_day > 0),
        "orig_principal": rupees(accounts.principal, accounts.principal > 0),
        "maturity_date": days(accounts.matures, dated),
        "renewal_instr": coded(RENEWALS, accounts.renewal, accounts.renewal > 0),
        "min_bal": rupees(minimum, minimum > 0),
        "dpd": whole(overdue, loan | card),
    })  # fmt: skip


def write_ledger(
    folder: Path, plan: Plan, chunk: int, accounts: Accounts, ledger: Ledger
) -> dict[str, Ints]:
    """Bookings and balances up to the last night; answers what the day-end control counts."""
    last = plan.today + plan.nights
    sort = _chosen(plan, ledger.day, last)
    kind, partner, day, amount = (
        column[sort] for column in (ledger.kind, ledger.partner, ledger.day, ledger.amount)
    )
    number = chunk * 100_000_000 + sort.astype(np.int64)
    reference = 600_000_000_000 + number * 7_919 % 99_999_999_977
    channels = sorted({one.channel for one in KINDS})
    channel_of = np.array([channels.index(one.channel) for one in KINDS])
    outside = np.array(
        [one.channel != "INT" and one.group not in ("bank", "cash") for one in KINDS]
    )
    has_name = np.array([one.group != "cash" for one in KINDS])
    cheque = np.array([one.channel == "CHQ" for one in KINDS])
    _write_by_period(folder, "tran_detail", chunk, {
        "tran_id": pa.array(number),
        "foracid": pa.array(accounts.ids[ledger.account[sort]]),
        "tran_date": days(day),
        "part_tran_srl_num": pa.array(ledger.order[sort].astype(np.int32)),
        "value_date": days(day - cheque[kind]),
        "part_tran_type": coded(("D", "C"), (amount > 0).astype(np.int64)),
        "tran_amt": rupees(np.abs(amount)),
        "run_bal": rupees(ledger.after[sort]),
        "dlvry_channel": coded(channels, channel_of[kind]),
        "contra_name": coded(pool().names, partner, has_name[kind]),
        "contra_acct": coded(pool().accounts, partner, outside[kind]),
        "tran_particular": narrations(kind, partner, reference),
        "purpose_cd": coded([one.purpose for one in KINDS], kind),
    }, _period(plan, day))  # fmt: skip
    chosen = _chosen(plan, ledger.balance_day, last)
    eod = ledger.balance_day[chosen]
    _write_by_period(folder, "eod_balance", chunk, {
        "foracid": pa.array(accounts.ids[ledger.balance_account[chosen]]),
        "eod_date": days(eod),
        "clr_bal_amt": rupees(ledger.closing[chosen]),
        "row_kind": coded(("D", "O"), ledger.is_opening[chosen].astype(np.int64)),
    }, _period(plan, eod))  # fmt: skip
    return {
        "tran_day": day,
        "tran_amount": amount,
        "balance_day": eod,
        "balance": ledger.closing[chosen],
    }


def _chosen(plan: Plan, day: Ints, last: int) -> Ints:
    """The rows up to the last day, period by period and in account order within each."""
    within = np.flatnonzero(day <= last)
    sort = np.argsort(_period(plan, day[within]).astype(np.int16), kind="stable")
    return np.asarray(within[sort], dtype=np.int64)


def write_cards(
    folder: Path, plan: Plan, chunk: int, people: People, accounts: Accounts, ledger: Ledger
) -> int:
    """Credit cards by token; debit cards of a third of the main accounts."""
    closing = closing_on(plan, accounts, ledger.account, ledger.day, ledger.after, plan.today)
    credit, _ = accounts.of(CARD)
    main, owner = accounts.of(MAIN)
    debit = main[(people.index[owner] % 3 == 0) & ~people.firm[owner]]
    which = np.concatenate([credit, debit])
    is_credit: Bools = accounts.slot[which] == CARD
    ids = accounts.ids[which]
    return write_part(folder, "card_master", chunk, {
        "card_token": joined("TK", text_of(ids * 31)),
        "foracid": pa.array(ids),
        "cif_no": pa.array(people.ids[accounts.owner[which]]),
        "pan_last4": pc.utf8_lpad(text_of(ids * 17 % 10_000), 4, "0"),
        "card_type": coded(("DEBIT", "CREDIT"), is_credit.astype(np.int64)),
        "issue_dt": days(accounts.opened[which] + 9),
        "card_limit": rupees(accounts.limit[which], is_credit),
        "used_amt": rupees(-closing[which], is_credit),
    })  # fmt: skip
