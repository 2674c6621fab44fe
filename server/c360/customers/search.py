"""One box that knows what was typed: an id, an account, a mobile, a PAN, or a name."""

import re
from typing import Any

from django.db.models import QuerySet

from c360.core.viewer import Viewer
from c360.customers import phonetics
from c360.customers.match import Match, Reason
from c360.customers.models import Customer, Employee, Figures, Holding, Unit
from c360.customers.models_search import TOP as SHOWN
from c360.customers.queries import within
from c360.customers.search_by_name import by_name

LONGEST = 100  # letters of the query that are read
MOST_WORDS = 6
AFTER_ALL = "\U0010ffff"
PAN = re.compile(r"[A-Z]{5}[0-9]{4}[A-Z]")

Json = dict[str, Any]
Found = dict[str, Match]  # customer id -> why


def answer(viewer: Viewer, query: str) -> Json:
    """At most 20 customers of the viewer's scope, by reason and then by relationship value."""
    typed = query[:LONGEST].strip()
    reads_as = reading(typed)
    if reads_as == "name":
        found = by_name(viewer, phonetics.words(typed)[:MOST_WORDS])
    else:
        found, reads_as = _by_number(viewer, typed, reads_as)
        found = _by_value(viewer, found)
    groups = _groups(viewer, found)
    return {
        "reads_as": reads_as,
        "count": sum(len(group["results"]) for group in groups),
        "groups": groups,
    }


def reading(typed: str) -> str:
    """What the text looks like before anything is looked up."""
    text = _compact(typed)
    if PAN.fullmatch(text):
        return "pan"
    digits = sum(letter.isdigit() for letter in text)
    if digits < 3 or digits * 2 < len(text) or any(w.isalpha() for w in typed.split()):
        return "name"
    national = text.removeprefix("+")
    if national.isdigit() and (text.startswith("+") or _is_mobile(national)):
        return "mobile"
    return "customer_id" if len(text) <= 9 else "account"


def _is_mobile(digits: str) -> bool:
    if len(digits) == 12 and digits.startswith("91"):
        digits = digits[2:]
    return len(digits) == 10 and digits[0] in "6789"


def _compact(typed: str) -> str:
    return re.sub(r"[ ()-]", "", typed).upper()


def _by_number(viewer: Viewer, typed: str, reads_as: str) -> tuple[Found, str]:
    """Who has exactly this number; failing that, whose customer id begins with it."""
    text = _compact(typed)
    seen = Customer.objects.filter(within(viewer))
    accounts = Holding.objects.filter(within(viewer), account_id=text, role__in=("owner", "joint"))
    looked_up: dict[str, QuerySet[Any]] = {
        "customer_id": seen.filter(customer_id=text),
        "account": accounts,
        "mobile": seen.filter(mobile__in=_mobile_forms(text)),
        "pan": seen.filter(tax_pan=text),
    }
    for kind in sorted(looked_up, key=lambda kind: kind != reads_as):
        ids = list(looked_up[kind].values_list("customer_id", flat=True).distinct()[:SHOWN])
        if ids:
            return {customer_id: Match(Reason.EXACT, ()) for customer_id in ids}, kind
    begun = seen.filter(customer_id__gte=text, customer_id__lt=text + AFTER_ALL)
    ids = list(begun.order_by("customer_id").values_list("customer_id", flat=True)[:SHOWN])
    return {customer_id: Match(Reason.PREFIX, ()) for customer_id in ids}, reads_as


def _mobile_forms(text: str) -> list[str]:
    """The ways a warehouse may hold the number that was typed."""
    digits = text.removeprefix("+")
    national = digits[-10:]
    return sorted({text, digits, national, f"+91{national}", f"91{national}", f"0{national}"})


def _by_value(viewer: Viewer, found: Found) -> Found:
    """The most valuable first."""
    rows = Figures.objects.filter(within(viewer), customer_id__in=list(found))
    trv = dict(rows.values_list("customer_id", "trv"))
    return {c: found[c] for c in sorted(found, key=lambda c: (-trv.get(c, 0), c))}


def _groups(viewer: Viewer, found: Found) -> list[Json]:
    """The customers found, in their order, with the words shown beside each: a group a reason."""
    customers = Customer.objects.filter(within(viewer)).in_bulk(list(found))
    rms = dict(
        Employee.objects.filter(
            employee_id__in={c.rm_id for c in customers.values() if c.rm_id}
        ).values_list("employee_id", "name")
    )
    branches = dict(
        Unit.objects.filter(unit_id__in={c.branch_id for c in customers.values()}).values_list(
            "unit_id", "name"
        )
    )
    groups: dict[Reason, list[Json]] = {}
    for customer_id, why in found.items():
        if customer := customers.get(customer_id):
            groups.setdefault(why.reason, []).append(_hit(customer, rms, branches, why))
    return [{"reason": reason.name.lower(), "results": hits} for reason, hits in groups.items()]


def _hit(customer: Customer, rms: dict[str, str], branches: dict[str, str], why: Match) -> Json:
    return {
        "customer_id": customer.customer_id,
        "name": customer.full_name,
        "kind": customer.kind,
        "segment": customer.segment,
        "rm_name": rms.get(customer.rm_id or ""),
        "branch_name": branches.get(customer.branch_id, customer.branch_id),
        "matched": [list(span) for span in why.spans],
    }
