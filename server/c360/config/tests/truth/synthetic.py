"""The synthetic bank's warehouse read as it stands: Parquet files, its own names and codes."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from .bank import Account, Bank, Booking

Row = dict[str, Any]
Rows = Callable[[str], Iterator[Row]]  # every row of the table of that name
CONTACTS = ("call", "visit", "review")  # what counts as speaking with a customer
CHANNELS = {
    "UPI": "upi",
    "NFT": "neft",
    "RTG": "rtgs",
    "IMP": "imps",
    "CSH": "cash",
    "CHQ": "cheque",
    "ACH": "nach",
    "POS": "card",
    "INT": "internal",
}
ROLES = {"SOW": "owner", "JOF": "joint", "NOM": "nominee", "GUA": "guarantor", "AUT": "authorised"}
STATUSES = {
    "ACTIVE": "open",
    "DORMANT": "dormant",
    "INOPERATIVE": "inoperative",
    "FROZEN": "frozen",
    "CLOSED": "closed",
}


def rows(folder: Path, table: str) -> Iterator[Row]:
    """Every row of one table's part files."""
    files = sorted((folder / table).rglob("*.parquet")) or [folder / f"{table}.parquet"]
    for file in files:
        yield from pq.read_table(file).to_pylist()


def paise(amount: Decimal | None) -> int | None:
    """Rupees as paise, exactly; AssertionError if a file holds a fraction of a paisa."""
    if amount is None:
        return None
    scaled = amount * 100
    assert scaled == scaled.to_integral_value()
    return int(scaled)


def known_paise(amount: Decimal) -> int:
    """Rupees that are never absent, as paise."""
    value = paise(amount)
    assert value is not None
    return value


def stands(row: Row, as_of: date) -> bool:
    """Whether this state of a row is that of the day."""
    until = row["valid_to"]
    return bool(row["valid_from"] <= as_of and (until is None or until > as_of))


def read(folder: Path, as_of: date) -> Bank:
    """The bank's rows up to `as_of`."""
    return bank_of(lambda table: rows(folder, table), as_of)


def bank_of(of: Rows, as_of: date) -> Bank:
    """The bank that these rows tell of, up to `as_of`."""
    bank = Bank(as_of, "INR")
    _customers(bank, of)
    _accounts(bank, of)
    _ledger(bank, of)
    bank.units = {row["sol_id"]: row["sol_desc"] for row in of("sol_master")}
    bank.employees = {
        row["emp_code"]: {
            "name": row["emp_name"],
            "role": row["desig_code"],
            "boss": row["mgr_code"],
        }
        for row in of("staff")
    }
    _served(bank, of)
    for row in of("srm_ticket"):
        if row["state"] == "OPEN" and row["raised_dt"] <= as_of:
            bank.open_requests[str(row["cif_no"])] += 1
    spoken = sorted(of("crm_activity"), key=lambda row: (row["activity_ts"], row["activity_id"]))
    for row in spoken:
        day = row["activity_ts"].date()
        if row["activity_type"] in CONTACTS and day <= as_of:
            bank.contacts[str(row["cif_no"])] = (day, row["activity_type"])
    bank.in_order()
    return bank


def _served(bank: Bank, of: Rows) -> None:
    """The RM of each customer: of those whose time it is, the one who came last."""
    came: dict[str, date] = {}
    for row in sorted(of("rm_portfolio"), key=lambda row: str(row["rm_code"]), reverse=True):
        customer_id, since, until = str(row["cif_no"]), row["assigned_from"], row["assigned_to"]
        if max(row["valid_from"], since) > bank.as_of or (until and until < bank.as_of):
            continue
        if since >= came.get(customer_id, since):
            came[customer_id] = since
            bank.rm_of[customer_id] = row["rm_code"]


def _customers(bank: Bank, of: Rows) -> None:
    for row in of("cif_master"):
        if not stands(row, bank.as_of):
            continue
        customer_id = str(row["cif_no"])
        bank.customers[customer_id] = {
            "customer_id": customer_id,
            "kind": {"I": "person", "C": "organisation"}[row["cust_type"]],
            "full_name": row["cust_name"],
            "segment": row["cust_segment"],
            "city": row["city"],
            "birth_date": row["dob"],
            "sex": {"F": "female", "M": "male", None: None}[row["gender"]],
            "kyc_status": row["kyc_flag"].lower(),
            "onboarded_on": row["rel_start_dt"],
            "kyc_due_on": row["rekyc_due_dt"],
            "branch_id": row["home_sol_id"],
            "household_id": row["family_id"],
            "occupation": row["occupation"],
            "mobile": row["mobile_no"],
            "tax_pan": row["pan"],
            "is_staff": row["staff_flag"] == "Y",
            "is_vip": row["vip_flag"] == "Y",
        }


def _accounts(bank: Bank, of: Rows) -> None:
    products = {row["schm_code"]: row for row in of("scheme_master")}
    for product in products.values():
        bank.kinds[product["schm_kind"]] = product["schm_group"]
    for row in of("acct_master"):
        if not stands(row, bank.as_of):
            continue
        product = products[row["schm_code"]]
        account_id = str(row["foracid"])
        bank.accounts[account_id] = Account(
            account_id=account_id,
            product=product["schm_desc"],
            kind=product["schm_kind"],
            family=product["schm_group"],
            currency=row["ccy"],
            opened_on=row["acct_opn_date"],
            closed_on=row["acct_cls_date"],
            status=STATUSES[row["acct_status"]],
            minimum_balance=paise(row["min_bal"]),
            matures_on=row["maturity_date"],
            terms={
                "principal": paise(row["orig_principal"]),
                "instalment": paise(row["emi_amt"]),
                "instalment_day": row["emi_day"],
                "credit_limit": paise(row["sanct_lim"]),
                "overdue_days": row["dpd"],
                "renewal": (row["renewal_instr"] or "").lower() or None,
            },
        )
    for row in of("acct_cif_rel"):
        if not stands(row, bank.as_of):
            continue
        bank.hold(str(row["cif_no"]), str(row["foracid"]), ROLES[row["rel_type"]])


def _ledger(bank: Bank, of: Rows) -> None:
    for row in of("eod_balance"):
        if row["eod_date"] <= bank.as_of:
            closing = known_paise(row["clr_bal_amt"])
            bank.closings[str(row["foracid"])].append((row["eod_date"], closing))
    for row in of("tran_detail"):
        if row["tran_date"] > bank.as_of:
            continue
        account_id, amount = str(row["foracid"]), known_paise(row["tran_amt"])
        bank.bookings[account_id].append(
            Booking(
                transaction_id=f"S{row['tran_id']}",
                account_id=account_id,
                posted_on=row["tran_date"],
                seq=row["part_tran_srl_num"],
                value_date=row["value_date"],
                amount=-amount if row["part_tran_type"] == "D" else amount,
                balance_after=paise(row["run_bal"]),
                channel=CHANNELS[row["dlvry_channel"]],
                category=row["purpose_cd"].lower(),
                counterparty=row["contra_name"],
                narration=row["tran_particular"],
            )
        )
