"""Who is asking, and which rows that person may see."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

# The permissions a view can ask for; `c360.access.roles` says which role has which.
SIGNED_IN = "signed_in"  # anybody with a session: holds no customer data
SEE_BOOK = "book.read"  # figures and lists of many customers
SEE_CUSTOMER = "customer.read"  # one customer's page and its tabs
WRITE_CUSTOMER = "customer.write"  # conversations and follow-ups
SEE_LOADS = "loads.read"  # loads, quarantine, health
SEE_AUDIT = "audit.read"

PERMISSIONS = frozenset({SIGNED_IN, SEE_BOOK, SEE_CUSTOMER, WRITE_CUSTOMER, SEE_LOADS, SEE_AUDIT})


@dataclass(frozen=True)
class Viewer:
    """A signed-in person; `scope` is inclusive intervals of `rm_seq`, empty for no customers.

    `session` is the hash under which the session is kept, never the secret id itself.
    """

    username: str
    name: str
    role: str
    employee_id: str | None
    unit_id: str | None
    scope: tuple[tuple[int, int], ...]
    permissions: frozenset[str]
    session: str
    unit_name: str | None = None

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
        )
        return hashlib.sha256("\x00".join(parts).encode()).hexdigest()

    @property
    def initials(self) -> str:
        """The first letters of the first and last name: `MD` for Meera Deshpande."""
        words = self.name.split()
        letters = words[0][:1] + (words[-1][:1] if len(words) > 1 else "") if words else ""
        return letters.upper()
