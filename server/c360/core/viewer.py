"""Who is asking, and which rows that person may see."""

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property

# The permissions a view can ask for; `c360.access.roles` says which role has which.
SIGNED_IN = "signed_in"  # anybody with a session: holds no customer data
SEE_BOOK = "book.read"  # figures and lists of many customers
SEE_CUSTOMER = "customer.read"  # one customer's page and its tabs
WRITE_CUSTOMER = "customer.write"  # conversations and follow-ups
SEE_LOADS = "loads.read"  # loads, quarantine, health
ASK_LOADS = "loads.ask"  # have a business day loaded
SEE_AUDIT = "audit.read"
SEARCH = "customer.search"
REVEAL = "customer.reveal"  # unmask an identifier, with a reason
BREAK_GLASS = "customer.break_glass"  # one customer out of scope, for half an hour
GRANT_COVER = "cover.grant"
REVIEW = "review.write"  # what those below did beyond the usual
SEE_STAFF = "customer.staff"  # customers who work for the bank
SEE_VIP = "customer.vip"

PERMISSIONS = frozenset(
    {
        SIGNED_IN,
        SEE_BOOK,
        SEE_CUSTOMER,
        WRITE_CUSTOMER,
        SEE_LOADS,
        ASK_LOADS,
        SEE_AUDIT,
        SEARCH,
        REVEAL,
        BREAK_GLASS,
        GRANT_COVER,
        REVIEW,
        SEE_STAFF,
        SEE_VIP,
    }
)

# Staff and VIP customers stand in bands of their own: `rm_seq` of an RM's plain customers is the
# RM's number, of staff customers that number + BAND, of VIPs + 2 BAND, of both + 3 BAND.
BAND = 1_000_000
BANDS = 4
STAFF_BANDS = 1
VIP_BANDS = 2
FEW_BOOKS = 12  # books (10,000 customers) that an answer may go through whole

Intervals = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Viewer:
    """A signed-in person; `scope` is inclusive intervals of `rm_seq`, empty for no customers.

    `session` is the hash under which the session is kept, never the secret id itself.
    `own_customer_id` is the viewer's own record as a customer, which the viewer never sees.
    `opened` are customers opened by break-glass, each until a time in seconds since 1970.
    `only`: of the scope, this one customer and nothing else.
    """

    username: str
    name: str
    role: str
    employee_id: str | None
    unit_id: str | None
    scope: Intervals
    permissions: frozenset[str]
    session: str
    unit_name: str | None = None
    own_customer_id: str | None = None
    opened: tuple[tuple[str, int], ...] = ()
    only: str | None = None

    def narrowed(self, customer_id: str) -> "Viewer":
        """This viewer for one customer alone, of any book whose band the viewer may see."""
        return replace(self, scope=in_bands(((0, BAND - 1),), self.permissions), only=customer_id)

    def may(self, permission: str) -> bool:
        """Whether the viewer's role has this permission."""
        return permission in self.permissions

    @cached_property
    def scope_text(self) -> str:
        """The scope as PostgreSQL's int4multirange: `{[1,1],[5,9]}`, or `{}` for no rows."""
        return "{" + ",".join(f"[{low},{high}]" for low, high in self.scope) + "}"

    @cached_property
    def scope_hash(self) -> str:
        """SHA-256 (hex) of all that an answer may depend on: rows, permissions, role, place."""
        parts = (
            self.scope_text,
            ",".join(sorted(self.permissions)),
            self.role,
            self.employee_id or "",
            self.unit_id or "",
            self.own_customer_id or "",
            self.only or "",
        )
        return hashlib.sha256("\x00".join(parts).encode()).hexdigest()

    @property
    def initials(self) -> str:
        """The first letters of the first and last name: `MD` for Meera Deshpande."""
        words = self.name.split()
        letters = words[0][:1] + (words[-1][:1] if len(words) > 1 else "") if words else ""
        return letters.upper()


def few_books(scope: Intervals) -> tuple[int, ...]:
    """The numbers of the books in a scope; none where there are more than FEW_BOOKS."""
    plain = [(low, high) for low, high in scope if low < BAND]
    if sum(high - low + 1 for low, high in plain) > FEW_BOOKS:
        return ()
    return tuple(book for low, high in plain for book in range(low, high + 1))


def in_bands(scope: Intervals, permissions: frozenset[str]) -> Intervals:
    """Those numbers of RMs in every band that the permissions open; merged and in order."""
    bands = [
        staff * STAFF_BANDS + vip * VIP_BANDS
        for staff in range(1 + (SEE_STAFF in permissions))
        for vip in range(1 + (SEE_VIP in permissions))
    ]
    found: list[tuple[int, int]] = []
    for low, high in sorted(
        (b * BAND + low, b * BAND + high) for b in bands for low, high in scope
    ):
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return tuple(found)
