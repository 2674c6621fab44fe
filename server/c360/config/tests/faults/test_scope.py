"""A change of scope holds within a second, for answers that are in the cache too."""

import time
from collections.abc import Callable

import ldap
import pytest

from c360.config.tests.faults.books import DAYS, customer_of, readers
from c360.config.tests.faults.house import House, until
from c360.config.tests.faults.wire import Line
from c360.core.tests.saw import Saw
from demo.services.slapd import GROUP_BASE

COVERED, COVERING = readers()[:2]
HEAD = readers()[60]
CUSTOMER = f"/api/customers/{customer_of(0)}"
MOVED = f"/api/customers/{customer_of(0, 2)}"  # no test after this one asks for it
PATHS = (CUSTOMER, f"{CUSTOMER}/accounts", f"{CUSTOMER}/timeline")
LEAVING, DEMOTED = readers()[40:42]  # of whom no other test asks
ROW = ("scope changed", "a change of scope holds within one second, over every cache")


def _statuses(house: House) -> set[int]:
    return {house.get(COVERING, path).status for path in PATHS}


def _holds_after(change: Callable[[], object], house: House, status: int) -> float:
    """Seconds from the end of a change until every path answers so."""
    change()
    began = time.monotonic()
    until(lambda: _statuses(house) == {status}, seconds=5, every=0.01)
    return time.monotonic() - began


@pytest.mark.promise(*ROW)
def test_cover_granted_and_ended_holds_within_a_second(house: House, saw: Saw) -> None:
    saw.did = "cover granted, its answers read into the cache, cover ended"
    assert _statuses(house) == {404}
    cover = {
        "covered": COVERED.employee_id,
        "covering": COVERING.employee_id,
        "from_date": time.strftime("%Y-%m-%d"),
        "to_date": time.strftime("%Y-%m-%d", time.localtime(time.time() + 86_400)),
        "reason": "leave",
    }
    answer = house.ask(HEAD, "POST", "/api/covers", cover)
    assert answer.status == 201, answer
    until(lambda: _statuses(house) == {200}, seconds=5)
    assert "hit" in house.get(COVERING, CUSTOMER).headers["cache-status"]
    number = answer.json()["id"]
    spent = _holds_after(lambda: house.ask(HEAD, "DELETE", f"/api/covers/{number}"), house, 404)
    assert spent < 1
    assert house.get(COVERED, CUSTOMER).status == 200
    saw(f"404 on all of {len(PATHS)} paths after {spent:.2f} s")


@pytest.mark.promise(*ROW)
def test_a_book_that_moves_is_closed_within_a_second_of_its_publication(
    house: House, saw: Saw
) -> None:
    saw.did = "a customer moved to another book by the next night's load, the answers cached"
    ((last,),) = house.sql("select max(as_of) from app.publication")
    following = DAYS[DAYS.index(last) + 1]
    for row in house.bank.rows["book"]:
        if row["customer_id"] == customer_of(0, 2):
            row["rm_id"] = COVERING.employee_id
    house.bank.write()
    assert house.get(COVERED, MOVED).status == 200
    assert "hit" in house.get(COVERED, MOVED).headers["cache-status"]
    house.load_begins(following)
    seen = count = 0
    while not count:
        status = house.get(COVERED, MOVED).status
        assert status in {200, 404}
        ((count,),) = house.sql("select count(*) from app.publication where as_of = %s", following)
        seen += status == 200
    began = time.monotonic()
    until(lambda: house.get(COVERED, MOVED).status == 404, seconds=5, every=0.01)
    spent = time.monotonic() - began
    assert spent < 1
    until(lambda: house.get(COVERING, MOVED).status == 200, seconds=2, every=0.01)
    house.load_ends()
    saw(f"{seen} answers until the day was published, then 404 after {spent:.2f} s")


@pytest.mark.promise(*ROW)
def test_sessions_ended_by_command_hold_no_more_within_a_second(house: House, saw: Saw) -> None:
    saw.did = "five sessions with cached answers ended by `c360 sessions end`"
    path = f"/api/customers/{customer_of(40)}"
    tokens = [str(house.sign_in(LEAVING).json()["token"]) for _ in range(5)]
    with Line(house.port) as line:
        assert {line.get(path, token).status for token in tokens * 2} == {200}
        assert "hit" in line.get(path, tokens[0]).headers["cache-status"]
        house.run("sessions", "end", LEAVING.username)
        began = time.monotonic()
        assert {line.get(path, token).status for token in tokens} == {401}
    spent = time.monotonic() - began
    assert spent < 1
    saw(f"401 to all 5 tokens {spent:.2f} s after the command")


@pytest.mark.promise("role removed in the directory", "by itself within the interval of the check")
def test_a_role_removed_in_the_directory_ends_sessions_by_itself(house: House, saw: Saw) -> None:
    saw.did = "an RM taken out of the group, the worker asking every second"
    path = f"/api/customers/{customer_of(41)}"
    assert house.get(DEMOTED, path).status == 200
    house.start("worker")
    directory = house.stack.directory.connect()
    member = [(ldap.MOD_DELETE, "member", [DEMOTED.person.dn.encode()])]
    try:
        time.sleep(3)  # rounds that change nothing
        assert house.get(DEMOTED, path).status == 200
        directory.modify_s(f"cn={DEMOTED.group},{GROUP_BASE}", member)
        spent = until(lambda: house.get(DEMOTED, path).status == 401, seconds=5)
        assert house.get(COVERED, CUSTOMER).status == 200
    finally:
        house.stop("worker")
        directory.modify_s(f"cn={DEMOTED.group},{GROUP_BASE}", [(ldap.MOD_ADD, *member[0][1:])])
        directory.unbind_s()
        house.tokens.pop(DEMOTED.username)
    saw(f"401 {spent:.1f} s after the directory's change, by a check every second")
