"""Beyond the own book: break-glass, cover during leave, and the service desk's one customer."""

import time
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from c360.access import store
from c360.access.models import BreakGlass, Cover
from c360.core import days

from .conftest import Someone

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
AsUser = Callable[[str], Someone]
WHY = {"reason": "branch_visit", "note": "stands at the counter"}


def _ids(answer: Any) -> set[str]:
    return {row["customer_id"] for row in answer["results"]}


def test_break_glass_opens_one_customer_to_be_read_and_nothing_else(as_user: AsUser) -> None:
    rm = as_user("meera.deshpande")
    assert rm.get("customers/200020")[0] == 404
    status, opened = rm.send("POST", "customers/200020/break-glass", WHY)
    assert status == 201, opened
    status, page = rm.get("customers/200020")
    assert (status, page["customer"]["customer_id"]) == (200, "200020")
    assert [p["customer_id"] for p in page["household"]["people"]] == ["200020"]
    assert rm.get("customers/200020/accounts")[0] == 200
    assert rm.get("customers/200010")[0] == 404
    assert "200020" not in _ids(rm.get("book/customers")[1])
    assert rm.get("search?q=200020")[1]["count"] == 0
    said = {"channel": "call", "purposes": ["maturity"], "outcome": "interested", "text": "no"}
    assert rm.send("POST", "customers/200020/conversations", said)[0] == 404
    reveal = {"fields": ["mobile"], "reason": "call_back"}
    assert rm.send("POST", "customers/200020/reveal", reveal)[0] == 404
    assert as_user("rahul.nair").get("customers/200020")[0] == 404


def test_break_glass_ends_after_half_an_hour(as_user: AsUser) -> None:
    rm = as_user("meera.deshpande")
    rm.send("POST", "customers/200020/break-glass", WHY)
    row = BreakGlass.objects.using("owner").get()
    assert row.until - row.at == timedelta(minutes=30)
    assert rm.get("customers/200020")[0] == 200
    BreakGlass.objects.using("owner").update(until=timezone.now() + timedelta(seconds=5))
    store.rescope("meera.deshpande")
    assert rm.get("customers/200020")[0] == 200
    time.sleep(5.1)
    assert rm.get("customers/200020")[0] == 404


@pytest.mark.parametrize("customer_id", ["999999", "200013", "200012", "200011"])
def test_break_glass_opens_neither_what_is_absent_nor_staff_nor_vip_nor_the_own(
    as_user: AsUser, customer_id: str
) -> None:
    rm = as_user("meera.deshpande")
    status, answer = rm.send("POST", f"customers/{customer_id}/break-glass", WHY)
    assert (status, answer["code"]) == (404, "not_found")
    assert rm.get(f"customers/{customer_id}")[0] == 404


def test_break_glass_within_the_scope_is_a_conflict_and_the_sixth_a_day_too_many(
    as_user: AsUser,
) -> None:
    rm = as_user("meera.deshpande")
    assert rm.send("POST", "customers/200000/break-glass", WHY)[1]["code"] == "in_scope"
    for _ in range(5):
        assert rm.send("POST", "customers/200020/break-glass", WHY)[0] == 201
    status, answer = rm.send("POST", "customers/200020/break-glass", WHY)
    assert (status, answer["code"]) == (429, "break_glass_budget")


@pytest.mark.parametrize("username", ["farah.khan", "joseph.dsouza", "deepak.yadav"])
def test_break_glass_is_for_those_who_serve_customers(as_user: AsUser, username: str) -> None:
    someone = as_user(username)
    headers = {"X-Ticket": "INC-77"}
    path = "customers/200020/break-glass"
    assert someone.send("POST", path, WHY, **headers)[0] == 403


def test_the_supervisor_reviews_it_and_nobody_else(as_user: AsUser) -> None:
    as_user("meera.deshpande").send("POST", "customers/200020/break-glass", WHY)
    (row,) = as_user("sunita.rao").get("reviews")[1]["results"]
    assert (row["username"], row["customer_id"]) == ("meera.deshpande", "200020")
    word = {"outcome": "justified", "note": "spoke with her"}
    assert as_user("arvind.menon").get("reviews")[1]["results"] == []
    assert as_user("arvind.menon").send("PATCH", f"reviews/{row['id']}", word)[0] == 404
    assert as_user("meera.deshpande").send("PATCH", f"reviews/{row['id']}", word)[0] == 403
    auditor = as_user("joseph.dsouza")
    assert len(auditor.get("reviews")[1]["results"]) == 1
    assert auditor.send("PATCH", f"reviews/{row['id']}", word)[0] == 404
    status, answer = as_user("sunita.rao").send("PATCH", f"reviews/{row['id']}", word)
    assert (status, answer["outcome"], answer["reviewed_by"]) == (200, "justified", "sunita.rao")
    again = {"outcome": "not_justified"}
    _, answer = as_user("sunita.rao").send("PATCH", f"reviews/{row['id']}", again)
    assert answer["outcome"] == "justified"
    assert as_user("sunita.rao").get("reviews")[1]["results"] == []
    assert len(as_user("sunita.rao").get("reviews?state=all")[1]["results"]) == 1


