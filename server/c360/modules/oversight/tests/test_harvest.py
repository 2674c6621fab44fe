"""Unusual reading raises one alert for the supervisor and one record; ordinary work raises none."""

import itertools
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import ldap
import orjson
import pytest
from django.db import DatabaseError, connections
from django.test import Client
from django.utils import timezone

from c360.access import harvest, seal
from c360.access.models import Alert, AuditRecord
from demo.services.slapd import GROUP_BASE, USER_BASE, Directory, hashed

from .conftest import Someone

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
AsUser = Callable[[str], Someone]
Newcomer = Callable[[str], Someone]
MINE = ("200000", "200003", "200001", "200002")  # the last two are nobody's to open
_position = itertools.count()


@pytest.fixture(autouse=True)
def anew(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Low thresholds, office hours all day, and nothing looked through yet."""
    monkeypatch.setattr(harvest, "_checked", 0)
    settings.C360_HARVEST_LEAST = 2
    settings.C360_HARVEST_MOST = 100
    settings.C360_HARVEST_OFF_HOURS = 2
    hour = timezone.now().astimezone(harvest._zone()).hour
    settings.C360_OFF_HOURS = f"{(hour + 12) % 24:02}:00-{(hour + 13) % 24:02}:00"


@pytest.fixture
def newcomer(client: Client, served: Any, directory: Directory) -> Newcomer:
    """`newcomer("E1001")`: a user name with no past (the audit keeps that of other tests)."""

    def by(employee_id: str) -> Someone:
        username = f"new.{secrets.token_hex(6)}"
        dn = f"uid={username},{USER_BASE}"
        entry = {"objectClass": "inetOrgPerson", "uid": username, "cn": username,
                 "sn": username, "employeeNumber": employee_id,
                 "userPassword": hashed(f"{username}-pw")}  # fmt: skip
        connection = directory.connect()
        connection.add_s(dn, [(name, [value.encode()]) for name, value in entry.items()])
        member = [(ldap.MOD_ADD, "member", [dn.encode()])]
        connection.modify_s(f"cn=c360-rm,{GROUP_BASE}", member)
        connection.unbind_s()
        body = {"username": username, "password": f"{username}-pw"}
        response = client.post("/api/session", body, content_type="application/json")
        assert response.status_code == 201, response.content
        return Someone(str(response.json()["token"]), client)

    return by


def name_of(someone: Someone) -> str:
    return str(someone.get("session")[1]["viewer"]["username"])


def watched(*people: Someone) -> list[Alert]:
    """The alerts about those people, after all their looks were sealed and looked through."""
    seal.seal_once()
    harvest.watch()
    names = [name_of(one) for one in people]
    return list(Alert.objects.using("owner").filter(username__in=names).order_by("id"))


def used_to(username: str, customers: int, days: int) -> None:
    """On each of those days before today, looks at so many customers, as sealed."""
    for day in range(1, days + 1):
        at = datetime.now(UTC) - timedelta(days=day)
        seal._ensure_month(at.replace(day=1, hour=0, minute=0, second=0, microsecond=0))
        AuditRecord.objects.using("owner").bulk_create(
            AuditRecord(at=at, sequence=0, position=next(_position), kind="look",
                        username=username, customer_id=f"1{n:05}", request_id="", record="{}")
            for n in range(customers)
        )  # fmt: skip


def opens(someone: Someone, customers: int) -> None:
    for n in range(customers):
        someone.get(f"customers/{MINE[n % len(MINE)] if n < len(MINE) else 300_000 + n}")


def test_three_times_the_own_usual_raises_an_alert_for_the_supervisor(
    as_user: AsUser, newcomer: Newcomer
) -> None:
    rm = newcomer("E1001")
    used_to(name_of(rm), 2, days=6)
    opens(rm, 7)
    (alert,) = watched(rm)
    assert (alert.kind, alert.name, alert.supervisor) == ("many_customers", "Name E1001", "E1003")
    assert (alert.customers, alert.usual) == (7, 2)
    head = as_user("sunita.rao")
    (shown,) = of(rm, head.get("alerts"))
    assert (shown["customers"], shown["usual"], shown["may_acknowledge"]) == (7, 2, True)
    status, done = head.send("PATCH", f"alerts/{shown['id']}", {"note": "a campaign of the branch"})
    assert (status, done["acknowledged_by"]) == (200, "sunita.rao")
    assert of(rm, head.get("alerts")) == []
    (kept,) = of(rm, head.get("alerts?state=all"))
    assert (kept["note"], kept["may_acknowledge"]) == ("a campaign of the branch", False)


def of(someone: Someone, answer: tuple[int, Any]) -> list[Any]:
    """The alerts of an answer that are about that person."""
    status, found = answer
    assert status == 200, found
    return [one for one in found["results"] if one["username"] == name_of(someone)]


def test_ordinary_work_raises_none(newcomer: Newcomer) -> None:
    one, other = newcomer("E1001"), newcomer("E1002")
    used_to(name_of(one), 3, days=6)
    opens(one, 9)  # three times as many, and no more
    opens(other, 60)  # new here: only the bound for everybody counts
    assert watched(one, other) == []


def test_the_bound_for_everybody_holds_without_a_usual(newcomer: Newcomer, settings: Any) -> None:
    settings.C360_HARVEST_MOST = 20
    rm = newcomer("E1002")
    opens(rm, 21)
    (alert,) = watched(rm)
    assert (alert.kind, alert.customers, alert.usual) == ("many_customers", 21, None)


def test_looks_in_the_night_raise_an_alert(newcomer: Newcomer, settings: Any) -> None:
    settings.C360_OFF_HOURS = "00:00-23:59"
    settings.C360_HARVEST_LEAST = 50
    rm = newcomer("E1001")
    opens(rm, 3)
    assert [(one.kind, one.customers) for one in watched(rm)] == [("off_hours", 3)]


@pytest.mark.parametrize(
    ("hours", "now", "began"),
    [
        ("21:30-06:00", "22:00", "20 21:30"),
        ("21:30-06:00", "05:59", "19 21:30"),
        ("21:30-06:00", "06:00", None),
        ("21:30-06:00", "12:00", None),
        ("01:00-05:00", "02:00", "20 01:00"),
        ("01:00-05:00", "23:00", None),
    ],
)
def test_the_night_began(settings: Any, hours: str, now: str, began: str | None) -> None:
    settings.C360_OFF_HOURS = hours
    hour, minute = now.split(":")
    at = datetime(2026, 11, 20, int(hour), int(minute), tzinfo=harvest._zone())
    found = harvest._night_began(at)
    assert (found and f"{found:%d %H:%M}") == began


def test_one_look_at_a_honey_customer_is_enough_and_stands_in_the_audit(
    newcomer: Newcomer, settings: Any
) -> None:
    settings.C360_HONEY_CUSTOMERS = ("200010",)
    rm = newcomer("E1002")
    rm.get("customers/200010")
    (alert,) = watched(rm)
    assert (alert.kind, alert.honey, alert.supervisor) == ("honey", ["200010"], "E1003")
    (kept,) = in_the_audit(rm)
    assert (kept["alert"], kept["path_customer_id"]) == ("honey", "200010")


def in_the_audit(someone: Someone) -> list[Any]:
    """The sealed records of alerts about that person."""
    seal.seal_once()
    records = AuditRecord.objects.using("owner").filter(kind="alert", username=name_of(someone))
    return [orjson.loads(one.record) for one in records]


def test_a_day_has_one_alert_of_a_kind_that_goes_on_counting(
    newcomer: Newcomer, settings: Any
) -> None:
    settings.C360_HARVEST_MOST = 3
    rm = newcomer("E1001")
    opens(rm, 5)
    assert [one.customers for one in watched(rm)] == [5]
    opens(rm, 8)
    assert [one.customers for one in watched(rm)] == [8]
    assert len(in_the_audit(rm)) == 1


def test_an_alert_is_seen_by_the_supervisor_and_the_auditor_alone(
    as_user: AsUser, newcomer: Newcomer, settings: Any
) -> None:
    settings.C360_HARVEST_MOST = 3
    rm = newcomer("E1001")
    opens(rm, 5)
    (alert,) = watched(rm)
    for someone in (rm, as_user("farah.khan"), as_user("deepak.yadav")):
        assert someone.get("alerts")[0] == 403
    other = as_user("arvind.menon")
    assert of(rm, other.get("alerts")) == []
    assert other.send("PATCH", f"alerts/{alert.pk}", {"note": "x"})[0] == 404
    auditor = as_user("joseph.dsouza")
    (shown,) = of(rm, auditor.get("alerts"))
    assert shown["may_acknowledge"] is False
    assert auditor.send("PATCH", f"alerts/{alert.pk}", {"note": "x"})[0] == 404


def test_the_web_can_acknowledge_and_change_nothing_else(served: Any) -> None:
    for change in ("update app.alert set customers = 0", "delete from app.alert"):
        with pytest.raises(DatabaseError), connections["default"].cursor() as cursor:
            cursor.execute(change)
