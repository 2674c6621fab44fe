"""The whole product on servers of its own, each of which a test may stop, kill or hold."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import psycopg

from c360.config.tests.faults.books import DAYS, OPERATOR, Reader, readers, small_bank
from c360.config.tests.faults.wire import Answer, Line
from c360.nightly.tests.small_bank import SmallBank
from demo.run import edge_program, node
from demo.services.certificates import make_certificate
from demo.services.places import pick_port, socket_folder
from demo.services.postgres import Postgres, run_replica, start_postgres, start_replica
from demo.services.process import Child, end_leftovers, spawn, wait_until
from demo.services.slapd import start_slapd
from demo.services.stack import Stack, any_ports, stack_at
from demo.services.valkey import start_valkey

ROOT = Path(__file__).resolve().parents[5]
C360 = (sys.executable, "-m", "c360.config.cli")
DATABASE = "c360"
METRICS_TOKEN = "collector"


@dataclass
class House:
    """The servers by name (`postgres`, `sessions`, `cache`, `directory`, `application`, ...)."""

    folder: Path
    stack: Stack = field(init=False)
    bank: SmallBank = field(init=False)
    running: dict[str, Child] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    port: int = 0
    second_port: int = 0
    edges: tuple[int, int] = (0, 0)
    loading: "subprocess.Popen[bytes] | None" = None

    def __post_init__(self) -> None:
        self.stack = stack_at(self.folder / "run", any_ports(), replicas=1)
        self.bank = small_bank(self.folder)
        self.port, self.second_port = pick_port(), pick_port()
        self.edges = (pick_port(), pick_port())

    @property
    def files(self) -> Path:
        """The files of loads."""
        return self.folder / "files"

    @property
    def replica(self) -> Postgres:
        """The address of the replica."""
        return self.stack.replicas[0]

    def env(self, **more: str) -> dict[str, str]:
        """The environment of the product's programs."""
        return {
            **os.environ,
            **self.stack.environment(database=DATABASE),
            "DJANGO_SETTINGS_MODULE": "c360.config.tests.faults.settings",
            "C360_TEST_BANKS": str(self.bank.banks_dir),
            "C360_DATA": str(self.bank.data),
            "C360_LOAD_MEMORY": "500MB",
            "C360_PG_REPLICA_LAG": "3",
            "C360_METRICS_TOKEN": METRICS_TOKEN,
            "C360_RUN_DIR": str(self.files),
            **more,
        }

    @property
    def _starters(self) -> Mapping[str, Callable[[], Child]]:
        stack, run_dir = self.stack, self.stack.run_dir
        certificate = make_certificate(run_dir / "tls", "directory")
        return {
            "postgres": lambda: start_postgres(stack.postgres, run_dir),
            "replica": self._replica,
            "sessions": lambda: start_valkey(stack.sessions, run_dir),
            "cache": lambda: start_valkey(stack.cache, run_dir),
            "directory": lambda: start_slapd(stack.directory, run_dir, certificate),
            "application": lambda: self._application("application", self.port),
            "application-2": lambda: self._application("application-2", self.second_port),
            "worker": self._worker,
            "edge-1": lambda: self._edge(0),
            "edge-2": lambda: self._edge(1),
        }

    def start(self, *names: str) -> None:
        """Start servers that do not run."""
        for name in names:
            if name not in self.running:
                self.running[name] = self._starters[name]()
                if name == "directory":
                    people = (*readers(), OPERATOR)
                    self.stack.directory.replace_people(reader.person for reader in people)

    def prepare(self) -> None:
        """An empty database with the tables of what users write."""
        end_leftovers(self.stack.run_dir)
        socket_folder(self.stack.run_dir)
        self.start("postgres")
        self.stack.create_database(DATABASE)
        self.run("migrate")

    def open(self) -> None:
        """Start all, load the first day, serve it."""
        self.prepare()
        self.start("sessions", "cache", "directory")
        self.load(DAYS[0])
        self.start("replica", "application")

    def close(self) -> None:
        """End all of them."""
        for name in reversed(list(self.running)):
            self.stop(name)

    def stop(self, name: str) -> None:
        """End a server in an orderly way."""
        child = self.running.pop(name, None)
        if child is not None:
            child.stop()

    def kill(self, name: str) -> None:
        """End a server and its children at once (SIGKILL)."""
        child = self.running.pop(name)
        os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait(10)
        child.pid_file.unlink(missing_ok=True)

    def restart_if_dead(self, name: str) -> None:
        """Start a server again that ended by itself."""
        if self.running[name].exit_code() is not None:
            self.running.pop(name).stop()
            self.start(name)

    @contextmanager
    def without(self, name: str) -> Iterator[None]:
        """The server is killed; afterwards it runs again."""
        self.kill(name)
        try:
            yield
        finally:
            self.start(name)

    @contextmanager
    def held(self, name: str) -> Iterator[None]:
        """The server takes connections and says nothing (SIGSTOP)."""
        group = self.running[name].process.pid
        os.killpg(group, signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(group, signal.SIGCONT)

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """A command of the product to its end; AssertionError with its words when it fails."""
        done = subprocess.run(
            [*C360, *words], env=self.env(), cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"c360 {words}: {done.stdout[-2000:]}{done.stderr[-4000:]}"
        return done

    def load(self, as_of: date) -> None:
        """Load a business day by the product's own command."""
        self.run("load", "--as-of", as_of.isoformat())

    def load_begins(self, as_of: date) -> None:
        """Begin a load and go on."""
        words = [*C360, "load", "--as-of", as_of.isoformat()]
        with (self.folder / "load.log").open("wb") as log:
            self.loading = subprocess.Popen(words, env=self.env(), cwd=ROOT, stderr=log)

    def load_ends(self) -> None:
        """Wait for its end."""
        assert self.loading is not None
        assert self.loading.wait(120) == 0, (self.folder / "load.log").read_text()[-2000:]

    @property
    def edge_authority(self) -> Path:
        """Who signed the edges' certificate."""
        return make_certificate(self.stack.run_dir / "tls-edge", "edge").authority

    def _edge(self, number: int) -> Child:
        """A web server of its own port before the application."""
        certificate = make_certificate(self.stack.run_dir / "tls-edge", "edge")
        pages = self.folder / "pages"
        pages.mkdir(exist_ok=True)
        (pages / "index.html").write_text("<!doctype html><title>Customer 360</title>")
        env = {
            "PATH": os.environ["PATH"],
            "NODE_ENV": "production",
            "EDGE_HOST": "127.0.0.1",
            "EDGE_PORT": str(self.edges[number]),
            "EDGE_TLS_CERT": str(certificate.chain),
            "EDGE_TLS_KEY": str(certificate.key),
            "EDGE_UPSTREAM": ",".join(
                f"http://127.0.0.1:{port}" for port in (self.port, self.second_port)
            ),
            "EDGE_STATIC_DIR": str(pages),
        }
        command = [node(), str(edge_program())]
        child = spawn(f"edge-{number + 1}", command, self.stack.run_dir, env=env, cwd=ROOT)
        wait_until(lambda: _listens(self.edges[number]), child, seconds=60)
        return child

    def _replica(self) -> Child:
        if (self.stack.run_dir / "postgres-replica-1").exists():
            return run_replica(self.replica, self.stack.run_dir)
        return start_replica(self.stack.postgres, self.replica, self.stack.run_dir)

    def restart_application(self, name: str) -> None:
        """As docs/how-to/restart.md has it, with less time for what is under way."""
        drain = self._drain(name)
        drain.touch()
        time.sleep(2)
        self.stop(name)
        drain.unlink()
        self.start(name)

    def _drain(self, name: str) -> Path:
        return self.folder / f"{name}.drain"

    def _application(self, name: str, port: int) -> Child:
        """More answers at a time than connections: they wait for one."""
        command = [sys.executable, "-m", "granian", "--interface", "rsgi", "--host", "127.0.0.1"]
        command += ["--port", str(port), "--workers", "1"]
        command += ["c360.config.rsgi:application"]
        env = self.env(C360_PG_POOL="4", C360_DRAIN_FILE=str(self._drain(name)))
        child = spawn(name, command, self.stack.run_dir, env=env, cwd=ROOT)
        wait_until(lambda: self._alive(port), child, seconds=60, every=0.1)
        return child

    def _worker(self) -> Child:
        env = self.env(C360_DIRECTORY_CHECK_SECONDS="1", C360_NIGHTLY_AT="never")
        return spawn("worker", [*C360, "worker"], self.stack.run_dir, env=env, cwd=ROOT)

    @staticmethod
    def _alive(port: int) -> bool:
        try:
            with Line(port) as line:
                return line.get("/healthz").status == 200
        except OSError:
            return False

    def ask(
        self, who: Reader | None, method: str, path: str, body: Any = None, **headers: str
    ) -> Answer:
        """One request of that reader (None: of nobody), over a connection of its own."""
        token = self.token(who) if who else ""
        with Line(self.port) as line:
            return line.ask(method, path, token, body, headers)

    def get(self, who: Reader, path: str) -> Answer:
        """GET as that reader."""
        return self.ask(who, "GET", path)

    def token(self, who: Reader) -> str:
        """The reader's token; signs in the first time."""
        if who.username not in self.tokens:
            answer = self.sign_in(who)
            assert answer.status == 201, answer
            self.tokens[who.username] = str(answer.json()["token"])
        return self.tokens[who.username]

    def sign_in(self, who: Reader, password: str | None = None) -> Answer:
        """What signing in answers."""
        credentials = {"username": who.username, "password": password or who.password}
        return self.ask(None, "POST", "/api/session", credentials)

    def reads(self) -> dict[str, int]:
        """How many answers each database gave so far."""
        with Line(self.port) as line:
            text = line.get("/metrics", METRICS_TOKEN).body.decode()
        found = re.findall(r'^c360_reads_total\{database="(\w+)"\} ([\d.]+)', text, re.MULTILINE)
        return {name: int(float(number)) for name, number in found}

    def sql(
        self, statement: str, *values: object, at: Postgres | None = None
    ) -> list[tuple[Any, ...]]:
        """A superuser's query in the product's database, the primary's or the replica's."""
        with (at or self.stack.postgres).admin(DATABASE) as admin:
            return rows_of(admin, statement, *values)

    @contextmanager
    def behind(self) -> Iterator[None]:
        """The replica receives what the primary does, and does not do it."""
        self.sql("select pg_wal_replay_pause()", at=self.replica)
        try:
            yield
        finally:
            self.sql("select pg_wal_replay_resume()", at=self.replica)

    def caught_up(self) -> bool:
        """Whether the replica has done all that the primary has.

        The message's commit writes the log out: a lock alone may stay unwritten for seconds.
        """
        ((log,),) = self.sql("select pg_logical_emit_message(true, 'caught up', '') - '0/0'")
        ((done,),) = self.sql("select pg_last_wal_replay_lsn() - '0/0'", at=self.replica)
        return bool(done >= log)


def _listens(port: int) -> bool:
    try:
        Line(port).close()
    except OSError:
        return False
    return True


def rows_of(connection: "psycopg.Connection[Any]", statement: str, *values: object) -> list[Any]:
    """The rows of a statement, none where it gives none."""
    found = connection.execute(statement.encode(), list(values) or None)
    return found.fetchall() if found.description else []


def until(what: Callable[[], bool], seconds: float = 10, every: float = 0.02) -> float:
    """Wait until it is so; the seconds that took. AssertionError when the time is over."""
    began = time.monotonic()
    while not what():
        assert time.monotonic() - began < seconds, f"not so after {seconds} s"
        time.sleep(every)
    return time.monotonic() - began


def problem(answer: Answer) -> tuple[int, str]:
    """A refusal's status and code; AssertionError where it is no problem document."""
    assert answer.headers["content-type"] == "application/problem+json", answer
    said: dict[str, Any] = json.loads(answer.body)
    assert {"type", "title", "status", "detail", "code", "request_id"} <= said.keys(), said
    if answer.status == 503:
        assert int(answer.headers["retry-after"]) >= 1, answer.headers
    return answer.status, str(said["code"])
