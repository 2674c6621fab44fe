"""Which ways of reaching a customer the customer agreed to (DPDP Act 2023, sections 6 and 7).

A call or an e-mail by the RM is allowed unless consent for its channel was withdrawn: what was
never asked about is service that the customer expects (section 7). A campaign needs consent
given for marketing (section 6).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from c360.customers.models import Consent

CHANNELS = {"call": ("phone", "call", "calls", "voice"), "email": ("email", "e-mail")}
MARKETING = ("marketing", "campaign", "campaigns", "promotion", "offers")
ACTIONS = ("call", "email", "campaign")
STATES = ("granted", "withdrawn", "not_asked")


def contact(consents: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each action: whether it is allowed, why, and for which purposes that was said."""
    rows = list(consents)
    return [_action(name, [row for row in rows if _is_about(name, row)]) for name in ACTIONS]


def agreed_to_campaigns(of: str) -> str:
    """The condition of a statement on customers, or their figures, that marketing is agreed to."""
    purposes = ", ".join(f"'{purpose}'" for purpose in MARKETING)
    return (
        f"exists (select from consent given where given.customer_id = {of}.customer_id"
        f" and given.purpose in ({purposes}) and given.status = 'granted')"
    )


def refusals(action: str, customer_ids: Iterable[str]) -> dict[str, str]:
    """Of these customers those whom the action may not reach, each with its state of consent."""
    ids = list(customer_ids)
    kept: dict[str, list[Mapping[str, Any]]] = {one: [] for one in ids}
    columns = ("customer_id", "purpose", "channel", "status")
    for row in Consent.objects.filter(customer_id__in=ids).values(*columns):
        kept[row["customer_id"]].append(row)
    found = {}
    for customer_id, rows in kept.items():
        said = _action(action, [row for row in rows if _is_about(action, row)])
        if not said["allowed"]:
            found[customer_id] = str(said["state"])
    return found


def _is_about(action: str, row: Mapping[str, Any]) -> bool:
    if action == "campaign":
        return row["purpose"] in MARKETING
    return row["channel"] in CHANNELS[action] and row["purpose"] not in MARKETING


def _action(name: str, rows: list[Mapping[str, Any]]) -> dict[str, Any]:
    granted = sorted({row["purpose"] for row in rows if row["status"] == "granted"})
    withdrawn = sorted({row["purpose"] for row in rows} - set(granted))
    state = "granted" if granted else "withdrawn" if withdrawn else "not_asked"
    return {
        "action": name,
        "allowed": state == "granted" or (state == "not_asked" and name != "campaign"),
        "state": state,
        "purposes": granted or withdrawn,
    }
