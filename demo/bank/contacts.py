"""What other systems know: holders, mandates, ties, books, requests, contacts, papers, consents."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from demo.bank.accounts import CARD, FUND, LOAN, MAIN, TD, Accounts
from demo.bank.changes import Life, service
from demo.bank.layout import Ints, Plan
from demo.bank.people import People
from demo.bank.words import coded, days, joined, picked, rupees, text_of
from demo.bank.write import Told, write_part

REQUESTS = (
    ("CHEQUE_BOOK", "Cheque book of 50 leaves requested"),
    ("ADDRESS_CHANGE", "Change of address, proof attached"),
    ("NOMINEE_CHANGE", "Nominee to be changed on the savings account"),
    ("CARD_DISPUTE", "Disputes a card transaction at a merchant"),
    ("STATEMENT", "Statement of 12 months asked for a visa"),
    ("LIMIT_INCREASE", "Higher limit on the credit card asked for"),
    ("LOAN_LETTER", "Interest certificate for the home loan"),
    ("MOBILE_UPDATE", "New mobile number to be registered"),
)
CONTACTS = (
    (
        "call",
        "PHONE",
        "DONE",
        "Call about savings",
        "Asked about rates for term deposits; will think it over.",
    ),
    ("call", "PHONE", "NO_ANSWER", "Call attempted", "No answer, left a message."),
    (
        "visit",
        "BRANCH",
        "DONE",
        "Visit to the branch",
        "Came in for a demand draft; spoke of the son's admission.",
    ),
    (
        "complaint",
        "EMAIL",
        "CLOSED",
        "Complaint: failed UPI payment",
        "Amount debited, payee not credited; reversed in two days.",
    ),
    (
        "complaint",
        "PHONE",
        "OPEN",
        "Complaint: charges",
        "Questions the charge for a returned mandate.",
    ),
    ("campaign", "SMS", "SENT", "Festive term deposit offer", "Offer of 7.25% for 400 days sent."),
    ("campaign", "EMAIL", "OPENED", "Pre-approved card", "Offer of a Signature card, mail opened."),
    (
        "digital",
        "MOBILE_APP",
        "DONE",
        "Looked at home loans",
        "Used the home-loan calculator twice in the app.",
    ),
    (
        "digital",
        "NET_BANKING",
        "DONE",
        "Downloaded statement",
        "Statement of the last six months downloaded.",
    ),
    (
        "review",
        "BRANCH",
        "DONE",
        "Yearly portfolio review",
        "Holdings reviewed; prefers to keep liquidity until spring.",
    ),
)
PAPERS = ("PAN_CARD", "AADHAAR", "PHOTO", "SIGNATURE", "ADDRESS_PROOF")
PURPOSES = ("MARKETING", "DATA_SHARING", "CALLS")
CHANNELS = ("SMS", "EMAIL", "PHONE")


def write_contacts(
    folder: Path, plan: Plan, chunk: int, people: People, accounts: Accounts
) -> dict[str, Told]:
    """All of these tables' parts of one chunk; answers what the day end counts of them."""
    return {
        "acct_cif_rel": _holders(folder, plan, chunk, people, accounts),
        "mandate": _mandates(folder, plan, chunk, people, accounts),
        "cif_relation": _ties(folder, plan, chunk, people),
        "rm_portfolio": _books(folder, plan, chunk, people),
        "srm_ticket": _requests(folder, plan, chunk, people),
        "crm_activity": _touches(folder, plan, chunk, people),
        "kyc_document": _papers(folder, plan, chunk, people),
        "consent_register": _consents(folder, plan, chunk, people),
    }


def rm_codes(numbers: Ints) -> pa.Array:
    """RMs' employee numbers from their places 0.."""
    return joined("E", pc.utf8_lpad(text_of(numbers + 1), 5, "0"))


