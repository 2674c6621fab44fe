"""One box that knows what was typed: an id, an account, a mobile, a PAN, or a name."""

import re
from typing import Any

from c360.core.viewer import Viewer
from c360.customers import phonetics
from c360.customers.match import Match, Reason
from c360.customers.models import Customer
from c360.customers.models_search import TOP as SHOWN
from c360.customers.queries import in_scope, scoped, within
from c360.customers.search_by_name import by_name
from c360.http.rows import Row, fetch

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
    groups = _groups(viewer, found, by_value=reads_as != "name")
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


_NUMBERS = f"""
(select 'customer_id' as kind, customer_id from customer
    where customer_id = %(text)s and {in_scope()})
union all
(select distinct 'account', customer_id from holding
    where account_id = %(text)s and role in ('owner', 'joint') and {in_scope()} limit {SHOWN})
union all
(select 'mobile', customer_id from customer
    where mobile = any(%(forms)s::text[]) and {in_scope()} order by 2 limit {SHOWN})
union all
(select 'pan', customer_id from customer
    where tax_pan = %(text)s and {in_scope()} order by 2 limit {SHOWN})
"""  # noqa: S608 (constants; the values are bound)


def _by_number(viewer: Viewer, typed: str, reads_as: str) -> tuple[Found, str]:
    """Who has exactly this number; failing that, whose customer id begins with it."""
    text = _compact(typed)
    rows = fetch(_NUMBERS, scoped(viewer, text=text, forms=_mobile_forms(text)))
    if rows:
        kinds = {row["kind"] for row in rows}
        kind = reads_as if reads_as in kinds else rows[0]["kind"]
        ids = sorted(row["customer_id"] for row in rows if row["kind"] == kind)
        return {customer_id: Match(Reason.EXACT, ()) for customer_id in ids}, kind
    begun = Customer.objects.filter(
        within(viewer), customer_id__gte=text, customer_id__lt=text + AFTER_ALL
    )
    ids = list(begun.order_by("customer_id").values_list("customer_id", flat=True)[:SHOWN])
    return {customer_id: Match(Reason.PREFIX, ()) for customer_id in ids}, reads_as


def _mobile_forms(text: str) -> list[str]:
    """The ways a warehouse may hold the number that was typed."""
    digits = text.removeprefix("+")
    national = digits[-10:]
    return sorted({text, digits, national, f"+91{national}", f"91{national}", f"0{national}"})


_SHOWN_OF = f"""
select c.customer_id, c.full_name, c.kind, c.segment, e.name as rm_name,
    coalesce(u.name, c.branch_id) as branch_name, coalesce(f.trv, 0) as trv
from customer c
    left join figures f on f.customer_id = c.customer_id
    left join employee e on e.employee_id = c.rm_id
    left join unit u on u.unit_id = c.branch_id
where c.customer_id = any(%(ids)s::text[]) and {in_scope("c.")}
"""  # noqa: S608 (constants; the values are bound)


def _groups(viewer: Viewer, found: Found, *, by_value: bool) -> list[Json]:
    """The customers found with the words shown beside each, a group a reason.

    In their order, or `by_value` the most valuable first.
    """
    if not found:
        return []
    rows = fetch(_SHOWN_OF, scoped(viewer, ids=list(found)))
    places = {customer_id: place for place, customer_id in enumerate(found)}
    rows.sort(key=lambda r: (-r["trv"] if by_value else places[r["customer_id"]], r["customer_id"]))
    groups: dict[Reason, list[Json]] = {}
    for row in rows:
        why = found[row["customer_id"]]
        groups.setdefault(why.reason, []).append(_hit(row, why))
    return [{"reason": reason.name.lower(), "results": hits} for reason, hits in groups.items()]


def _hit(row: Row, why: Match) -> Json:
    return {
        "customer_id": row["customer_id"],
        "name": row["full_name"],
        "kind": row["kind"],
        "segment": row["segment"],
        "rm_name": row["rm_name"],
        "branch_name": row["branch_name"],
        "matched": [list(span) for span in why.spans],
    }
