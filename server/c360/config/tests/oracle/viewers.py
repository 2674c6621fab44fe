"""The people who ask, and the oracle: the customers each may see, from the promises alone."""

from dataclasses import dataclass, field
from datetime import date

from .bank import RMS, Tree

STAFF_GROUP, VIP_GROUP = "c360-staff-customers", "c360-vip-customers"
LEVELS = {"branch_head": "B", "cluster_head": "BC", "region_head": "BCRH"}
SERVING = ("rm", *LEVELS)


@dataclass
class Asker:
    """Somebody of the directory; `covers` and `opened` are what they were granted beyond it."""

    username: str
    role: str
    employee_id: str
    groups: tuple[str, ...] = ()
    covers: set[str] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)
    unit: str = ""  # of an API client, with its scopes
    scopes: tuple[str, ...] = ()

    @property
    def serves(self) -> bool:
        return self.role in SERVING

    @property
    def lists(self) -> bool:
        """Whether figures and lists of books are this person's."""
        return self.serves or "book.read" in self.scopes

    @property
    def searches(self) -> bool:
        return self.serves or "customer.search" in self.scopes

    @property
    def all_scopes(self) -> list[str]:
        """Of a client, with those for staff and VIP customers that are groups of a person's."""
        more = {STAFF_GROUP: "customer.staff", VIP_GROUP: "customer.vip"}
        return [*self.scopes, *(more[group] for group in self.groups)]


def everybody(tree: Tree) -> list[Asker]:
    """Each RM and head, some with more permissions, and all who serve nobody."""
    more: dict[int, tuple[str, ...]] = {
        2: (STAFF_GROUP,), 5: (VIP_GROUP,), 7: (STAFF_GROUP, VIP_GROUP)}  # fmt: skip
    found = [Asker(f"o.e{n:02}", "rm", f"E{n:02}", more.get(n, ())) for n in range(RMS)]
    for unit, employee in tree.head_of.items():
        role = {"B": "branch_head", "C": "cluster_head"}.get(unit[0], "region_head")
        found.append(Asker(f"o.{employee.lower()}", role, employee))
    found += [
        Asker("o.all", "region_head", "HHO", (STAFF_GROUP, VIP_GROUP)),
        Asker("o.region.all", "region_head", "HR1", (STAFF_GROUP, VIP_GROUP)),
        Asker("o.cluster.staff", "cluster_head", "HC2", (STAFF_GROUP,)),
        Asker("o.misplaced", "branch_head", "HC1"),  # the role of a branch, the place of a cluster
        Asker("o.stranger", "rm", "E99"),  # the bank's rows do not know this one
        Asker("o.desk", "service_desk", "D1"),
        Asker("o.desk.staff", "service_desk", "D2", (STAFF_GROUP,)),
        Asker("o.auditor", "auditor", "A1"),
        Asker("o.operator", "operator", "P1"),
        *clients(),
    ]
    return found


def clients() -> list[Asker]:
    """Other applications, confined to a branch, a cluster, a region or the whole bank."""
    every = ("book.read", "customer.read", "customer.search")

    def client(unit: str, scopes: tuple[str, ...], groups: tuple[str, ...] = ()) -> Asker:
        return Asker(f"o-{unit.lower()}-{len(scopes)}{len(groups)}", "client", "", groups,
                     unit=unit, scopes=scopes)  # fmt: skip

    return [
        client("B3", every),
        client("R1", every[1:], (STAFF_GROUP,)),
        client("HO", every, (STAFF_GROUP, VIP_GROUP)),
    ]


@dataclass(frozen=True)
class Oracle:
    """Slow on purpose: every answer goes through the raw rows again."""

    tree: Tree
    day: date

    def sees(self, who: Asker, customer_id: str) -> bool:
        """Whether the customer is in this person's lists: own book, covered books, own sub-tree."""
        is_client = who.role == "client"
        if not self._may_meet(who, customer_id) or not (who.serves or is_client):
            return False
        rm = self.tree.rm_of(customer_id, self.day)
        if is_client:
            return who.unit == "HO" if rm is None else who.unit in self.tree.above(rm)
        if who.role == "rm":
            return rm is not None and rm in {who.employee_id, *who.covers}
        unit = next((u for u, e in self.tree.head_of.items() if e == who.employee_id), "?")
        if unit[0] not in LEVELS[who.role]:
            return False
        return unit == "HO" if rm is None else unit in self.tree.above(rm)

    def opens(self, who: Asker, customer_id: str) -> bool:
        """Whether the customer's page opens: also for the desk by ticket, or by break-glass."""
        if self.sees(who, customer_id):
            return True
        is_named = who.role == "service_desk" or customer_id in who.opened
        return is_named and self._may_meet(who, customer_id)

    def seen(self, who: Asker) -> set[str]:
        """All customers in this person's lists."""
        return {one for one in self.tree.customers if self.sees(who, one)}

    def _may_meet(self, who: Asker, customer_id: str) -> bool:
        """Nobody meets the own record; staff and VIP customers need their permission."""
        if customer_id not in self.tree.customers:
            return False
        if self.tree.own.get(who.employee_id) == customer_id:
            return False
        is_staff = customer_id in self.tree.staff or customer_id in self.tree.own.values()
        if is_staff and STAFF_GROUP not in who.groups:
            return False
        return customer_id not in self.tree.vip or VIP_GROUP in who.groups