def _holders(folder: Path, plan: Plan, chunk: int, people: People, accounts: Accounts) -> Told:
    rng = plan.rng(chunk, 5)
    known = np.flatnonzero(accounts.opened <= plan.last)
    owner, slot = accounts.owner[known], accounts.slot[known]
    size = len(people.index)
    partner = np.minimum(owner + 1, size - 1)
    paired = (people.head[partner] == people.head[owner]) & (partner != owner)
    spouse = paired & (people.role[owner] == 0) & (people.role[partner] == 1)
    dice = rng.random(len(accounts.owner))[known]
    joint = np.flatnonzero(spouse & (dice < 0.3) & np.isin(slot, (MAIN, TD)))
    nominee = np.flatnonzero(
        paired & (dice >= 0.3) & (dice < 0.8) & np.isin(slot, (MAIN, TD, FUND))
    )
    guarantor = np.flatnonzero(paired & (dice < 0.25) & (slot == LOAN))
    which = np.concatenate([np.arange(len(owner)), joint, nominee, guarantor])
    who = np.concatenate([owner, partner[joint], partner[nominee], partner[guarantor]])
    role = np.repeat(np.arange(4), [len(owner), len(joint), len(nominee), len(guarantor)])
    of = known[which]
    begins = np.maximum(accounts.opened[of] - plan.today, 0)
    life = Life(begins, begins * 0)
    write_part(folder, plan, "acct_cif_rel", chunk, {
        "foracid": pa.array(accounts.ids[of]),
        "cif_no": pa.array(people.ids[who]),
        "rel_type": coded(("SOW", "JOF", "NOM", "GUA"), role),
        "share_pct": pa.array(np.where(role == 0, 100.0, 0.0), mask=role > 1),
    }, life)  # fmt: skip
    return Told(accounts.owner[of], accounts.product[of], life=life)


