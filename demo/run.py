"""`c360 demo`: the whole product on this machine, from a warehouse's files to the browser."""

import fcntl
import json
import os
import shlex
import shutil
import signal
import ssl
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from types import FrameType
from typing import IO

import psycopg

from demo.choices import ROOT, Choices, read_choices
from demo.directory import DemoUser, demo_users
from demo.services.certificates import make_certificate
from demo.services.places import pick_port, port_free, private_folder, write_private
from demo.services.process import Child, StartError, end_leftovers, spawn, tail, wait_until
from demo.services.stack import Stack, pick_ports, stack_at
from demo.unchanged import done, load_mark, migrations_mark

PROGRESS_EVERY = 4.0  # seconds between two lines of a long step
C360 = (sys.executable, "-m", "c360.config.cli")


class Stopped(BaseException):
    """Ctrl-C, or a signal to end."""


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped


@contextmanager
def step(title: str) -> Iterator[None]:
    """Print a step of the start, and its seconds."""
    print(f"  {title} ...", end="", flush=True)
    began = time.monotonic()
    try:
        yield
    except BaseException:
        print(" stopped", flush=True)
        raise
    print(f" {time.monotonic() - began:.1f} s", flush=True)


def _next_working_day(day: date) -> date:
    """The first day after it that is no Sunday."""
    following = day + timedelta(days=1)
    return following + timedelta(days=1) if following.isoweekday() == 7 else following


@dataclass
class Demo:
    """One running demo, and what it has started."""

    choices: Choices
    stack: Stack
    children: list[Child] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where the browser finds it."""
        return f"https://localhost:{self.choices.port}"

    def start(self) -> list[DemoUser]:
        """Everything up to the answer of /readyz; the users who can sign in."""
        with step("PostgreSQL, Valkey, OpenLDAP"):
            self.stack.start()
            self.stack.create_database("c360")
        self.environment = self._settings()
        self._once("migrate", migrations_mark(), "Tables of what users write", [*C360, "migrate"])
        if self.choices.synthetic:
            self._generate()
        as_of = self.choices.as_of.isoformat()
        mark = load_mark(self.choices, self.choices.data or self._warehouse())
        title = f"Business day {as_of} of the bank {self.choices.bank}"
        self._once("load", mark, title, [*C360, "load", "--as-of", as_of])
        with step("Directory users"):
            users = self._fill_directory()
        with step("Application, worker and web server"):
            self._serve()
        return users

    def _settings(self) -> dict[str, str]:
        """The environment of the product's own programs; kept for use by hand in `<run>/env`."""
        chosen = {
            "C360_BANK": self.choices.bank,
            "C360_DATA": str(self.choices.data or self._warehouse()),
            "C360_NIGHTLY_AT": "never",  # the demo's warehouse stands still, and so does its day
            "C360_TODAY": _next_working_day(self.choices.as_of).isoformat(),
            **self.stack.environment(),
        }
        lines = [f"{name}={shlex.quote(value)}\n" for name, value in chosen.items()]
        write_private(self.stack.run_dir / "env", "".join(lines))
        return {**os.environ, "PYTHONUNBUFFERED": "1", **chosen}

    def _warehouse(self) -> Path:
        return self.stack.run_dir / "warehouse"

    def _generate(self) -> None:
        """The synthetic bank's files, whole or not at all."""
        if self._warehouse().exists():
            return
        beside = self.stack.run_dir / "warehouse.new"
        shutil.rmtree(beside, ignore_errors=True)
        choices = self.choices
        with step(f"A synthetic bank of {choices.customers:,} customers (seed {choices.seed})"):
            self._run(
                "bank",
                [
                    *(sys.executable, "-m", "demo.bank", "--customers", str(choices.customers)),
                    *("--seed", str(choices.seed), "--as-of", choices.as_of.isoformat()),
                    *("--out", str(beside)),
                ],
            )
            beside.rename(self._warehouse())

    def _once(self, name: str, mark: str, title: str, command: Sequence[str]) -> None:
        """Run a program unless it ended well before for the same mark."""
        stamp = self.stack.run_dir / "postgres" / f"c360-{name}"  # gone with the cluster
        if done(stamp, mark):
            return
        with step(title):
            self._run(name, command)
        stamp.write_text(mark)

    def _run(self, name: str, command: Sequence[str]) -> None:
        """Run a program to its end, telling how far it is; StartError with its last words."""
        child = spawn(name, command, self.stack.run_dir, env=self.environment, cwd=ROOT)
        try:
            last = time.monotonic()
            while child.exit_code() is None:
                time.sleep(0.05)
                if time.monotonic() - last > PROGRESS_EVERY:
                    said = tail(child.log, 1).strip()
                    news = said and " INFO " not in said
                    print(f"\n    {said} ..." if news else ".", end="", flush=True)
                    last = time.monotonic()
        finally:
            child.stop()
        if child.exit_code():
            raise StartError(
                f"`{' '.join(command[2:])}` ended with exit code {child.exit_code()}. "
                f"The end of its log ({child.log}):\n{tail(child.log)}"
            )

    def _fill_directory(self) -> list[DemoUser]:
        postgres = self.stack.postgres
        with psycopg.connect(
            host=str(postgres.host),
            port=postgres.port,
            dbname="c360",
            user="c360_owner",
            password=self.stack.secrets("postgres-owner"),
        ) as connection:
            try:
                users = demo_users(connection)
            except LookupError as error:
                raise StartError(f"There is nobody to sign in: {error}.") from error
        self.stack.directory.replace_people(user.person() for user in users)
        return users

    def _serve(self) -> None:
        run_dir = self.stack.run_dir
        port = pick_port(self.choices.port + 1)
        options = [
            "--interface",
            "rsgi",
            "--host",
            "127.0.0.1",
            "--workers",
            "2",
        ]
        granian = [sys.executable, "-m", "granian", *options, "--port", str(port)]
        application = [*granian, "c360.config.rsgi:application"]
        metrics = run_dir / "metrics"
        shutil.rmtree(metrics, ignore_errors=True)
        metrics.mkdir()
        web = {**self.environment, "PROMETHEUS_MULTIPROC_DIR": str(metrics)}
        for name in ("C360_PG_OWNER_PASSWORD", "C360_REDIS_AUDIT_URL"):
            del web[name]  # a web host acts as the web's roles alone
        self._spawn("application", application, web)
        self._spawn("worker", [*C360, "worker"], self.environment)
        certificate = make_certificate(run_dir / "tls", "edge")
        edge = {
            "PATH": os.environ.get("PATH", ""),
            "NODE_ENV": "production",
            "EDGE_HOST": "127.0.0.1",
            "EDGE_PORT": str(self.choices.port),
            "EDGE_TLS_CERT": str(certificate.chain),
            "EDGE_TLS_KEY": str(certificate.key),
            "EDGE_UPSTREAM": f"http://127.0.0.1:{port}",
            "EDGE_STATIC_DIR": str(static_folder()),
        }
        web_server = self._spawn("web-server", [node(), str(edge_program())], edge)
        context = ssl.create_default_context(cafile=str(certificate.authority))
        ready = f"https://127.0.0.1:{self.choices.port}/readyz"
        wait_until(lambda: self._answers(ready, context), web_server, seconds=60, every=0.1)

    def _answers(self, url: str, context: ssl.SSLContext) -> bool:
        self.check()
        try:
            with urllib.request.urlopen(url, timeout=5, context=context) as answer:  # noqa: S310
                return int(answer.status) == 200
        except (urllib.error.URLError, OSError):
            return False

    def _spawn(self, name: str, command: Sequence[str], env: dict[str, str]) -> Child:
        child = spawn(name, command, self.stack.run_dir, env=env, cwd=ROOT)
        self.children.append(child)
        return child

    def check(self) -> None:
        """StartError if anything that was started has ended."""
        for child in (*self.children, *self.stack.children):
            if child.exit_code() is not None:
                raise child.died()

    def stop(self) -> None:
        """End everything, what the browser meets first."""
        while self.children:
            self.children.pop().stop()
        self.stack.stop()


