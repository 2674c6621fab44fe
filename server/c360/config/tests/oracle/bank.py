"""A bank with a hierarchy to get lost in, over two nights: its rows, and who stands where.

Every text of a customer holds the customer's id (`KUND1001`), every account number stands for its
holders, so that a foreign row shows in any answer, wherever it stands.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from c360.nightly.tests.small_bank import DAY_1, DAY_2, Row, SmallBank

RMS, BOOK = 16, 8  # RMs, and customers of each
FIRST = 1001
LONG_AGO = date(2020, 1, 1)
STAFF, VIP, JOINT, NOMINEE, TIED = 7, 11, 4, 5, 3  # every so manieth customer


@dataclass
class Tree:
    """What the oracle knows: units, RMs, heads, and on which days a customer was whose."""

    parent: dict[str, str | None] = field(default_factory=dict)
    branch_of: dict[str, str] = field(default_factory=dict)  # RM -> branch
    head_of: dict[str, str] = field(default_factory=dict)  # unit -> employee
    own: dict[str, str] = field(default_factory=dict)  # employee -> own customer
    books: list[tuple[str, str, date, date | None]] = field(default_factory=list)
    staff: set[str] = field(default_factory=set)
    vip: set[str] = field(default_factory=set)
    customers: list[str] = field(default_factory=list)
    holders: dict[str, set[str]] = field(default_factory=dict)  # account -> customers

    def rm_of(self, customer_id: str, day: date) -> str | None:
        """Whose the customer is that day: of those whose time it is, the one who came last."""
        mine = [
            (since, rm)
            for rm, customer, since, until in self.books
            if customer == customer_id and since <= day and (until is None or day <= until)
        ]
        return max(mine)[1] if mine else None

    def above(self, rm: str) -> list[str]:
        """The units over an RM's book, the branch first."""
        found: list[str] = []
        unit: str | None = self.branch_of[rm]
        while unit is not None:
            found.append(unit)
            unit = self.parent[unit]
        return found


def customer_name(number: int) -> str:
    return f"KUND{number}"


def surname(number: int) -> str:
    """A word of letters alone that no other customer's name has."""
    return "Zw" + "".join("bdfklmnprs"[int(digit)] * 2 for digit in str(number))


def account_of(customer_id: str) -> str:
    return f"7010000{customer_id.removeprefix('KUND')}"


def mobile_of(customer_id: str) -> str:
    return f"982000{customer_id.removeprefix('KUND')}"


def pan_of(customer_id: str) -> str:
    return f"ABCPK{customer_id.removeprefix('KUND')}F"