def _mandates(folder: Path, plan: Plan, chunk: int, people: People, accounts: Accounts) -> Told:
    which = np.flatnonzero(np.isin(accounts.slot, (FUND, LOAN, CARD)) & (accounts.pay_day > 0))
    slot, owner = accounts.slot[which], accounts.owner[which]
    current = int(np.searchsorted(plan.starts, plan.today, side="right")) - 1
    due = accounts.pay_day[which]
    due_on = plan.starts[current] + due - 1
    due_on = np.where(due_on <= plan.today, plan.starts[current + 1] + due - 1, due_on)
    kind = np.select([slot == FUND, slot == LOAN], [0, 1], 2)
    amount = np.where(kind == 2, accounts.limit[which] // 6, accounts.instalment[which])
    payer = accounts.at[owner, MAIN]
    write_part(folder, plan, "mandate", chunk, {
        "mandate_ref": joined("UMRN", text_of(accounts.ids[which])),
        "debit_acct": pa.array(accounts.ids[payer]),
        "mandate_type": coded(("SIP", "EMI", "CARD_BILL"), kind),
        "payee": coded(("Mutual fund plan", "Loan instalment", "Credit card bill"), kind),
        "amount": rupees(amount),
        "freq": coded(("MONTHLY",), kind * 0),
        "next_dt": days(due_on),
    })  # fmt: skip
    return Told(owner, accounts.product[payer], amount)


def _ties(folder: Path, plan: Plan, chunk: int, people: People) -> Told:
    """Spouse, parent and child of the household's head, told from both sides."""
    member = np.flatnonzero(people.role > 0)
    head = people.head[member]
    role = people.role[member]
    words = ("SPOUSE", "PARENT", "CHILD")
    back = np.array([0, 2, 1])[role - 1]
    since = people.joined_on[member]
    write_part(folder, plan, "cif_relation", chunk, {
        "cif_no": pa.array(np.concatenate([people.ids[head], people.ids[member]])),
        "rel_cif_no": pa.array(np.concatenate([people.ids[member], people.ids[head]])),
        "rel_code": coded(words, np.concatenate([role - 1, back])),
        "since_dt": days(np.concatenate([since, since])),
    })  # fmt: skip
    return Told(np.concatenate([head, member]))


def _books(folder: Path, plan: Plan, chunk: int, people: People) -> Told:
    served = service(plan, chunk, people)
    write_part(folder, plan, "rm_portfolio", chunk, {
        "rm_code": rm_codes(served.rm),
        "cif_no": pa.array(people.ids[served.place]),
        "assigned_from": days(served.since),
        "assigned_to": days(served.until, served.until > 0),
    }, served.life)  # fmt: skip
    return Told(served.place, life=served.life)


def _some(rng: np.random.Generator, size: int, mean: float) -> Ints:
    return np.repeat(np.arange(size, dtype=np.int64), rng.poisson(mean, size))


def _numbers(chunk: int, size: int) -> Ints:
    return chunk * 10_000_000 + np.arange(size, dtype=np.int64)


def _requests(folder: Path, plan: Plan, chunk: int, people: People) -> Told:
    rng = plan.rng(chunk, 6)
    who = _some(rng, len(people.index), 0.35)
    ago = (rng.random(len(who)) ** 1.5 * 395).astype(np.int64)
    took = rng.integers(1, 15, len(who))
    still = (ago < took) | (rng.random(len(who)) < 0.03)
    kind = rng.integers(0, len(REQUESTS), len(who))
    write_part(folder, plan, "srm_ticket", chunk, {
        "ticket_no": joined("SR", text_of(_numbers(chunk, len(who)))),
        "cif_no": pa.array(people.ids[who]),
        "raised_dt": days(plan.today - ago),
        "resolved_dt": days(plan.today - ago + took, ~still),
        "ticket_type": coded([name for name, _ in REQUESTS], kind),
        "source": coded(("BRANCH", "PHONE", "MOBILE_APP", "EMAIL"), rng.integers(0, 4, len(who))),
        "state": coded(("RESOLVED", "OPEN"), still.astype(np.int64)),
        "remarks": picked([text for _, text in REQUESTS], kind),
    })  # fmt: skip
    return Told(who)


def _touches(folder: Path, plan: Plan, chunk: int, people: People) -> Told:
    rng = plan.rng(chunk, 7)
    who = _some(rng, len(people.index), 2.2 if plan.profile.coupons else 0.5)
    ago = (rng.random(len(who)) * 400).astype(np.int64)
    seconds = (plan.today - ago) * 86_400 + rng.integers(3 * 3600 + 1800, 12 * 3600, len(who))
    kind = rng.choice(
        len(CONTACTS), len(who), p=[0.24, 0.1, 0.1, 0.04, 0.02, 0.18, 0.12, 0.1, 0.06, 0.04]
    )
    rm = np.searchsorted(plan.book_starts, people.index[who], side="right") - 1
    column = [[row[part] for row in CONTACTS] for part in range(5)]
    spoken = np.isin(kind, (0, 1, 2, 9))
    write_part(folder, plan, "crm_activity", chunk, {
        "activity_id": joined("AC", text_of(_numbers(chunk, len(who)))),
        "cif_no": pa.array(people.ids[who]),
        "activity_ts": pa.array(seconds).cast(pa.timestamp("s")),
        "activity_type": coded(column[0], kind),
        "medium": coded(column[1], kind),
        "outcome": coded(column[2], kind),
        "subject": coded(column[3], kind),
        "notes": coded(column[4], kind),
        "done_by": pc.if_else(pa.array(spoken), rm_codes(rm), pa.scalar(None, pa.string())),
    })  # fmt: skip
    return Told(who)


def _papers(folder: Path, plan: Plan, chunk: int, people: People) -> Told:
    each = 2
    who = np.repeat(np.arange(len(people.index), dtype=np.int64), each)
    kind = (people.index[who] + np.tile(np.arange(each), len(people.index))) % len(PAPERS)
    gone = (people.kyc_due[who] < plan.today) & (kind == 4)
    write_part(folder, plan, "kyc_document", chunk, {
        "doc_ref": joined("DOC", text_of(people.ids[who]), "-", text_of(kind)),
        "cif_no": pa.array(people.ids[who]),
        "doc_type": coded(PAPERS, kind),
        "received_dt": days(people.joined_on[who]),
        "expiry_dt": days(people.kyc_due[who], kind == 4),
        "doc_state": coded(("VERIFIED", "EXPIRED"), gone.astype(np.int64)),
    })  # fmt: skip
    return Told(who)


def _consents(folder: Path, plan: Plan, chunk: int, people: People) -> Told:
    who = np.repeat(np.arange(len(people.index), dtype=np.int64), 3)
    purpose = np.tile(np.arange(3), len(people.index))
    withdrawn = (people.index[who] * 7 + purpose * 3) % 11 == 0
    write_part(folder, plan, "consent_register", chunk, {
        "cif_no": pa.array(people.ids[who]),
        "purpose": coded(PURPOSES, purpose),
        "medium": coded(CHANNELS, purpose),
        "consent_state": coded(("GRANTED", "WITHDRAWN"), withdrawn.astype(np.int64)),
        "effective_dt": days(people.joined_on[who] + withdrawn * 200),
    })  # fmt: skip
    return Told(who)
