"""A bank of 60 books, in which every text of a book carries the book's mark: K07 in RM 7's."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from c360.nightly.tests.small_bank import DAY_1, Row, SmallBank
from demo.services.slapd import Person

BOOKS = 60
BRANCHES = 12
CUSTOMERS = 3  # of a book
DAYS = tuple(DAY_1 + timedelta(days=n) for n in range(6))
MARK = re.compile(rb"K(\d\d)")
RANDOM = re.compile(rb'"(?:account_key|next)": ?"[^"]*"')  # may hold K07 by chance


@dataclass(frozen=True)
class Reader:
    """Somebody who signs in, and the books that the viewer may see."""

    username: str
    employee_id: str
    group: str
    books: frozenset[int]

    @property
    def password(self) -> str:
        return f"{self.username}-pw"

    @property
    def person(self) -> Person:
        """The entry in the directory."""
        return Person(self.username, self.username, self.password, self.group, self.employee_id)


def branch_of(book: int) -> int:
    """Books stand in their branches in turn: 0 to 4 in branch 0."""
    return book * BRANCHES // BOOKS


def customer_of(book: int, place: int = 0) -> str:
    """A customer of that book."""
    return f"K{book:02}C{place}"


def readers() -> tuple[Reader, ...]:
    """64 people: the RM of each book, three branch heads and the head of all."""
    rms = [Reader(f"rm{b:02}", f"E1{b:02}", "c360-rm", frozenset([b])) for b in range(BOOKS)]
    heads = [
        Reader(
            f"head{n:02}",
            f"E2{n:02}",
            "c360-branch-head",
            frozenset(b for b in range(BOOKS) if branch_of(b) == n),
        )
        for n in range(3)
    ]
    return (*rms, *heads, Reader("chief", "E300", "c360-region-head", frozenset(range(BOOKS))))


OPERATOR = Reader("operator", "E400", "c360-operator", frozenset())


def small_bank(folder: Path) -> SmallBank:
    """The bank's mapping and its warehouse's files, written to `folder`."""
    return SmallBank(folder, _rows()).write()


def _rows() -> dict[str, list[Row]]:
    books = range(BOOKS)
    customers = [(b, customer_of(b, k), k) for b in books for k in range(CUSTOMERS)]
    units: list[Row] = [
        {"unit_id": f"B{n:02}", "parent_id": "HO", "level": "branch", "name": f"Branch {n}"}
        for n in range(BRANCHES)
    ]
    head: Row = {"unit_id": "HO", "parent_id": "", "level": "bank", "name": "Small Bank"}
    return {
        "organisation_unit": [head, *units],
        "employee": [
            *(_employee(f"E1{b:02}", "rm", f"B{branch_of(b):02}", f"Rm K{b:02}") for b in books),
            *(_employee(f"E2{n:02}", "branch_head", f"B{n:02}", f"Head {n}") for n in range(3)),
            _employee("E300", "bank_head", "HO", "Chief"),
            _employee("E400", "clerk", "HO", "Operator"),
        ],
        "product": [
            {"product_id": "SAV", "name": "Savings", "kind": "Savings", "family": "savings"}
        ],
        "customer": [_customer(b, c, k) for b, c, k in customers],
        "account": [
            {
                "account_id": f"A{c}",
                "product_id": "SAV",
                "currency": "INR",
                "opened_on": "2020-01-01",
                "status": "open",
                "branch_id": f"B{branch_of(b):02}",
            }
            for b, c, _ in customers
        ],
        "holding": [
            {"customer_id": c, "account_id": f"A{c}", "role": "owner"} for _, c, _ in customers
        ],
        "book": [
            {"rm_id": f"E1{b:02}", "customer_id": c, "from_date": "2020-01-01", "to_date": ""}
            for b, c, _ in customers
        ],
        "balance": [
            {"account_id": f"A{c}", "as_of": day, "closing": 1_000_003 * (b + 1) + 101 * k + n}
            for b, c, k in customers
            for n, day in enumerate(DAYS)
        ],
        "transaction": [
            _booking(b, c, day, place) for b, c, _ in customers for day in DAYS for place in (1, 2)
        ],
    }


def _employee(employee_id: str, role: str, unit_id: str, name: str) -> Row:
    return {"employee_id": employee_id, "name": name, "role": role, "unit_id": unit_id}


def _customer(book: int, customer_id: str, place: int) -> Row:
    return {
        "customer_id": customer_id,
        "kind": "person",
        "full_name": f"Asha K{book:02} Person{place}",
        "first_name": "Asha",
        "last_name": f"K{book:02}",
        "city": f"City of K{book:02}",
        "mobile": f"98{book:02}0000{place:02}",
        "branch_id": f"B{branch_of(book):02}",
        "onboarded_on": "2020-01-01",
        "is_staff": "false",
        "is_vip": "false",
    }


def _booking(book: int, customer_id: str, day: date, place: int) -> Row:
    return {
        "transaction_id": f"T{customer_id}-{day:%Y%m%d}-{place}",
        "account_id": f"A{customer_id}",
        "posted_on": day,
        "posted_seq": place,
        "amount": 100_000 * place + book,
        "narration": f"UPI/K{book:02}/pay {place}",
        "channel": "UPI",
        "category": "salary" if place == 1 else "groceries",
    }
