"""One box that knows what was typed: an id, an account, a mobile, a PAN, or a name."""
# ruff: noqa: S608 (statements are put together from our own words; values are bound)

import re
from typing import Any

from c360.core.viewer import Viewer
from c360.customers import phonetics
from c360.customers.match import Match, Reason
from c360.customers.models_search import TOP as SHOWN
from c360.customers.queries import in_scope, is_few, scoped, wall
from c360.customers.search_by_name import by_name
from c360.http.rows import Row, fetch

LONGEST = 100  # letters of the query that are read
AFTER_ALL = "\U0010ffff"
PAN = re.compile(r"[A-Z]{5}[0-9]{4}[A-Z]")

Json = dict[str, Any]
Found = dict[str, Match]  # customer id -> why


def answer(viewer: Viewer, query: str) -> Json:
    """At most 20 customers of the viewer's scope, by reason and then by relationship value."""
    typed = query[:LONGEST].strip()
    reads_as = reading(typed)
    if reads_as == "name":
        groups = _by_name(viewer, typed)
    else:
        groups, reads_as = _by_number(viewer, typed, reads_as)
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


_SHOWN = """
    c.customer_id, c.full_name, c.kind, c.segment, e.name as rm_name,
    coalesce(u.name, c.branch_id) as branch_name, coalesce(f.trv, 0) as trv"""
_BESIDE = """
    left join figures f on f.customer_id = c.customer_id
    left join employee e on e.employee_id = c.rm_id
    left join unit u on u.unit_id = c.branch_id"""
_SHOWN_OF = f"""
select {_SHOWN} from customer c {_BESIDE}
where c.customer_id = any(%(ids)s::text[]) and {in_scope("c.")}"""
_NUMBERS = f"""
(select 'customer_id' as number, customer_id from customer
    where customer_id = %(text)s and {in_scope()})
union all
(select distinct 'account', customer_id from holding
    where account_id = %(text)s and role in ('owner', 'joint') and {in_scope()} limit {SHOWN})
union all
(select 'mobile', customer_id from customer
    where mobile = any(%(forms)s::text[]) and {in_scope()} order by 2 limit {SHOWN})
union all
(select 'pan', customer_id from customer
    where tax_pan = %(text)s and {in_scope()} order by 2 limit {SHOWN})"""
_ONE_NUMBER = {
    "customer_id": f"select * from customer where customer_id = %(text)s and {in_scope()}",
    "account": f"""
        select * from customer where {in_scope()} and customer_id in (
            select customer_id from holding
            where account_id = %(text)s and role in ('owner', 'joint') and {in_scope()})
        order by customer_id limit {SHOWN}""",
    "mobile": f"""
        select * from customer where mobile = any(%(forms)s::text[]) and {in_scope()}
        order by customer_id limit {SHOWN}""",
    "pan": f"""
        select * from customer where tax_pan = %(text)s and {in_scope()}
        order by customer_id limit {SHOWN}""",
}
_SHOWN_ONE = {
    kind: f"select {_SHOWN} from ({found}) c {_BESIDE}" for kind, found in _ONE_NUMBER.items()
}
_SHOWN_BEGUN = f"""
select {_SHOWN} from (
    select * from customer
    where customer_id >= %(text)s::text and customer_id < %(after)s::text and {{wall}}
    order by customer_id limit {SHOWN}) c {_BESIDE}"""
NUMBERS = ("customer_id", "account", "mobile", "pan")


def _by_name(viewer: Viewer, typed: str) -> list[Json]:
    """Who has these words in the name, in the order of the match."""
    found = by_name(viewer, phonetics.words(typed))
    if not found:
        return []
    places = {customer_id: place for place, customer_id in enumerate(found)}
    rows = fetch(_SHOWN_OF, scoped(viewer, ids=list(found)))
    return _groups(sorted(rows, key=lambda row: places[row["customer_id"]]), found)


def _by_number(viewer: Viewer, typed: str, reads_as: str) -> tuple[list[Json], str]:
    """Who has exactly this number; failing that, whose customer id begins with it."""
    text = _compact(typed)
    values = scoped(viewer, text=text, forms=_mobile_forms(text))
    why = Match(Reason.EXACT, ())
    rows = fetch(_SHOWN_ONE[reads_as], values)  # as a rule all that is asked
    if not rows and (found := fetch(_NUMBERS, values)):
        kinds = {row["number"] for row in found}
        reads_as = next(kind for kind in NUMBERS if kind in kinds)
        ids = [row["customer_id"] for row in found if row["number"] == reads_as]
        rows = fetch(_SHOWN_OF, scoped(viewer, ids=ids))
    if not rows:
        condition, begun = wall(viewer)
        begun.update(text=text, after=text + AFTER_ALL)
        rows = fetch(_SHOWN_BEGUN.format(wall=condition), begun, planned_once=is_few(viewer))
        why = Match(Reason.PREFIX, ())
    rows.sort(key=lambda row: (-row["trv"], row["customer_id"]))
    return _groups(rows, {row["customer_id"]: why for row in rows}), reads_as


def _mobile_forms(text: str) -> list[str]:
    """The ways a warehouse may hold the number that was typed."""
    digits = text.removeprefix("+")
    national = digits[-10:]
    return sorted({text, digits, national, f"+91{national}", f"91{national}", f"0{national}"})


def _groups(rows: list[Row], found: Found) -> list[Json]:
    """The rows in their order with the words shown beside each, a group a reason."""
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