class OracleBank:
    """The warehouse's rows of each night in `warehouse`, and `tree` as it stands after both."""

    def __init__(self, folder: Path) -> None:
        self.warehouse = SmallBank(folder, {})
        self.tree = Tree()
        self._units()
        self._employees()
        count = RMS * BOOK + 6  # the last six are in no book
        self.tree.customers = [customer_name(FIRST + n) for n in range(count)]
        for n, customer_id in enumerate(self.tree.customers):
            self._customer(n, customer_id)
        self._ties()
        self._books(count)

    def write(self, night: int) -> None:
        """The files of the first night, or of the second: books moved, a customer became VIP."""
        if night == 2:
            self._second_night()
        self.warehouse.write()

    def _add(self, table: str, **row: object) -> None:
        self.warehouse.rows.setdefault(table, []).append(row)

    def _units(self) -> None:
        levels = {0: "bank", 1: "region", 2: "cluster", 3: "branch"}
        names = ["HO"]
        for depth, letter in ((1, "R"), (2, "C"), (3, "B")):
            names += [f"{letter}{n}" for n in range(2**depth)]
        for name in names:
            depth = "HRCB".index(name[0])
            number = int(name[1:]) if depth else 0
            parent = {0: None, 1: "HO"}.get(depth, f"{'HRCB'[depth - 1]}{number // 2}")
            self.tree.parent[name] = parent
            self._add("organisation_unit", unit_id=name, parent_id=parent or "",
                      level=levels[depth], name=f"Unit {name}")  # fmt: skip
        self._add("product", product_id="SAV", name="Savings", kind="Savings", family="savings")

    def _employees(self) -> None:
        heads = {unit: f"H{unit}" for unit in self.tree.parent}
        self.tree.head_of = heads
        own = {"E00": FIRST + 17, "E03": FIRST + 2, "HB1": FIRST + 20, "HC2": FIRST + 70}
        self.tree.own = {employee: customer_name(number) for employee, number in own.items()}
        for unit, employee in heads.items():
            parent = self.tree.parent[unit]
            self._employee(employee, "head", unit, heads[parent] if parent else "")
        for n in range(RMS):
            branch = f"B{n // 2}"
            self.tree.branch_of[f"E{n:02}"] = branch
            self._employee(f"E{n:02}", "rm", branch, heads[branch])

    def _employee(self, employee_id: str, role: str, unit: str, boss: str) -> None:
        self._add("employee", employee_id=employee_id, name=f"Name {employee_id}", role=role,
                  unit_id=unit, reports_to=boss,
                  own_customer_id=self.tree.own.get(employee_id, ""))  # fmt: skip

    def _customer(self, n: int, customer_id: str) -> None:
        number = FIRST + n
        if n % STAFF == 3:
            self.tree.staff.add(customer_id)
        if n % VIP == 5:
            self.tree.vip.add(customer_id)
        self._add("customer", customer_id=customer_id, kind="person",
                  full_name=f"Ravi {surname(number)} {customer_id}", branch_id=f"B{n % 8}",
                  last_name=f"{surname(number)} {customer_id}", onboarded_on=LONG_AGO,
                  mobile=mobile_of(customer_id), tax_pan=pan_of(customer_id),
                  email=f"{customer_id}@mail.in", address_line=f"House of {customer_id}",
                  household_id=f"H{n % 20}", kyc_due_on=date(2026, 12, 1), segment="Private",
                  is_staff=str(customer_id in self.tree.staff).lower(),
                  is_vip=str(customer_id in self.tree.vip).lower())  # fmt: skip
        account, is_shared = account_of(customer_id), n % JOINT == 0
        self.tree.holders[account] = {customer_id}
        self._add("account", account_id=account, product_id="SAV", currency="INR",
                  opened_on=LONG_AGO, status="open", branch_id="B0",
                  minimum_balance=9_000_00)  # fmt: skip
        self._add("holding", customer_id=customer_id, account_id=account, role="owner")
        who = "shared" if is_shared else customer_id
        for day in (DAY_1, DAY_2):
            self._add("balance", account_id=account, as_of=day, closing=5_000_00 + n * 7 + day.day)
            self._add("transaction", transaction_id=f"T{number}-{day.day}", account_id=account,
                      posted_on=day, posted_seq=1, amount=-800_00, channel="upi",
                      narration=f"UPI to {who}", counterparty=f"Shop {who}")  # fmt: skip
        self._add("card", card_id=f"K{number}", account_id=account, customer_id=customer_id,
                  last4="1234", kind="debit")  # fmt: skip
        self._add("service_request", request_id=f"SR{number}", customer_id=customer_id,
                  opened_on=DAY_1, kind="Cheque book", status="open",
                  text=f"wants a cheque book, says {customer_id}")  # fmt: skip
        self._add("touchpoint", touchpoint_id=f"TP{number}", customer_id=customer_id,
                  occurred_at=f"{DAY_1} 10:00:00", kind="call", title=f"Spoke with {customer_id}",
                  text="about savings")  # fmt: skip
        self._add("document", document_id=f"D{number}", customer_id=customer_id,
                  kind=f"Passport of {customer_id}", received_on=LONG_AGO)  # fmt: skip
        self._add("consent", customer_id=customer_id, purpose="offers", channel="call",
                  status="granted", since=LONG_AGO)  # fmt: skip

    def _ties(self) -> None:
        """Joint accounts, nominees and families reach over books, branches and regions."""
        customers = self.tree.customers
        for n, customer_id in enumerate(customers):
            if n % JOINT == 0:
                self._holds(customers[(n + 9) % len(customers)], customer_id, "joint")
            if n % NOMINEE == 0:
                self._holds(customers[(n + 17) % len(customers)], customer_id, "nominee")
            if n % TIED == 0:
                other = customers[(n + 8) % len(customers)]
                self._add("relationship", customer_id=customer_id, related_customer_id=other,
                          kind="spouse")  # fmt: skip

    def _holds(self, customer_id: str, owner: str, role: str) -> None:
        account = account_of(owner)
        self.tree.holders[account].add(customer_id)
        self._add("holding", customer_id=customer_id, account_id=account, role=role)

    def _books(self, count: int) -> None:
        for n in range(count - 6):
            self._book(f"E{n // BOOK:02}", n, LONG_AGO, None)
        self._book("E01", count - 6, LONG_AGO, date(2026, 1, 1))  # was somebody's once
        self._book("E02", count - 5, date(2027, 1, 1), None)  # will be somebody's

    def _book(self, rm: str, n: int, since: date, until: date | None) -> None:
        customer_id = self.tree.customers[n]
        self.tree.books.append((rm, customer_id, since, until))
        self._add("book", rm_id=rm, customer_id=customer_id, from_date=since,
                  to_date=until or "")  # fmt: skip

    def _second_night(self) -> None:
        """Three customers of each of four books move, one far away; a customer becomes VIP."""
        for n in (0, 1, 24, 25, 64, 65, 100, 101):
            old, customer_id = self.tree.rm_of(self.tree.customers[n], DAY_1), n
            for row in self.warehouse.rows["book"]:
                if row["customer_id"] == self.tree.customers[n]:
                    row["to_date"] = DAY_1
            self.tree.books = [
                (rm, who, since, DAY_1 if who == self.tree.customers[n] else until)
                for rm, who, since, until in self.tree.books
            ]
            assert old is not None
            self._book(
                f"E{(int(old[1:]) + (1 if n % 2 else 9)) % RMS:02}", customer_id, DAY_2, None
            )
        became = self.tree.customers[40]
        self.tree.vip.add(became)
        vip: Row = next(r for r in self.warehouse.rows["customer"] if r["customer_id"] == became)
        vip["is_vip"] = "true"