def test_the_review_of_the_highest_head_is_the_auditors(as_user: AsUser) -> None:
    BreakGlass.objects.using("owner").create(
        username="kavita.iyer", name="Kavita Iyer", supervisor=None, customer_id="200020",
        reason="emergency", note="", at=timezone.now(), until=timezone.now(),
    )  # fmt: skip
    auditor = as_user("joseph.dsouza")
    (row,) = auditor.get("reviews")[1]["results"]
    assert as_user("kavita.iyer").get("reviews")[1]["results"] == []
    word = {"outcome": "not_justified", "note": "why?"}
    assert auditor.send("PATCH", f"reviews/{row['id']}", word)[0] == 200


def _cover(**more: Any) -> dict[str, Any]:
    today = days.today()
    return {
        "covered": "E1002",
        "covering": "E1001",
        "from_date": today.isoformat(),
        "to_date": (today + timedelta(days=3)).isoformat(),
        "reason": "leave",
        **more,
    }


def test_cover_adds_the_others_book_at_once_and_its_end_takes_it_away_over_every_cache(
    as_user: AsUser,
) -> None:
    rm, head = as_user("meera.deshpande"), as_user("sunita.rao")
    own = {"200000", "200001", "200003"} - {"200001"}  # 200001 is an employee's: staff
    assert _ids(rm.get("book/customers")[1]) == own
    status, made = head.send("POST", "covers", _cover())
    assert status == 201, made
    assert _ids(rm.get("book/customers")[1]) == own | {"200010"}
    assert rm.get("customers/200010")[0] == 200
    assert rm.get("customers/200010")[0] == 200  # from the cache
    assert [c["id"] for c in rm.get("covers")[1]["results"]] == [made["id"]]
    assert head.send("DELETE", f"covers/{made['id']}")[0] == 200
    assert rm.get("customers/200010")[0] == 404
    assert _ids(rm.get("book/customers")[1]) == own


def test_cover_holds_on_its_days_only(as_user: AsUser) -> None:
    rm, today = as_user("meera.deshpande"), days.today()
    day = timedelta(days=1)
    for start, end, holds in (
        (today - 2 * day, today - day, False),
        (today, today, True),
        (today + day, today + 2 * day, False),
    ):
        Cover.objects.using("owner").all().delete()
        Cover.objects.using("owner").create(
            covered="E1002", covering="E1001", from_date=start, to_date=end, reason="leave",
            granted_by="sunita.rao",
        )  # fmt: skip
        store.rescope_employee("E1001")
        assert (rm.get("customers/200010")[0] == 200) == holds, (start, end)


def test_cover_ends_by_itself_at_midnight(
    as_user: AsUser, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    rm, head = as_user("meera.deshpande"), as_user("sunita.rao")
    head.send("POST", "covers", _cover(to_date=days.today().isoformat()))
    assert rm.get("customers/200010")[0] == 200
    settings.C360_TODAY = (days.today() + timedelta(days=1)).isoformat()
    later = SimpleNamespace(time=lambda: time.time() + 86_400)
    monkeypatch.setattr("c360.access.sessions.time", later)
    assert rm.get("customers/200010")[0] == 404


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"covering": "E1010"}, 404),
        ({"covered": "E1010"}, 404),
        ({"covered": "E1001"}, 400),
        ({"covering": "E1003"}, 404),
        ({"covered": "E9999"}, 404),
        ({"from_date": "2020-01-01", "to_date": "2020-01-02"}, 400),
        ({"to_date": "2099-01-01"}, 400),
    ],
)
def test_a_head_grants_cover_among_the_rms_of_the_branch_only(
    as_user: AsUser, more: dict[str, Any], status: int
) -> None:
    assert as_user("sunita.rao").send("POST", "covers", _cover(**more))[0] == status
    assert not Cover.objects.using("owner").exists()


def test_two_branches_do_not_cover_for_each_other_whoever_grants_it(as_user: AsUser) -> None:
    status, answer = as_user("arvind.menon").send("POST", "covers", _cover(covering="E1010"))
    assert (status, answer["code"]) == (400, "bad_cover")


def test_an_rm_grants_no_cover(as_user: AsUser) -> None:
    assert as_user("meera.deshpande").send("POST", "covers", _cover())[0] == 403


def test_cover_gives_no_staff_and_no_vip(as_user: AsUser) -> None:
    rm = as_user("meera.deshpande")
    as_user("sunita.rao").send("POST", "covers", _cover())
    for hidden in ("200011", "200012", "200013"):
        assert rm.get(f"customers/{hidden}")[0] == 404


