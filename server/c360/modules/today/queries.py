"""What the rules found in the viewer's scope, without what somebody put off or dismissed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, Sum, Value
from django.db.models.functions import Coalesce

from c360.core.days import today
from c360.core.errors import not_found
from c360.core.viewer import Viewer
from c360.customers import consent, contacts
from c360.customers.masking import account_key
from c360.customers.models import Customer
from c360.customers.queries import bank_currency, customer_of, within
from c360.http.paging import decode_cursor, encode_cursor, page_limit
from c360.modules.today.models import Decision, Insight, InsightRule

ROUTE = "book/insights"
SHOWN = 20
READ_AT_ONCE = 100
MOST_READ = 2_000

Json = dict[str, Any]


def book_today(viewer: Viewer) -> Json:
    """At most 20 things worth doing across the book, one a customer, the weightiest first."""
    chosen: dict[str, Insight] = {}
    rows = Insight.objects.filter(within(viewer)).order_by(
        "-score", F("amount").desc(nulls_last=True), "key"
    )
    for start in range(0, MOST_READ, READ_AT_ONCE):
        part = list(rows[start : start + READ_AT_ONCE])
        for row in _open(part):
            chosen.setdefault(row.customer_id, row)
        if len(part) < READ_AT_ONCE or len(chosen) >= SHOWN:
            break
    shown = list(chosen.values())[:SHOWN]
    return {"currency": bank_currency(), "today": today(), "results": _with_customers(shown)}


def open_list(viewer: Viewer, query: Mapping[str, str]) -> Json:
    """Everything worth doing, the weightiest first, a page at a time; `rule` keeps one rule's.

    Raises a 400 problem for a cursor of another viewer or rule, or a limit that is none.
    """
    limit, after = page_limit(query), decode_cursor(viewer, ROUTE, query.get("cursor"), query)
    rows = Insight.objects.filter(within(viewer)).annotate(
        at_stake=Coalesce("amount", Value(-(2**53)))
    )
    by_rule = rows.values_list("rule").annotate(n=Count("key"), total=Sum("amount"))
    if rule := query.get("rule"):
        rows = rows.filter(rule=rule)
    if after is not None:
        rows = rows.filter(_beyond(*after) if len(after) == 3 else Q(pk__in=[]))
    part = list(rows.order_by("-score", "-at_stake", "key")[: limit + 1])
    following = None
    if len(part) > limit:
        part = part[:limit]
        last = part[-1]
        following = [last.score, last.at_stake, last.key]
    return {
        "currency": bank_currency(),
        "today": today(),
        "rules": [
            {"rule": name, "count": number, "amount": None if total is None else int(total)}
            for name, number, total in by_rule.order_by("rule")
        ],
        "results": _with_customers(_open(part)),
        "next": following and encode_cursor(viewer, ROUTE, following, query),
    }


def _beyond(score: int, at_stake: int, key: str) -> Q:
    same = Q(score=score)
    less = Q(at_stake__lt=at_stake) | Q(at_stake=at_stake, key__gt=key)
    return Q(score__lt=score) | (same & less)


def _open(rows: Sequence[Insight]) -> list[Insight]:
    """Those that nobody put off or dismissed."""
    decided = latest_decisions(row.key for row in rows)
    return [row for row in rows if not hides(decided.get(row.key))]


def latest_decisions(keys: Iterable[str]) -> dict[str, Decision]:
    """The last decision about each of the keys."""
    found = Decision.objects.filter(key__in=list(keys)).order_by("id")
    return {decision.key: decision for decision in found}


def hides(decision: Decision | None) -> bool:
    """Whether a decision keeps its insight out of Today on this calendar day."""
    if decision is None:
        return False
    if decision.kind == "snoozed":
        return decision.until is not None and today() < decision.until
    return decision.kind == "dismissed"


def _with_customers(rows: Sequence[Insight]) -> list[Json]:
    names = ("full_name", "segment", "last_contact_on", "last_contact_kind")
    ids = [row.customer_id for row in rows]
    customers = {
        row["customer_id"]: row
        for row in Customer.objects.filter(customer_id__in=ids).values("customer_id", *names)
    }
    told, here = rules(), contacts.latest(ids)
    not_to_call = consent.refusals("call", ids)
    found = []
    for row in rows:
        customer = {name: customers[row.customer_id][name] for name in names}
        if (logged := here.get(row.customer_id)) and not (
            customer["last_contact_on"] and customer["last_contact_on"] > logged.contacted_on
        ):
            customer["last_contact_on"] = logged.contacted_on
            customer["last_contact_kind"] = logged.channel
        may_call = row.customer_id not in not_to_call
        found.append({**insight_json(row, told), **customer, "may_call": may_call})
    return found


def customer_insights(viewer: Viewer, customer_id: str) -> Json:
    """All that the rules found about the customer, with what was decided about it."""
    customer_of(viewer, customer_id)
    rows = list(Insight.objects.filter(customer_id=customer_id).order_by("place"))
    decided = latest_decisions(row.key for row in rows)
    told = rules()
    return {
        "currency": bank_currency(),
        "may_call": customer_id not in consent.refusals("call", [customer_id]),
        "results": [
            {
                **insight_json(row, told),
                "hidden": hides(decided.get(row.key)),
                "decision": decision_json(decided.get(row.key)),
            }
            for row in rows
        ],
    }


def insight(viewer: Viewer, key: str) -> Insight:
    """The insight of that key; not-found when there is none in the viewer's scope."""
    found = Insight.objects.filter(within(viewer), key=key).first()
    if found is None:
        raise not_found()
    return found


def rules() -> dict[str, InsightRule]:
    """The rules of the publication by name."""
    return {rule.name: rule for rule in InsightRule.objects.all()}


def insight_json(row: Insight, told: dict[str, InsightRule]) -> Json:
    """The API's form of an insight; amounts are minor units."""
    rule = told[row.rule]
    return {
        "key": row.key,
        "customer_id": row.customer_id,
        "rule": row.rule,
        "version": row.version,
        "title": rule.title,
        "reason": rule.reason.format(on_date=_day(row.on_date), detail=row.detail or ""),
        "why": rule.why,
        "evidence": rule.evidence,
        "score": row.score,
        "on_date": row.on_date,
        "amount": row.amount,
        "compared": row.compared,
        "account_key": row.account_id and account_key(row.account_id),
        "transaction_id": row.transaction_id,
        "detail": row.detail,
    }


def _day(day: date | None) -> str:
    return f"{day.day} {day:%b %Y}" if day else ""


def decision_json(row: Decision | None) -> Json | None:
    """The API's form of a decision; `at` in UTC."""
    if row is None:
        return None
    return {
        "key": row.key,
        "kind": row.kind,
        "until": row.until,
        "reason": row.reason,
        "by": row.decided_by,
        "at": row.decided_at,
    }
