"""Scope against an independent slow oracle: every role, every route, after two nights.

With both walls, with the first wall taken out, and, to see that the oracle can fail, with none.
"""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from random import Random
from urllib.request import urlopen

import pytest
from redis import Redis

from c360.core import days
from c360.core.tests.saw import Saw, at_scale
from c360.nightly.tests.small_bank import DAY_1, DAY_2
from demo.services import testing
from demo.services.slapd import Directory
from demo.services.stack import Stack

from .naughty import Wire
from .oracle.bank import OracleBank
from .oracle.probes import Note, Probes
from .oracle.viewers import Asker, Oracle, everybody
from .truth.served import PASSWORD, Viewer, application, command, environment_of, join

pytestmark = pytest.mark.xdist_group("oracle")

WALLS, NO_FIRST_WALL = 11, 8  # Redis databases, counted down from
FEW, MANY, UNWALLED = 1_200, 100_000, 30_000
AT_ONCE = 2  # connections of each person in the long runs
PROMISED = "0 mismatches in 100,000"
TAKEN_OUT = "c360.config.tests.oracle.no_first_wall:application"
ROUTES_OF_A_CUSTOMER = 12  # at least; each must be able to fail


@dataclass
class World:
    """The bank, its people with a connection to either application, and what they wrote."""

    oracle: Oracle
    askers: list[Asker]
    urls: dict[str, str]  # "walls" and "no first wall" -> address
    wires: dict[str, dict[str, Wire]]
    notes: list[Note]
    insights: dict[str, str]  # key -> customer
    keys: dict[str, str]  # customer -> key of the own account
    database: str
    unwalled_cache: str  # address of what the application without the first wall keeps

    def probes(self, where: str, seed: int, *, anew: bool = False) -> Probes:
        """Requests of that lot; `anew`: over connections of their own, for a thread."""
        with urlopen(f"{self.urls[where]}/api/openapi.json", timeout=60) as answer:
            document = json.load(answer)
        is_walled = where == "walls"
        wires = self.wires[where]
        if anew:
            wires = {name: wire.another() for name, wire in wires.items()}
        found = Probes(self.oracle, wires, document, Random(seed), is_walled)
        found.notes = self.notes
        found.insights, found.keys = self.insights, self.keys
        return found