def test_the_service_desk_reads_one_customer_by_exact_id_with_a_ticket(
    as_user: AsUser, redis_admins: Any
) -> None:
    desk = as_user("farah.khan")
    ticket = {"X-Ticket": "INC-2041"}
    status, answer = desk.get("customers/200020")
    assert (status, answer["code"]) == (400, "ticket_required")
    assert desk.get("customers/200020", **{"X-Ticket": "?"})[1]["code"] == "ticket_required"
    status, page = desk.get("customers/200020", **ticket)
    assert (status, page["customer"]["customer_id"]) == (200, "200020")
    assert page["customer"]["mobile_masked"] == "••••••0020"
    assert desk.get("customers/200030?ticket=INC-2041")[0] == 200
    for hidden in ("200002", "200012", "200013", "999999", "2000"):
        assert desk.get(f"customers/{hidden}", **ticket)[0] == 404
    for path in ("book", "book/customers", "search?q=200020", "follow-ups", "covers", "reviews"):
        assert desk.get(path, **ticket)[0] == 403, path
    looks = [
        {name.decode(): value.decode() for name, value in fields.items()}
        for _, fields in redis_admins["sessions"].xrange("audit")
    ]
    seen = [r for r in looks if r["kind"] == "look" and r.get("path_customer_id") == "200020"]
    assert [look.get("ticket") for look in seen] == [None, None, "INC-2041"]


def test_sums_of_books_are_closed_to_whoever_reaches_one_customer(as_user: AsUser) -> None:
    as_user("farah.khan")
    with connections["default"].cursor() as cursor:
        cursor.execute("begin")
        cursor.execute(f"set local search_path = {_schema()}, app, pg_temp")
        cursor.execute("select set_config('c360.scope', '{[0,999999]}', true)")
        cursor.execute("select count(*) from rm_month")
        assert cursor.fetchone()[0] > 0
        cursor.execute("select set_config('c360.only', '200020', true)")
        cursor.execute("select count(*) from rm_month")
        assert cursor.fetchone()[0] == 0
        cursor.execute("rollback")


def _schema() -> str:
    with connections["owner"].cursor() as cursor:
        cursor.execute("select schema from app.publication order by generation desc limit 1")
        return str(cursor.fetchone()[0])


def test_what_is_open_still_is_asked_for_and_is_the_own_alone(as_user: AsUser) -> None:
    rm = as_user("meera.deshpande")
    assert rm.get("opened")[1]["results"] == []
    status, answer = rm.send("POST", "customers/200020/break-glass", WHY)
    assert status == 201
    (row,) = as_user("meera.deshpande").get("opened")[1]["results"]  # another session, a reload
    assert row == {"customer_id": "200020", "until": answer["until"]}
    assert as_user("rahul.nair").get("opened")[1]["results"] == []
    BreakGlass.objects.using("owner").update(until=timezone.now())
    assert rm.get("opened")[1]["results"] == []
    assert as_user("joseph.dsouza").get("opened")[0] == 403


def test_a_head_chooses_among_the_rms_of_the_own_unit_by_name(as_user: AsUser) -> None:
    branch = as_user("sunita.rao").get("rms")[1]["results"]
    assert [(one["employee_id"], one["name"]) for one in branch] == [
        ("E1001", "Name E1001"),
        ("E1002", "Name E1002"),
    ]
    cluster = as_user("arvind.menon").get("rms")[1]["results"]
    assert {one["employee_id"] for one in cluster} == {"E1001", "E1002", "E1010"}
    assert as_user("meera.deshpande").get("rms")[0] == 403


def test_an_auditor_is_told_that_a_review_is_not_theirs(as_user: AsUser) -> None:
    as_user("meera.deshpande").send("POST", "customers/200020/break-glass", WHY)
    (shown,) = as_user("joseph.dsouza").get("reviews")[1]["results"]
    assert shown["may_review"] is False
    (shown,) = as_user("sunita.rao").get("reviews")[1]["results"]
    assert shown["may_review"] is True


def test_the_rms_of_a_great_unit_come_a_page_at_a_time_and_are_searched(as_user: AsUser) -> None:
    whole = as_user("kavita.iyer")
    every = [row["employee_id"] for row in whole.get("rms")[1]["results"]]
    assert len(every) == 3
    first = whole.get("rms?limit=2")[1]
    second = whole.get(f"rms?limit=2&cursor={first['next']}")[1]
    paged = [row["employee_id"] for row in (*first["results"], *second["results"])]
    assert (paged, second["next"]) == (every, None)
    assert as_user("arvind.menon").get(f"rms?limit=2&cursor={first['next']}")[0] == 400
    assert whole.get("rms?limit=201")[0] == 400
    for words, found in (("br2", ["E1010"]), ("E1001", ["E1001", "E1002"]), ("nobody", [])):
        answer = whole.get(f"rms?q={words}")[1]["results"]
        assert [row["employee_id"] for row in answer] == found
    assert as_user("sunita.rao").get("rms?q=br2")[1]["results"] == []
