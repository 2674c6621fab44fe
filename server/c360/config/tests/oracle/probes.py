"""One request after the other, drawn by lot, each compared with what the oracle says."""

import csv
import io
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from random import Random
from typing import Any

from ..naughty import Answered, Wire
from .bank import account_of, mobile_of, pan_of, surname
from .viewers import Asker, Oracle

TAG, ACCOUNT = re.compile(rb"KUND\d{4}"), re.compile(rb"7010000\d{4}")
ABSENT = ("KUND9999", "KUND0000", "x", "1001")
TOLD = ("reviews", "alerts")
ABSENT_KEY = "AAAAAAAAAAAAAAAA"
TRIES = 3
Json = dict[str, Any]


@dataclass
class Note:
    """A conversation somebody logged, with its follow-up, and an insight of that customer."""

    customer_id: str
    author: Asker
    confidential: bool
    conversation_id: int
    follow_up_id: int


@dataclass
class Probes:
    """Asks as everybody about everything; `wrong` are the answers the oracle would not give.

    `document` is the product's own; `walled=False`: the first wall is out, so what holds no
    customer's row (a unit's name) is not held back either.
    """

    oracle: Oracle
    wires: dict[str, Wire]
    document: Json
    random: Random
    walled: bool = True
    notes: list[Note] = field(default_factory=list)
    insights: dict[str, str] = field(default_factory=dict)  # key -> customer
    keys: dict[str, str] = field(default_factory=dict)  # customer -> key of the own account
    asked: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    put_off: int = 0  # answers that said to come again
    absent: dict[tuple[str, ...], tuple[int, bytes]] = field(default_factory=dict)
    seen: dict[str, set[str]] = field(default_factory=dict)
    open: dict[str, set[str]] = field(default_factory=dict)

    def run(
        self,
        askers: list[Asker],
        count: int,
        reached: Callable[[int, int], None] = lambda done, of: None,
    ) -> None:
        """That many requests; `reached` is told how far it is."""
        kinds = [self.page, self.nested_account, self.note, self.insight, self.found, self.lists,
                 self.unit, self.write]  # fmt: skip
        weights = [40, 8, 10, 6, 16, 8, 4, 8]
        for done in range(count):
            reached(done, count)
            (kind,) = self.random.choices(kinds, weights)
            kind(self.random.choice(askers))

    @cached_property
    def nested(self) -> list[str]:
        """What stands behind a customer's id in every GET route of the document."""
        return [
            path.removeprefix("/api/customers/{customer_id}")
            for path, operations in self.document["paths"].items()
            if path.startswith("/api/customers/{customer_id}") and "get" in operations
        ]

    # --- one kind of request each -----------------------------------------------------------

    def page(self, who: Asker) -> None:
        """A customer's page, or a tab of it: open, or exactly as if there were no such customer."""
        customer_id, nested = self._somebody(), self.random.choice(self.nested)
        answer = self._get(who, f"customers/{customer_id}{nested}", f"page{nested}")
        self._open_or_absent(who, answer, nested, customer_id, customer_id in self._open(who))

    def nested_account(self, who: Asker) -> None:
        """Another's account within one's own customer's bookings: as an account there is not."""
        mine, other = self._mine(who), self.random.choice(self.oracle.tree.customers)
        if mine is None or mine in self.oracle.tree.holders.get(account_of(other), ()):
            return
        route = self.random.choice(("transactions", "transactions/summary", "balances"))
        name = "accounts" if route == "balances" else "account"
        asked = [
            self._get(who, f"customers/{mine}/{route}", f"account/{route}", **{name: account})
            for account in (self.keys[other], ABSENT_KEY)
        ]
        self._must(self._plain(asked[0]) == self._plain(asked[1]), who, f"account of {other}")

    def note(self, who: Asker) -> None:
        """A conversation by its number, its versions, an edit, and its follow-up."""
        note = self.random.choice(self.notes)
        is_open = note.customer_id in self._seen(who)
        readable = is_open and (not note.confidential or note.author is who or who.role != "rm")
        own = is_open and note.author is who
        one, body = f"conversations/{note.conversation_id}", {"outcome": "agreed"}
        method, path, gone, expected = self.random.choice([
            ("GET", one, "conversations/987654", readable),
            ("GET", f"{one}/versions", "conversations/987654/versions", readable),
            ("PATCH", one, "conversations/987654", own),
            ("PATCH", f"follow-ups/{note.follow_up_id}", "follow-ups/987654", own),
        ])  # fmt: skip
        kind = f"{method} {re.sub('[0-9]+', 'N', path)}"
        answer = self._ask(who, method, path, kind, body if method == "PATCH" else None)
        absent = self._as_absent(who, method, gone, body if method == "PATCH" else None)
        self._as_expected(who, answer, absent, expected, f"{kind} of {note.customer_id}")

    def insight(self, who: Asker) -> None:
        """An insight by its key, put back on the list."""
        if not self.insights:
            return
        key = self.random.choice(list(self.insights))
        what = self.random.choice(("restore", "snooze", "dismiss"))
        body: Json = {"snooze": {"until": "2027-01-01"}, "dismiss": {"reason": "no"}}.get(what, {})
        answer = self._ask(who, "POST", f"insights/{key}/{what}", f"insights/{what}", body)
        absent = self._as_absent(who, "POST", f"insights/{'0' * 32}/{what}", body)
        seen = self.insights[key] in self._seen(who)
        self._as_expected(who, answer, absent, seen, f"insight of {self.insights[key]}")

    def found(self, who: Asker) -> None:
        """A search by id, account, mobile, PAN or name finds whom the asker sees, and nobody."""
        customer_id = self.random.choice(self.oracle.tree.customers)
        number = int(customer_id.removeprefix("KUND"))
        route, text = self.random.choice([
            ("search", customer_id), ("search", account_of(customer_id)),
            ("search", mobile_of(customer_id)), ("search", pan_of(customer_id)),
            ("search", surname(number)), ("search/notes", customer_id),
        ])  # fmt: skip
        answer = self._get(who, route, f"{route} {text[:4]}", q=text)
        if not who.searches:
            self._must(answer.status == 403, who, f"search answers {answer.status}")
        elif answer.status == 200:
            names = {found.decode() for found in TAG.findall(answer.body)}
            found = names if route == "search/notes" else names & {customer_id}
            due = {customer_id} & self._seen(who)
            self._must(found & {customer_id} == due, who, f"{text} found: {found}, due {due}")
        else:
            self._must(route == "search/notes" and answer.status == 400, who, f"search {text}")

    def lists(self, who: Asker) -> None:
        """A list, a sum or a file over all of the asker's customers."""
        due = self._seen(who)
        checks: dict[str, Callable[[Answered], bool]] = {
            "book/customers?limit=200": lambda a: (
                {row["customer_id"] for row in a.json["results"]} == due
                and a.json["count"] == len(due)
                and sum(one["count"] for one in a.json["facets"]["segments"]) == len(due)
            ),
            "book/customers/export?form=csv": lambda a: len(_rows(a)) == len(due),
            "insights/export?form=csv": lambda a: bool(_rows(a)) == bool(due),
            "book": lambda a: a.json["figures"][0]["value"] == len(due),
            "book/today": lambda a: (len(a.json["results"]) > 0) == (len(due) > 0),
        }
        others = ("book/movers", "book/trend", "book/calendar", "book/moved", "book/insights",
                  "book/views", "follow-ups?state=all", "covers", "reviews", "alerts", "opened",
                  "rms", "audit", "loads", "publication", "usage/calls")  # fmt: skip
        path = self.random.choice([*checks, *others])
        answer = self._get(who, path, path)
        if path not in checks:
            return
        if not who.lists:
            self._must(answer.status == 403, who, f"{path}: {answer.status}")
        elif self.walled:
            holds = answer.status == 200 and checks[path](answer)
            self._must(holds, who, f"{path}: {answer.status} {answer.body[:300]!r}")
        elif path.startswith("book/customers?") and answer.status == 200:
            # Sums of the whole bank are hidden whole, so that fewer are counted than are due.
            self._must(answer.json["count"] <= len(due), who, f"{path}: {answer.body[:300]!r}")
        elif path == "book" and answer.status == 200:
            counted = answer.json["figures"][0]["value"]
            self._must(counted <= len(due), who, f"{path} counts {counted}, due {len(due)}")

    def unit(self, who: Asker) -> None:
        """A unit's figures, or an RM's: whole within the scope, or as if there were none."""
        tree = self.oracle.tree
        unit = self.random.choice([*tree.parent, *tree.branch_of])
        answer = self._get(who, f"units/{unit}/rollup", "units")
        below = {
            one for one in tree.customers
            if (rm := tree.rm_of(one, self.oracle.day)) and unit in {rm, *tree.above(rm)}
        }  # fmt: skip
        due = below & self._seen(who)
        if answer.status == 200 and who.lists:
            counted = answer.json["unit"]["customers"]
            # No policy hides a sum that holds the viewer's own record: the first wall subtracts it.
            own = below & {tree.own.get(who.employee_id, "")}
            holds = counted == len(due) if self.walled else counted <= len(due | own)
            self._must(holds, who, f"unit {unit} counts {counted}, due {len(due)}")
        elif self.walled:
            place = tree.head_of.get(unit), tree.branch_of.get(unit)
            closed = answer.status == (404 if who.lists else 403)
            self._must(closed and unit != who.employee_id, who, f"unit {unit} {place} closed")
        covered = self._get(who, f"units/{unit}/coverage", "coverage")
        if covered.status == 200:
            most = max((sum(row["contacted"][-1:]) for row in covered.json["results"]), default=0)
            self._must(most <= len(due), who, f"unit {unit} speaks with {most} of {len(due)}")
        if self.walled:
            self._must(covered.status == answer.status, who, f"unit {unit}: {covered.status}")

    def write(self, who: Asker) -> None:
        """What is written or revealed of a customer: only of those in the asker's lists."""
        customer_id = self._somebody()
        foreign = self.random.choice(self.notes)
        writes: list[tuple[str, Json]] = [
            ("conversations", {"channel": "call", "outcome": "agreed", "text": "x"}),
            ("follow-ups", {"text": "call back", "due_on": "2026-12-01"}),
            ("follow-ups", {"text": "see note", "due_on": "2026-12-01",
                            "conversation_id": foreign.conversation_id}),
            ("reveal", {"fields": ["mobile"], "reason": "call_back"}),
        ]  # fmt: skip
        what, body = self.random.choice(writes)
        answer = self._ask(who, "POST", f"customers/{customer_id}/{what}", f"POST {what}", body)
        absent = self._as_absent(who, "POST", f"customers/KUND9999/{what}", body)
        due = customer_id in self._seen(who)
        if "conversation_id" in body:
            hidden = foreign.confidential and foreign.author is not who and who.role == "rm"
            due = due and foreign.customer_id == customer_id and not hidden
        self._as_expected(who, answer, absent, due, f"POST {what} of {customer_id}")

    # --- comparing --------------------------------------------------------------------------

    def _open_or_absent(
        self, who: Asker, answer: Answered, nested: str, customer_id: str, due: bool
    ) -> None:
        absent = self._as_absent(who, "GET", f"customers/KUND9999{nested}")
        self._as_expected(who, answer, absent, due, f"customers/{customer_id}{nested}")
        if due and customer_id not in self._seen(who):  # one customer, and nobody around
            tags = {tag.decode() for tag in TAG.findall(answer.body)}
            self._must(tags <= {customer_id}, who, f"{customer_id}{nested} tells of {tags}")

    def _as_expected(
        self, who: Asker, answer: Answered, absent: tuple[int, bytes], due: bool, what: str
    ) -> None:
        closed = absent[0] == 403  # a route that is not this role's says so whoever the customer is
        if due and not closed:
            self._must(answer.status in (200, 201), who, f"{what}: {answer.body[:300]!r}, is due")
        else:
            same = (answer.status, self._plain(answer)) == absent and absent[0] in (403, 404)
            self._must(same, who, f"{what}: {answer.status} {answer.body[:200]!r}, not {absent}")

    def _as_absent(
        self, who: Asker, method: str, path: str, body: Json | None = None
    ) -> tuple[int, bytes]:
        key = (who.username, method, path)
        if key not in self.absent:
            answer = self._ask(who, method, path, "absent", body)
            self.absent[key] = (answer.status, self._plain(answer))
        return self.absent[key]

    def _get(self, who: Asker, path: str, kind: str, **query: str) -> Answered:
        return self._ask(who, "GET", path, kind, None, **query)

    def _ask(
        self, who: Asker, method: str, path: str, kind: str, body: Json | None, **query: str
    ) -> Answered:
        """The answer; no row of a customer the asker may not meet may stand in any."""
        self.asked[kind] += 1
        if who.role == "service_desk":
            query["ticket"] = "INC-77"
        path, _, more = path.partition("?")
        query |= dict(pair.split("=") for pair in more.split("&") if pair)
        wire = self.wires[who.username]
        answer = wire.ask(method, f"/api/{path}", body, **query)
        for _ in range(TRIES):
            if not _put_off(answer):
                break
            self.put_off += 1
            time.sleep(1)
            answer = wire.ask(method, f"/api/{path}", body, **query)
        asked = {found.decode() for found in TAG.findall(f"{path} {query}".encode())}
        if path in TOLD:  # whom somebody opened or read unusually is told to who reviews it
            asked |= {found.decode() for found in TAG.findall(answer.body)}
        foreign = {
            one for tag in TAG.findall(answer.body)
            if (one := tag.decode()) not in self._open(who)
        } - asked  # fmt: skip
        accounts = {found.decode() for found in ACCOUNT.findall(answer.body)}
        foreign |= {
            account for account in accounts
            if not self.oracle.tree.holders[account] & self._open(who)
        }  # fmt: skip
        self._must(not foreign, who, f"{method} {path}?{more} shows {sorted(foreign)[:5]}")
        # Without its first wall a query may meet fewer rows than it is made for: that shows none.
        self._must(answer.status < 500 or not self.walled, who, f"{path}: {answer.status}")
        return answer

    def _seen(self, who: Asker) -> set[str]:
        """Worked out once a run: nothing that decides it changes meanwhile."""
        if who.username not in self.seen:
            self.seen[who.username] = self.oracle.seen(who)
        return self.seen[who.username]

    def _open(self, who: Asker) -> set[str]:
        if who.username not in self.open:
            customers = self.oracle.tree.customers
            self.open[who.username] = {one for one in customers if self.oracle.opens(who, one)}
        return self.open[who.username]

    def _plain(self, answer: Answered) -> bytes:
        return re.sub(rb'"request_id":"[^"]*"', b"", answer.body)

    def _must(self, holds: bool, who: Asker, what: str) -> None:
        if not holds:
            self.wrong.append(f"{who.username} ({who.role}): {what}")

    def _somebody(self) -> str:
        customers = self.oracle.tree.customers
        return self.random.choice(ABSENT if self.random.random() < 0.05 else customers)

    def _mine(self, who: Asker) -> str | None:
        seen = sorted(self._seen(who))
        return self.random.choice(seen) if seen else None


def _rows(answer: Answered) -> list[list[str]]:
    """The rows of a CSV file below its head."""
    return list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))))[1:]


def _put_off(answer: Answered) -> bool:
    """Whether it says only to come again: the disk is slow, or one's own file is being written."""
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        return bool(answer.json["code"] == "export_running")
    return answer.status == HTTPStatus.SERVICE_UNAVAILABLE
