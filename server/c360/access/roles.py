"""What each role may do, and which of a person's directory groups decides."""

from collections.abc import Iterable, Mapping

from c360.core.viewer import (
    SEE_AUDIT,
    SEE_BOOK,
    SEE_CUSTOMER,
    SEE_LOADS,
    SIGNED_IN,
    WRITE_CUSTOMER,
)

_SERVES_CUSTOMERS = frozenset({SIGNED_IN, SEE_BOOK, SEE_CUSTOMER, WRITE_CUSTOMER})

ROLE_PERMISSIONS: Mapping[str, frozenset[str]] = {
    "rm": _SERVES_CUSTOMERS,
    "branch_head": _SERVES_CUSTOMERS,
    "cluster_head": _SERVES_CUSTOMERS,
    "region_head": _SERVES_CUSTOMERS,
    "service_desk": frozenset({SIGNED_IN, SEE_CUSTOMER}),
    "auditor": frozenset({SIGNED_IN, SEE_AUDIT}),
    "operator": frozenset({SIGNED_IN, SEE_LOADS}),
}

HEADS = frozenset({"branch_head", "cluster_head", "region_head"})


def role_of(groups: Iterable[str], mapping: Mapping[str, str]) -> str | None:
    """The role of someone in these groups (by cn); the first group of `mapping` that fits holds.

    None when no group gives a role: such a person may not sign in.
    """
    held = {group.casefold() for group in groups}
    for group, role in mapping.items():
        if group.casefold() in held:
            if role not in ROLE_PERMISSIONS:
                raise KeyError(f"C360_ROLE_GROUPS names the role {role}, which does not exist")
            return role
    return None