def node() -> str:
    """Node's program: the one set-up installed, or one on the path."""
    own = ROOT / ".tools" / "bin" / "node"
    found = str(own) if own.exists() else shutil.which("node")
    if not found:
        raise StartError("Node is missing. `make demo` installs it.")
    return found


def edge_program() -> Path:
    """The web server's program: built, or as TypeScript that Node runs as it is."""
    for path in (ROOT / "edge/dist/main.js", ROOT / "edge/src/main.ts"):
        if path.exists():
            return path
    raise StartError("The web server (edge/) is missing from this checkout.")


def static_folder() -> Path:
    """The folder of the built web client."""
    for index in sorted((ROOT / "web" / "dist").rglob("index.html")):
        return index.parent
    raise StartError("The web client is not built. `make demo` builds it.")


@contextmanager
def only_one(runs: Path) -> Iterator[IO[str]]:
    """Hold the folder of runs: a second demo of this checkout is refused, a killed one cleared."""
    private_folder(runs)
    with (runs / "demo.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            raise StartError(
                f"A demo of this checkout runs already (process {lock.read().strip()}). "
                "Stop it with Ctrl-C where it was started, then start this one."
            ) from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        (runs / "demo.json").unlink(missing_ok=True)
        for run_dir in runs.iterdir():
            ended = end_leftovers(run_dir) if run_dir.is_dir() else []
            if ended:
                print(f"  Ended what a killed earlier run left: {', '.join(ended)}", flush=True)
        yield lock


def serve(choices: Choices) -> None:
    """Run the demo until it is stopped; StartError if it cannot start or something ends."""
    with only_one(choices.runs):
        if not port_free(choices.port):
            raise StartError(
                f"Port {choices.port} is taken by another program. Stop that one, or choose "
                f"another port: make demo PORT={choices.port + 1}"
            )
        stack = stack_at(choices.run_dir, pick_ports(), replicas=choices.replicas)
        demo = Demo(choices, stack)
        told = choices.runs / "demo.json"
        try:
            users = demo.start()
            content = {
                "url": demo.url,
                "as_of": choices.as_of.isoformat(),
                "users": [user.as_json() for user in users],
            }
            write_private(told, json.dumps(content, indent=1))
            announce(demo.url, choices, users)
            while True:
                time.sleep(0.5)
                demo.check()
        finally:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            told.unlink(missing_ok=True)
            print("\n  Stopping ...", end="", flush=True)
            demo.stop()
            print(" stopped.", flush=True)


def announce(url: str, choices: Choices, users: Sequence[DemoUser]) -> None:
    """The users, then the one line that says it is ready."""
    print(f"\n  {'user':32} {'password':28} role")
    for user in users:
        print(f"  {user.username:32} {user.password:28} {user.role}")
    names = ", ".join(f"{user.username}/{user.password}" for user in users[:1])
    print(
        f"\nReady: {url} (sign in as {names} or another of the {len(users)} users above; "
        f"business date {choices.as_of:%d %b %Y}). Ctrl-C stops it.",
        flush=True,
    )


def main(argv: Sequence[str]) -> int:
    """The command; 0 when it was stopped, 1 with clear words when it could not go on."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    began = time.monotonic()
    try:
        serve(read_choices(argv))
    except StartError as error:
        print(f"\nThe demo stopped after {time.monotonic() - began:.0f} s. {error}",
              file=sys.stderr)  # fmt: skip
        return 1
    except Stopped:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
