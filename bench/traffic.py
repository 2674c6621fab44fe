"""The application under test with its sessions, and the generator's load beside it."""

import random
import time
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import redis
from psycopg import sql

from bench.run import App, Bench, Json
from bench.sample import Sample, Sampled, draw
from c360.customers.tests.misspellings import Misspelling, misspellings

CONNECTIONS = 64
HEAD_ROLES = {
    "branch": "branch_head",
    "cluster": "cluster_head",
    "region": "region_head",
    "bank": "region_head",
}
MISSPELT = 60  # cases of each kind
CONNECTIONS_OF_APP = 8  # of two processes
LONGEST_WARMING = 30.0  # seconds
QUIET_LOOKS, LOOKS_EVERY = 5, 0.2  # looks in a row that find no connection at work; seconds
# Connections of the application, and those at work: to look for a new day is over in no time.
_WORKING = """
    select count(*), count(*) filter (where state <> 'idle')
    from pg_stat_activity where usename = 'c360_web'"""
# A load leaves its publication in memory, as far as it fits; the floors' dumps then take its place.
_WARM = """
    select sum(pg_prewarm(c.oid, 'read'))
    from (select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = %s and c.relkind in ('r', 'i')
            or n.nspname = 'ledger' and c.relkind = 'i'
        order by pg_relation_size(c.oid) desc offset 0) c"""
Request = dict[str, Any]


class Load:
    """The application under test with its sessions, and the generator beside it."""

    def __init__(self, bench: Bench, like: "Load | None" = None) -> None:
        """`like`: a load of the same publication, whose sample and sessions hold here too."""
        self.bench = bench
        self.sample: Sample = like.sample if like else draw(bench)
        self.tokens: dict[str, str] = like.tokens if like else session_tokens(bench, self.sample)
        self.app: App = bench.application()
        self.seed = bench.seed
        self.fresh = iter(self.sample.customers)
        self.filled: list[Request] = []
        self.open([{"path": "/api/publication", "token": self.token(c)} for c in self.take(20)], 50,
                  0.5)  # fmt: skip
        self.settle()

    def settle(self) -> None:
        """Wait until the application has warmed its connections, as a balancer would."""
        until, quiet = time.monotonic() + LONGEST_WARMING, 0
        with self.bench.admin() as database:
            while time.monotonic() < until and quiet < QUIET_LOOKS:
                time.sleep(LOOKS_EVERY)
                opened, working = database.execute(_WORKING).fetchone() or (0, 0)
                quiet = quiet + 1 if opened >= CONNECTIONS_OF_APP and not working else 0

    def take(self, count: int) -> list[Sampled]:
        """Customers not asked for before; from the start again when all were."""
        found = list(islice(self.fresh, count))
        if len(found) < count:
            self.fresh = iter(self.sample.customers)
            self.forget()
            found += list(islice(self.fresh, count - len(found)))
        return found

    def token(self, customer: Sampled) -> str:
        """The token of the customer's RM."""
        return self.tokens[customer.rm_id]

    def head(self, level: str) -> str:
        """The token of the head of a unit of that level."""
        return self.tokens[self.sample.heads[level][0]]

    def ask(self, customer: Sampled, below: str = "") -> Request:
        """A request about a customer, by the customer's RM."""
        return {
            "path": f"/api/customers/{customer.customer_id}{below}",
            "token": self.token(customer),
        }

    @cached_property
    def misspelt(self) -> list[Misspelling]:
        """The labelled set of the product's tests, of names that the bank's head may see; mixed."""
        with self.bench.owner() as database:
            query = "select distinct full_name from {} where not is_staff and not is_vip"
            path = sql.Identifier(self.sample.schema, "customer")
            names = database.execute(sql.SQL(query).format(path))
            cases = misspellings([row[0] for row in names], MISSPELT, self.bench.seed)
        random.Random(self.bench.seed).shuffle(cases)
        return cases

    def fill(self, requests: Sequence[Request]) -> None:
        """Have the product make these answers, unless it did since the cache was emptied."""
        if [*requests] != self.filled:
            self.each(requests)
            self.filled = [*requests]

    def forget(self) -> None:
        """Empty the answer cache."""
        self.filled = []
        redis.Redis.from_url(self.bench.servers().cache.admin_url()).flushall()

    def open(
        self,
        requests: Sequence[Request],
        rate: float,
        seconds: float,
        *,
        ports: list[int] | None = None,
        watch: bool = False,
        keep: bool = False,
        stop: Path | None = None,
    ) -> Json:
        """An open load of these requests, in turn."""
        self.seed += 1
        return self._generate(
            mode="open", requests=requests, rate=rate, seconds=seconds, watch=watch, keep=keep,
            ports=ports or self.app.ports, connections=CONNECTIONS,
            stop_file=str(stop) if stop else "",
        )  # fmt: skip

    def closed(
        self, requests: Sequence[Request], connections: int, seconds: float,
        ports: list[int] | None = None,
    ) -> Json:  # fmt: skip
        """What throughput so many connections get."""
        return self._generate(
            mode="closed", requests=requests, seconds=seconds, connections=connections,
            ports=ports or self.app.ports,
        )  # fmt: skip

    def each(self, requests: Sequence[Request], ports: list[int] | None = None) -> Json:
        """Every request once, as fast as the application answers; the bodies are kept."""
        return self._generate(
            mode="each", requests=requests, seconds=2.0 * len(requests), keep=True,
            connections=CONNECTIONS_OF_APP, ports=ports or self.app.ports,
        )  # fmt: skip

    def users(self, requests: Sequence[Request], users: Iterable[list[list[int]]], think: float,
              seconds: float) -> Json:  # fmt: skip
        """Users who think between actions; an action's requests go together."""
        return self._generate(
            mode="users", requests=requests, users=list(users), think=think, seconds=seconds,
            ports=self.app.ports, connections=4 * CONNECTIONS,
        )  # fmt: skip

    def _generate(self, **plan: Any) -> Json:
        result: Json = self.bench.python("bench.generator", {**plan, "seed": self.seed})
        return result

    def mixed(self) -> list[Request]:
        """What a reader polls: pages of customers, books and publications, cached and not."""
        requests: list[Request] = []
        for customer in self.sample.customers[:600]:
            requests += [
                self.ask(customer),
                {"path": "/api/book", "token": self.token(customer)},
                self.ask(customer, "/transactions"),
                {"path": "/api/publication", "token": self.token(customer)},
                self.ask(customer, "/balances"),
            ]
        return requests

    def stop(self) -> None:
        """End the application."""
        self.app.stop()


def serving(bench: Bench) -> Load:
    """The application under test; steps that follow one another on one day share it."""
    kept = bench.serving
    if kept is None or kept.sample.schema != bench.schema():
        if kept is not None:
            kept.stop()
        bench.serving = kept = Load(bench)
    warm(bench)
    kept.forget()
    return kept


def warm(bench: Bench) -> None:
    """Read what is served, and the ledger's indexes: the database is warm, as the goals say.

    Before each run, since a kernel may let go of pages that nobody touched for a minute
    (`machine.reclaimed_after`).
    """
    with bench.admin() as database:
        database.execute("create extension if not exists pg_prewarm")
        database.execute(_WARM, [bench.schema()])


def session_tokens(bench: Bench, sample: Sample) -> dict[str, str]:
    """A session of every sampled RM and head."""
    employees = [[rm, "rm"] for rm in sample.rms]
    employees += [[who, HEAD_ROLES[level]] for level, (who, _, _) in sample.heads.items()]
    tokens: dict[str, str] = bench.python("bench.sessions", {"employees": employees}, {})
    return tokens
