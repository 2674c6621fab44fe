"""One run of the bench: its size, its folder, its results by step, and the product it measures."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.rows import TupleRow

from bench.watch import Usage, cpu_of_tree, watched
from demo.services.places import pick_port
from demo.services.process import Child, spawn, wait_until
from demo.services.stack import Stack, any_ports, stack_at

if TYPE_CHECKING:
    from bench.traffic import Load

ROOT = Path(__file__).resolve().parents[1]
AS_OF = date(2026, 11, 21)
PRODUCT = "c360.config.rsgi:application"
# A few users ask for all: what limits each of them is not what is measured.
NO_LIMITS = {"C360_SEARCHES_A_MINUTE": "1000000000", "C360_EXPORTS_AN_HOUR": "1000000"}
SMALL = 1_000_000  # up to here a run is kept short, as a newcomer's is, unless asked otherwise
LOAD = (sys.executable, "-m", "c360.config.cli")
Connection = psycopg.Connection[TupleRow]
Json = dict[str, Any]


@dataclass
class Bench:
    """A run of one size. `folder` keeps the warehouse, the servers and a JSON file a step."""

    customers: int
    folder: Path
    seed: int = 1
    again: frozenset[str] = frozenset()
    thorough: bool = False
    stack: Stack | None = None
    migrated: bool = False
    children: ExitStack = field(default_factory=ExitStack)
    serving: "Load | None" = None  # what `traffic.serving` started

    @property
    def small(self) -> bool:
        """Whether measurements are kept short; `thorough` ones are as long as at full size."""
        return self.customers <= SMALL and not self.thorough

    @property
    def seconds(self) -> float:
        """How long one repeat of one answer's measurement takes."""
        return 1.9 if self.small else 8.0

    @property
    def answers_of_run(self) -> int:
        """How many answers a run is to have, if asking for them takes no longer than it may."""
        return 0 if self.small else 320

    @property
    def repeats(self) -> int:
        """How many times what has a median is measured."""
        return 2 if self.small else 3

    @property
    def rate_times(self) -> int:
        """How many times as often a short run asks, so that as many answers stand behind a p99."""
        return 2 if self.small else 1

    @property
    def connections(self) -> tuple[int, ...]:
        """Numbers of connections of which the best throughput counts."""
        return (16, 32) if self.small else (8, 16, 32)

    @property
    def seconds_of_floor(self) -> float:
        """How long the bare view is asked beside it."""
        return 0.6 if self.small else 2.0

    @property
    def warehouse(self) -> Path:
        """The bank's files."""
        return self.folder / "warehouse"

    @property
    def first_day(self) -> date:
        """The day of the first load."""
        return AS_OF

    @property
    def second_day(self) -> date:
        """The day of the one more night."""
        return AS_OF + timedelta(days=1)

    def saved(self, step: str) -> Json | None:
        """What a step measured earlier."""
        path = self.folder / f"{step}.json"
        return json.loads(path.read_text()) if path.exists() else None

    def step(self, name: str, measure: Callable[["Bench"], Json]) -> Json:
        """Run a step, unless it was done before and is not asked for again."""
        found = self.saved(name)
        if found is not None and name not in self.again:
            print(f"  {name}: kept", flush=True)
            return found
        print(f"  {name} ...", flush=True)
        began = time.monotonic()
        result = measure(self)
        result["seconds_of_step"] = time.monotonic() - began
        path = self.folder / f"{name}.json"
        beside = path.with_suffix(".new")
        beside.write_text(json.dumps(result, indent=1, default=str))
        beside.replace(path)
        print(f"  {name}: {result['seconds_of_step']:.1f} s", flush=True)
        return result

    def servers(self) -> Stack:
        """PostgreSQL, Valkey and OpenLDAP of this run, started the first time."""
        if self.stack is None:
            self.stack = stack_at(self.folder / "run", any_ports())
            self.children.callback(self.stop_servers)
            self.stack.start()
            if not self.migrated:
                self.stack.create_database("c360")
                self.command("migrate")
                self.migrated = True
        return self.stack

    def stop_servers(self) -> None:
        """Stop them, so that the next `servers()` starts them with nothing in memory."""
        if self.serving is not None:
            self.serving.stop()
            self.serving = None
        if self.stack is not None:
            self.stack.stop()
            self.stack = None

    def environment(self, **more: str) -> dict[str, str]:
        """The product's settings."""
        stack = self.servers()
        return {
            **os.environ,
            "PYTHONUNBUFFERED": "1",
            "PYTHONPATH": str(ROOT),
            "C360_BANK": "synthetic",
            "C360_DATA": str(self.warehouse),
            "C360_NIGHTLY_AT": "never",
            "C360_TODAY": (self.first_day + timedelta(days=2)).isoformat(),
            "C360_SESSION_IDLE_SECONDS": "36000",
            **NO_LIMITS,
            "DJANGO_SETTINGS_MODULE": "c360.config.settings",
            **stack.environment(),
            **more,
        }

    def command(self, *words: str, data: Path | None = None) -> None:
        """One of the product's commands, to its end."""
        more = {"C360_DATA": str(data)} if data else {}
        subprocess.run(
            [*LOAD, *words], env=self.environment(**more), cwd=ROOT, check=True, capture_output=True
        )

    def load(self, as_of: date, data: Path | None = None) -> tuple[float, Usage, Json]:
        """Load a day; wall seconds of the whole process, what it used, and its own journal."""
        environment = self.environment(**({"C360_DATA": str(data)} if data else {}))
        log = self.folder / f"load-{as_of}.log"
        database = self.postgres_pid()
        worked = cpu_of_tree(database)
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*LOAD, "load", "--as-of", as_of.isoformat()],
                env=environment,
                cwd=ROOT,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            usage = watched(process)
        usage = replace(usage, database_cpu=cpu_of_tree(database) - worked)
        if process.returncode:
            raise RuntimeError(f"the load of {as_of} failed; {log} ends:\n{tail_of(log)}")
        return usage.seconds, usage, self.journal(as_of)

    def journal(self, as_of: date) -> Json:
        """What the load wrote of itself: seconds of its steps and of their parts, rows, its log.

        A part is (step, table, seconds); parts run side by side.
        """
        with self.owner() as database:
            steps = database.execute(
                'select s.name, s."table", s.seconds from app.load_step s'
                " join app.load l on l.id = s.load_id"
                " where l.as_of = %s and l.state = 'published' order by s.id",
                [as_of],
            ).fetchall()
            tables = database.execute(
                'select t."table", t.kind, t.published_rows from app.load_table t join app.load l'
                " on l.id = t.load_id where l.as_of = %s and l.state = 'published' order by t.id",
                [as_of],
            ).fetchall()
        log = self.folder / f"load-{as_of}.log"
        return {
            "steps": {str(name): float(seconds) for name, table, seconds in steps if not table},
            "parts": [[str(n), str(table), float(s)] for n, table, s in steps if table],
            "tables": [[str(table), str(kind), rows] for table, kind, rows in tables],
            "log": log.read_text(errors="replace").splitlines() if log.exists() else [],
        }

    def postgres_pid(self) -> int:
        """The process of PostgreSQL that all its others descend from."""
        file = self.folder / "run" / "postgres" / "postmaster.pid"
        return int(file.read_text().splitlines()[0])

    def owner(self) -> Connection:
        """The owner's connection, past every row policy."""
        stack = self.servers()
        return psycopg.connect(
            host=str(stack.postgres.host),
            port=stack.postgres.port,
            dbname="c360",
            user="c360_owner",
            password=stack.secrets("postgres-owner"),
            autocommit=True,
        )

    def admin(self) -> Connection:
        """The superuser's connection to the product's database."""
        return self.servers().postgres.admin("c360")

    def schema(self) -> str:
        """The schema of the publication that is served."""
        with self.owner() as database:
            found = database.execute(
                "select schema from app.publication order by generation desc limit 1"
            ).fetchone()
        if found is None:
            raise RuntimeError("nothing is published: run the step first-load")
        return str(found[0])

    def served_day(self) -> date:
        """The business day of the publication that is served."""
        with self.owner() as database:
            found = database.execute("select max(as_of) from app.publication").fetchone()
        if found is None or found[0] is None:
            raise RuntimeError("nothing is published: run the step first-load")
        return date.fromisoformat(str(found[0]))

    def python(self, module: str, content: Any, extra: Mapping[str, str] | None = None) -> Any:
        """Run a module of the bench in a process of its own, JSON in and out."""
        done = subprocess.run(
            [sys.executable, "-m", module],
            input=json.dumps(content).encode(),
            env=self.environment(**(extra or {})) if extra is not None else generator_environment(),
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{module} failed: {done.stderr.decode()[-2000:]}")
        return json.loads(done.stdout)

    def application(self, target: str = PRODUCT, **more: str) -> "App":
        """The application under granian, as `make demo` runs it, on a port of its own."""
        port = pick_port()
        metrics = self.folder / "run" / f"metrics-{port}"
        metrics.mkdir(parents=True, exist_ok=True)
        environment = self.environment(PROMETHEUS_MULTIPROC_DIR=str(metrics), **more)
        del environment["C360_PG_OWNER_PASSWORD"]
        name = target.partition(":")[0]
        child = spawn(name, granian(target, port), self.folder / "run", env=environment, cwd=ROOT)
        self.children.callback(child.stop)
        wait_until(lambda: listening(port), child, seconds=60, every=0.1)
        return App([port], [child])


@dataclass
class App:
    """A started server: its ports and processes."""

    ports: list[int]
    processes: list[Child]

    def stop(self) -> None:
        """End it."""
        for child in self.processes:
            child.stop()


def granian(target: str, port: int) -> list[str]:
    """The application server's command; what is no part of the product is plain WSGI."""
    wsgi = ["--interface", "wsgi", "--blocking-threads", "16"]
    options = ["--interface", "rsgi"] if target == PRODUCT else wsgi
    options += ["--host", "127.0.0.1", "--port", str(port), "--workers", "2"]
    options += ["--no-ws", "--log-level", "warning"]
    return [sys.executable, "-m", "granian", *options, target]


def listening(port: int) -> bool:
    """Whether something accepts connections there."""
    import socket

    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def site() -> Path:
    """Where the bench's own Python packages are installed."""
    return base_folder() / "site"


def base_folder() -> Path:
    """The folder of all runs: BENCH_DIR, or `.run/bench`."""
    return Path(os.environ.get("BENCH_DIR") or ROOT / ".run" / "bench").resolve()


def generator_environment() -> dict[str, str]:
    """The environment of a process of the bench alone."""
    return {**os.environ, "PYTHONPATH": f"{ROOT}:{site()}"}


def tail_of(log: Path) -> str:
    """The last lines of a log."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-15:])


def disk_of(folder: Path) -> int:
    """Bytes that a folder takes on disk."""
    done = subprocess.run(
        ["du", "-s", "--block-size=1", str(folder)], capture_output=True, text=True, check=False
    )
    return int(done.stdout.split()[0]) if done.stdout else 0