@pytest.fixture(scope="module")
def world(
    stack: Stack, directory: Directory, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Two nights loaded by the product's command, served with and without the first wall."""
    folder = tmp_path_factory.mktemp("oracle")
    bank = OracleBank(folder)
    bank.write(1)
    env = environment_of(stack, "oracle", bank.warehouse.data, folder / "run", WALLS)
    env |= {"C360_BANKS_DIR": str(bank.warehouse.banks_dir), "C360_BANK": "small",
            "C360_REVEALS_AN_HOUR": "1000000", "C360_EXPORTS_AN_HOUR": "1000000",
            "C360_SEARCHES_A_MINUTE": "1000000",
            "C360_CLIENT_CALLS_A_MINUTE": "1000000"}  # fmt: skip
    command(env, "migrate")
    command(env, "load", "--as-of", DAY_1.isoformat())
    bank.write(2)
    command(env, "load", "--as-of", DAY_2.isoformat())
    askers = everybody(bank.tree)
    secrets = {who.username: _client(env, who) for who in askers if who.role == "client"}
    for who in askers:
        if who.username not in secrets:
            groups = (f"c360-{who.role.replace('_', '-')}", *who.groups)
            join(stack.directory, who.username, who.employee_id, groups)
    other = stack.environment(redis_database=NO_FIRST_WALL - testing.REDIS_DATABASE)
    apart = {name: text for name, text in other.items() if "_REDIS_" in name}
    oracle = Oracle(bank.tree, DAY_2)
    with ExitStack() as servers:
        urls = {
            "walls": servers.enter_context(application(env, folder / "run")),
            "no first wall": servers.enter_context(
                application(env | apart, folder / "bare", TAKEN_OUT)
            ),
        }
        wires = {"walls": _signed_in(urls["walls"], askers, secrets)}
        notes = _written(wires["walls"], askers, oracle)
        _granted(wires["walls"], askers)
        wires["no first wall"] = _signed_in(urls["no first wall"], askers, secrets)
        insights = _insights(wires["walls"]["o.all"], bank.tree.customers[::6])
        keys = _keys(wires["walls"]["o.all"], bank.tree.customers)
        yield World(oracle, askers, urls, wires, notes, insights, keys, env["C360_PG_NAME"],
                    apart["C360_REDIS_CACHE_URL"])  # fmt: skip


def _client(env: dict[str, str], who: Asker) -> str:
    """The secret of a client made as an operator makes one."""
    scopes = [word for scope in who.all_scopes for word in ("--scope", scope)]
    return command(env, "client", "make", who.username, "--unit", who.unit, *scopes).split()[-1]


def _signed_in(url: str, askers: list[Asker], secrets: dict[str, str]) -> dict[str, Wire]:
    wires = {}
    for who in askers:
        body = {"username": who.username, "password": PASSWORD}
        if who.username in secrets:
            body = {"client_id": who.username, "client_secret": secrets[who.username]}
        answer = Wire(url).ask("POST", "/api/session", body)
        assert answer.status == 201, (who, answer)
        wires[who.username] = Wire(url, Viewer(url, answer.json["token"]))
    return wires


def _insights(whole_bank: Wire, customers: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for customer_id in customers:
        answer = whole_bank.ask("GET", f"/api/customers/{customer_id}/insights")
        found |= {row["key"]: customer_id for row in answer.json["results"]}
    return found


def _keys(whole_bank: Wire, customers: list[str]) -> dict[str, str]:
    """The key of the account that each customer owns."""
    found = {}
    for customer_id in customers:
        answer = whole_bank.ask("GET", f"/api/customers/{customer_id}/accounts")
        (found[customer_id],) = {
            row["account_key"] for row in answer.json["results"] if row["role"] == "owner"
        }
    return found


def _written(wires: dict[str, Wire], askers: list[Asker], oracle: Oracle) -> list[Note]:
    """Two conversations of each RM with a promise in it, every other one confidential."""
    notes = []
    for who in askers:
        for n, customer_id in enumerate(sorted(oracle.seen(who))[:2] if who.serves else []):
            body = {"channel": "call", "outcome": "agreed", "text": f"spoke with {customer_id}",
                    "confidential": n == 1,
                    "next_step": {"text": customer_id, "due_on": "2026-12-01"}}  # fmt: skip
            path = f"/api/customers/{customer_id}/conversations"
            made = wires[who.username].ask("POST", path, body)
            assert made.status == 201, made
            mine = wires[who.username].ask("GET", "/api/follow-ups", state="all").json["results"]
            follow_up = next(r for r in mine if r["conversation_id"] == made.json["id"])
            notes.append(Note(customer_id, who, n == 1, made.json["id"], follow_up["id"]))
    return notes


def _granted(wires: dict[str, Wire], askers: list[Asker]) -> None:
    """Cover that holds, cover that was ended, and a customer opened by break-glass."""
    by_name = {who.username: who for who in askers}
    today = days.today().isoformat()
    for covering, covered, is_ended in (("E08", "E09", False), ("E10", "E11", True)):
        branch_head = f"o.hb{int(covering[1:]) // 2}"
        body = {"covered": covered, "covering": covering, "from_date": today, "to_date": today,
                "reason": "leave"}  # fmt: skip
        made = wires[branch_head].ask("POST", "/api/covers", body)
        assert made.status == 201, made
        if is_ended:
            ended = wires[branch_head].ask("DELETE", f"/api/covers/{made.json['id']}")
            assert ended.status in (200, 204), ended
        else:
            by_name[f"o.{covering.lower()}"].covers.add(covered)
    why = {"reason": "branch_visit", "note": "stands at the counter"}
    opened = wires["o.e12"].ask("POST", "/api/customers/KUND1002/break-glass", why)
    assert opened.status == 201, opened
    by_name["o.e12"].opened.add("KUND1002")


@pytest.fixture
def both_walls_off(world: World, stack: Stack) -> Iterator[None]:
    """Row-level security switched off on every table that has it; what was read so is not kept."""

    def switch(how: str) -> None:
        with stack.postgres.admin(world.database) as admin:
            tables = admin.execute(
                "select c.oid::regclass::text from pg_class c"
                " where exists (select from pg_policy p where p.polrelid = c.oid)"
            ).fetchall()
            assert len(tables) > 10
            for (table,) in tables:
                admin.execute(f"alter table {table} {how} row level security")

    switch("disable")
    yield
    switch("enable")
    with Redis.from_url(world.unwalled_cache) as kept:
        assert kept.delete(*kept.scan_iter()) > 0


def test_each_role_gets_what_the_oracle_says_of_every_route(world: World) -> None:
    probes = world.probes("walls", 1)
    probes.run(world.askers, FEW)
    assert probes.wrong == [], (len(probes.wrong), probes.wrong[:20])


def test_with_the_first_wall_out_no_row_leaks(world: World) -> None:
    probes = world.probes("no first wall", 2)
    probes.run(world.askers, FEW)
    assert probes.wrong == [], (len(probes.wrong), probes.wrong[:20])


def test_without_the_policies_the_oracle_fails_on_every_route_of_a_customer(
    world: World, both_walls_off: None
) -> None:
    probes = world.probes("no first wall", 3)
    rm = next(who for who in world.askers if who.username == "o.e13")
    unseen = set(world.oracle.tree.customers) - world.oracle.seen(rm)
    plain = unseen - world.oracle.tree.staff - world.oracle.tree.vip
    victim = min(plain - set(world.oracle.tree.own.values()))
    assert len(probes.nested) >= ROUTES_OF_A_CUSTOMER
    held = []
    for nested in probes.nested:
        before = len(probes.wrong)
        answer = probes._get(rm, f"customers/{victim}{nested}", nested)
        probes._open_or_absent(rm, answer, nested, victim, due=False)
        if len(probes.wrong) == before:
            held.append(nested)
    assert held == [], "the oracle cannot fail on these"
    probes.run(world.askers, 300)
    assert len(probes.wrong) > 100


def test_every_number_that_an_address_can_name_is_asked_about(world: World) -> None:
    probes = world.probes("walls", 4)
    names = {part for path in probes.document["paths"] for part in path.split("/") if "{" in part}
    asked = {"{customer_id}", "{conversation_id}", "{follow_up_id}", "{key}", "{unit_id}"}
    elsewhere = {  # no customer's rows, or a test of their own
        "{review_id}", "{view_id}", "{alert_id}", "{cover_id}", "{load_id}", "{token}.ics",
        "{asset}", "{session_id}",
    }  # fmt: skip
    assert names - elsewhere <= asked, names


@pytest.mark.slow
@pytest.mark.promise("scope against the slow oracle, all roles", PROMISED)
def test_a_hundred_thousand_requests_and_no_mismatch(world: World, saw: Saw) -> None:
    _ask_many(world, "walls", at_scale(FEW, MANY), saw)


@pytest.mark.slow
@pytest.mark.promise("the first wall switched off", "0 rows leak")
def test_many_requests_without_the_first_wall_and_no_row_leaks(world: World, saw: Saw) -> None:
    _ask_many(world, "no first wall", at_scale(FEW, UNWALLED), saw)


def _ask_many(world: World, where: str, many: int, saw: Saw) -> None:
    """That many requests, each person on two connections at once."""
    saw.did = f"drawn by lot as {len(world.askers)} people and API clients, over two nights"
    every = [world.probes(where, seed, anew=True) for seed in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        runs = [
            threads.submit(one.run, world.askers, many // AT_ONCE, _ignore if n else saw.reached)
            for n, one in enumerate(every)
        ]
        for run in runs:
            run.result()
    saw.times = sum(sum(one.asked.values()) for one in every)
    wrong = [words for one in every for words in one.wrong]
    put_off = sum(one.put_off for one in every)
    saw(f"{len(wrong)} answers that the oracle would not give", *wrong[:3])
    saw(f"{put_off} times 503, asked again")
    assert put_off < many / 1_000
    assert saw.times >= many
    assert wrong == [], (len(wrong), wrong[:20])


def _ignore(done: int, of: int) -> None:
    """One of the threads says how far both are."""
