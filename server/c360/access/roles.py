"""What each role may do, and which of a person's directory groups decides."""

from collections.abc import Iterable, Mapping

from c360.core.viewer import (
    ASK_LOADS,
    BREAK_GLASS,
    GRANT_COVER,
    PERMISSIONS,
    REVEAL,
    REVIEW,
    SEARCH,
    SEE_AUDIT,
    SEE_BOOK,
    SEE_CUSTOMER,
    SEE_LOADS,
    SEE_STAFF,
    SEE_VIP,
    SIGNED_IN,
    WRITE_CUSTOMER,
)

_SERVES_CUSTOMERS = frozenset(
    {SIGNED_IN, SEE_BOOK, SEE_CUSTOMER, WRITE_CUSTOMER, SEARCH, REVEAL, BREAK_GLASS}
)
_HEADS_A_UNIT = _SERVES_CUSTOMERS | {GRANT_COVER, REVIEW}

ROLE_PERMISSIONS: Mapping[str, frozenset[str]] = {
    "rm": _SERVES_CUSTOMERS,
    "branch_head": _HEADS_A_UNIT,
    "cluster_head": _HEADS_A_UNIT,
    "region_head": _HEADS_A_UNIT,
    "service_desk": frozenset({SIGNED_IN, SEE_CUSTOMER}),
    "auditor": frozenset({SIGNED_IN, SEE_AUDIT}),
    "operator": frozenset({SIGNED_IN, SEE_LOADS, ASK_LOADS}),
    "client": frozenset({SIGNED_IN}),  # and its scopes
}

CLIENT = "client"
# What an API client may be given; never to reveal, to open by break-glass or to write.
CLIENT_SCOPES = frozenset({SEE_BOOK, SEE_CUSTOMER, SEARCH, SEE_STAFF, SEE_VIP})

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


def extra_permissions(groups: Iterable[str], mapping: Mapping[str, str]) -> tuple[str, ...]:
    """What these groups permit beyond the role: staff and VIP customers."""
    held = {group.casefold() for group in groups}
    found = {permission for group, permission in mapping.items() if group.casefold() in held}
    if found - PERMISSIONS:
        raise KeyError(f"C360_PERMISSION_GROUPS names {sorted(found - PERMISSIONS)}: no such thing")
    return tuple(sorted(found))
