"""The product itself on a bank's files: migrated, loaded, serving from its own database."""

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import ldap

from demo.services import testing
from demo.services.places import pick_port
from demo.services.process import spawn, wait_until
from demo.services.slapd import GROUP_BASE, USER_BASE, Directory, hashed
from demo.services.stack import Stack

ROOT = Path(__file__).resolve().parents[5]
C360 = (sys.executable, "-m", "c360.config.cli")
LAST_REDIS_DATABASE = 15  # counted down from here, beside the databases of conftest.py
ALL_CUSTOMERS = ("c360-staff-customers", "c360-vip-customers")
ALL_SCOPES = ("book.read", "customer.read", "customer.search", "customer.staff", "customer.vip")
PASSWORD = "to-the-last-paisa"
Json = dict[str, Any]


@dataclass(frozen=True)
class Viewer:
    """Somebody who signed in; asks the API as that person."""

    url: str
    token: str

    def ask(self, path: str, **query: object) -> Json:
        """GET /api/`path` as JSON; HTTPError for anything but success."""
        text = f"?{urlencode(query)}" if query else ""
        request = Request(f"{self.url}/api/{path}{text}")
        request.add_header("Authorization", f"Bearer {self.token}")
        return _answer(request)

    def pages(self, path: str, **query: object) -> list[Json]:
        """The rows of every page of a list, in order."""
        rows: list[Json] = []
        answer = self.ask(path, **query, limit=200)
        rows += answer["results"]
        while answer["next"]:
            answer = self.ask(path, **query, limit=200, cursor=answer["next"])
            rows += answer["results"]
        return rows

    def send(self, method: str, path: str, body: Json | None = None) -> tuple[int, Json]:
        """Any request; its status and JSON, also of a refusal."""
        content = None if body is None else json.dumps(body).encode()
        request = Request(f"{self.url}/api/{path}", data=content, method=method)
        request.add_header("Authorization", f"Bearer {self.token}")
        request.add_header("Content-Type", "application/json")
        try:
            with urlopen(request, timeout=60) as answer:
                text = answer.read()
                return answer.status, json.loads(text) if text else {}
        except HTTPError as refusal:
            return refusal.code, json.loads(refusal.read())


@dataclass(frozen=True)
class Served:
    """A running application server, the directory its people are in, and its environment."""

    url: str
    directory: Directory
    env: dict[str, str]

    def sign_in(self, employee_id: str, group: str) -> Viewer:
        """Give the employee a directory entry in that group, and sign in with it.

        Staff and VIP customers too: the truth is that of whole books.
        """
        username = f"truth.{employee_id.lower()}"
        join(self.directory, username, employee_id, (group, *ALL_CUSTOMERS))
        return self._viewer({"username": username, "password": PASSWORD})

    def client(self, client_id: str, unit_id: str) -> Viewer:
        """Make an API client of that unit with every scope there is, and sign in as it."""
        scopes = [word for scope in ALL_SCOPES for word in ("--scope", scope)]
        said = command(self.env, "client", "make", client_id, "--unit", unit_id, *scopes)
        return self._viewer({"client_id": client_id, "client_secret": said.split()[-1]})

    def _viewer(self, credentials: Json) -> Viewer:
        content = json.dumps(credentials).encode()
        request = Request(f"{self.url}/api/session", data=content, method="POST")
        request.add_header("Content-Type", "application/json")
        return Viewer(self.url, str(_answer(request)["token"]))


def _answer(request: Request) -> Json:
    with urlopen(request, timeout=60) as answer:
        content: Json = json.load(answer)
    return content


def join(directory: Directory, username: str, employee_id: str, groups: tuple[str, ...]) -> None:
    """Add the person's entry, with PASSWORD, beside those of other tests."""
    dn = f"uid={username},{USER_BASE}"
    connection = directory.connect()
    entry = {
        "objectClass": "inetOrgPerson",
        "uid": username,
        "cn": username,
        "sn": username,
        "employeeNumber": employee_id,
        "userPassword": hashed(PASSWORD),
    }
    member = [(ldap.MOD_ADD, "member", [dn.encode()])]
    try:
        with suppress(ldap.ALREADY_EXISTS):
            connection.add_s(dn, [(name, [value.encode()]) for name, value in entry.items()])
        for group in groups:
            with suppress(ldap.TYPE_OR_VALUE_EXISTS):
                connection.modify_s(f"cn={group},{GROUP_BASE}", member)
    finally:
        connection.unbind_s()


def environment_of(
    stack: Stack, bank: str, data: Path, folder: Path, redis_database: int = LAST_REDIS_DATABASE
) -> dict[str, str]:
    """The variables of the product on that bank; its database is made anew, and empty.

    `redis_database` is counted down from, a worker's each.
    """
    database = f"{testing.DATABASE}_truth_{bank}"
    with (stack.run_dir / "database.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # as conftest.py: roles belong to the cluster
        stack.create_database(database)
    places = stack.environment(
        database=database, redis_database=redis_database - testing.REDIS_DATABASE
    )
    return {
        **os.environ,
        **places,
        "C360_BANK": bank,
        "C360_DATA": str(data),
        "C360_RUN_DIR": str(folder),
    }


def command(env: dict[str, str], *words: str) -> str:
    """What a command of the product says; AssertionError with its last words if it fails."""
    done = subprocess.run(
        [*C360, *words], env=env, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"c360 {words[0]}: {done.stdout[-2000:]}{done.stderr[-4000:]}"
    return done.stdout


@contextmanager
def application(
    env: dict[str, str], folder: Path, target: str = "c360.config.rsgi:application"
) -> Iterator[str]:
    """The address of an application server of its own."""
    port = pick_port()
    program = [sys.executable, "-m", "granian", "--interface", "rsgi", "--host", "127.0.0.1"]
    program += ["--port", str(port), "--workers", "1", target]
    child = spawn("application", program, folder, env=env, cwd=ROOT)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: _alive(url), child, seconds=60, every=0.2)
        yield url
    finally:
        child.stop()


@contextmanager
def served(stack: Stack, bank: str, data: Path, as_of: date, folder: Path) -> Iterator[Served]:
    """Load that business day by the product's own command, then serve it."""
    env = environment_of(stack, bank, data, folder)
    command(env, "migrate")
    command(env, "load", "--as-of", as_of.isoformat())
    with application(env, folder) as url:
        yield Served(url, stack.directory, env)


def _alive(url: str) -> bool:
    try:
        with urlopen(f"{url}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
