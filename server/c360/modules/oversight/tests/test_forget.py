"""Forgetting a customer: nothing that users wrote of the customer stays, and the audit says so."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import orjson
import pytest
from django.db import connections
from django.utils import timezone

from c360.access import seal, upkeep
from c360.access.models import AuditRecord, BreakGlass
from c360.customers import privacy

from .conftest import Someone

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
AsUser = Callable[[str], Someone]
WORD = "zanzibar"  # in every text that is written about the customer
SAID = {"channel": "call", "purposes": ["service"], "outcome": "interested"}


def write_everything(as_user: AsUser, customer_id: str, word: str) -> None:
    """A conversation, its change, follow-ups, a reveal, a break-glass, a decision, an alert."""
    rm, at = as_user("meera.deshpande"), f"customers/{customer_id}"
    due = (timezone.now() + timedelta(days=3)).date().isoformat()
    step = {"text": f"send the {word} form", "due_on": due}
    status, kept = rm.send("POST", f"{at}/conversations", SAID | {"text": word, "next_step": step})
    assert status == 201, kept
    status, changed = rm.send("PATCH", f"conversations/{kept['id']}", {"text": f"{word} again"})
    assert status == 200, changed
    body = {"text": f"{word} alone", "due_on": due}
    assert rm.send("POST", f"{at}/follow-ups", body)[0] == 201
    reveal = {"fields": ["mobile"], "reason": "call_back", "note": word}
    assert rm.send("POST", f"{at}/reveal", reveal)[0] == 200
    opener = as_user("rahul.nair")
    opening = {"reason": "rm_absent", "note": word}
    assert opener.send("POST", f"{at}/break-glass", opening)[0] == 201
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "insert into app.insight_decision (key, customer_id, kind, reason, decided_by,"
            " decided_at) values ('k', %s, 'dismissed', %s, 'meera.deshpande', now())",
            [customer_id, word],
        )
        cursor.execute(
            "insert into app.customer_tag (customer_id, tag, added_by, added_at)"
            " values (%s, %s, 'meera.deshpande', now())",
            [customer_id, word],
        )
        cursor.execute(
            "insert into app.alert (username, name, kind, day, customers, honey, first_at,"
            " last_at, raised_at, acknowledged_by, note) values (%s, 'M', 'honey', now(), 1, %s,"
            " now(), now(), now(), '', %s)",
            [f"somebody {len(word)}", orjson.dumps([customer_id]).decode(), word],
        )
        cursor.execute(
            'insert into app.quarantine (load_id, "table", row_number, "column", reason, row)'
            " select id, 'customer', 1, 'email', 'bad', %s from app.load",
            [orjson.dumps({"customer_id": customer_id, "email": word}).decode()],
        )


def holding(text: str) -> dict[str, int]:
    """How many rows of each table of `app` hold the text; the sealed audit stands apart."""
    found = {}
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "select tablename from pg_tables where schemaname = 'app' and tablename !~ '^audit'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(
                f'select count(*) from app."{table}" t where strpos(lower(t::text), %s) > 0',
                [text],
            )
            if count := cursor.fetchone()[0]:
                found[table] = count
    return found


def test_nothing_written_about_the_customer_stays(as_user: AsUser, redis_admins: Any) -> None:
    write_everything(as_user, "200000", WORD)
    write_everything(as_user, "200003", "mombasa")
    before, others = holding(WORD), holding("mombasa")
    assert len(before) >= 9
    assert set(before) <= set(holding("200000"))

    dry = privacy.forget("200000", is_dry=True)
    assert holding(WORD) == before
    assert sum(dry.rows.values()) == sum(before.values()) + 1  # the day of contact has no words
    assert "nothing was changed" in str(dry)

    done = privacy.forget("200000", is_dry=False)
    assert done.rows == dry.rows
    assert holding(WORD) == {}
    assert holding("200000") == {}
    assert holding("mombasa") == others
    assert redis_admins["cache"].keys("a:*") == []
    assert privacy.forget("200000", is_dry=False).rows == dict.fromkeys(done.rows, 0)


def test_every_table_about_customers_is_one_that_forgetting_knows(served: Any) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "select table_name from information_schema.columns where table_schema = 'app'"
            " and column_name = 'customer_id' and table_name !~ '^audit'"
        )
        found = {row[0] for row in cursor.fetchall()}
    assert found == {
        "break_glass", "conversation", "conversation_edit", "customer_tag", "follow_up",
        "insight_decision", "last_contact", "reveal",
    }, "give the module's actions.py a `forget`, and this test a row of the new table"  # fmt: skip


def test_the_audit_says_that_the_customer_was_forgotten_and_no_word_of_it(
    as_user: AsUser,
) -> None:
    write_everything(as_user, "200000", WORD)
    privacy.forget("200000", is_dry=False)
    seal.seal_once()
    rows = AuditRecord.objects.using("owner").filter(customer_id="200000")
    kept = rows.filter(kind="forget").order_by("-at").first()
    assert kept is not None
    assert int(orjson.loads(kept.record)["rows"]) > 0
    assert not rows.filter(record__contains=WORD).exists()


def test_reviews_and_budgets_still_count_what_was_pseudonymised(as_user: AsUser) -> None:
    write_everything(as_user, "200000", WORD)
    privacy.forget("200000", is_dry=False)
    (row,) = as_user("sunita.rao").get("reviews")[1]["results"]
    assert row["customer_id"].startswith("forgotten-")
    reveal = {"fields": ["mobile"], "reason": "call_back"}
    answer = as_user("meera.deshpande").send("POST", "customers/200003/reveal", reveal)[1]
    assert answer["left"] == 28


def test_what_is_settled_and_past_its_months_goes_and_what_is_open_stays(
    as_user: AsUser, settings: Any
) -> None:
    write_everything(as_user, "200000", WORD)
    old = timezone.now() - timedelta(days=400)
    with connections["owner"].cursor() as cursor:
        cursor.execute("update app.conversation set created_at = %s, occurred_at = %s", [old, old])
        cursor.execute("update app.follow_up set created_at = %s", [old])
        cursor.execute("update app.reveal set at = %s", [old])
        cursor.execute("update app.insight_decision set decided_at = %s", [old])
    BreakGlass.objects.using("owner").update(at=old)
    settings.C360_WRITTEN_MONTHS = 0
    assert upkeep.drop_written() == 0
    settings.C360_WRITTEN_MONTHS = 12
    upkeep.drop_written()
    assert set(holding(WORD)) == {  # the promise is open, the break-glass unreviewed
        "conversation", "conversation_edit", "follow_up", "break_glass", "alert", "quarantine",
        "customer_tag",
    }  # fmt: skip
    with connections["owner"].cursor() as cursor:
        cursor.execute("update app.follow_up set done_at = %s", [old])
        cursor.execute("update app.break_glass set reviewed_at = %s", [old])
    upkeep.drop_written()
    assert set(holding(WORD)) == {"alert", "customer_tag", "quarantine"}
