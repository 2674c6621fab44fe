"""The embedded servers run, keep what they must, and survive a killed parent."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import ldap
import psycopg
import pytest
import redis

from demo.services.process import alive, end_leftovers, spawn
from demo.services.slapd import USER_BASE
from demo.services.stack import Stack, any_ports, stack_at
from demo.services.testing import STACK


@pytest.fixture
def own(tmp_path: Path) -> Stack:
    """Servers of this test alone, not started yet."""
    return stack_at(tmp_path / "run", any_ports())


def test_a_killed_run_does_not_hinder_the_next_start(tmp_path: Path) -> None:
    start = (
        "import os, sys; from pathlib import Path; from demo.services.stack import *;"
        "s = stack_at(Path(sys.argv[1]), any_ports()); s.start(durable=False);"
        "os.kill(os.getpid(), 9)"
    )
    run = tmp_path / ("a-very-long-name-" * 6)
    run.mkdir()
    done = subprocess.run([sys.executable, "-c", start, str(run)], check=False)
    assert done.returncode == -signal.SIGKILL
    orphans = [int(f.read_text().split()[0]) for f in (run / "pid").iterdir()]
    assert len(orphans) == 4
    assert all(alive(pid) for pid in orphans)
    stack = stack_at(run, any_ports())
    stack.start(durable=False)
    try:
        assert not any(alive(pid) for pid in orphans)
        stack.postgres.admin().close()
    finally:
        stack.stop()


def test_a_stale_lock_of_postgresql_whose_id_is_reused_is_ignored(own: Stack) -> None:
    own.start(durable=False)
    own.stop()
    lock = own.run_dir / "postgres" / "postmaster.pid"
    lock.write_text(f"{os.getpid()}\n{own.run_dir}/postgres\n1\n")
    own.start(durable=False)
    own.stop()
    assert not lock.exists()


def test_a_process_id_used_by_somebody_else_is_left_alone(tmp_path: Path) -> None:
    child = spawn("sleeper", ["sleep", "60"], tmp_path)
    child.pid_file.write_text(f"{child.process.pid} 15 12345\n")
    assert end_leftovers(tmp_path) == []
    assert child.exit_code() is None
    child.stop()


@pytest.mark.parametrize(
    "command",
    ["FLUSHALL", "FLUSHDB", "CONFIG GET *", "SHUTDOWN", "ACL LIST", "KEYS *", "PUBLISH a b"],
)
def test_the_web_may_not_empty_or_configure_redis(command: str) -> None:
    client = redis.Redis.from_url(STACK.sessions.web_url())
    with pytest.raises(redis.exceptions.NoPermissionError):
        client.execute_command(*command.split())  # type: ignore[no-untyped-call]
    client.close()


def test_a_bind_without_tls_is_refused(directory: object) -> None:
    connection = ldap.initialize(STACK.directory.ldap_uri)
    with pytest.raises(ldap.CONFIDENTIALITY_REQUIRED):
        connection.simple_bind_s(f"uid=meera.deshpande,{USER_BASE}", "meera.deshpande-pw")
    connection.set_option(ldap.OPT_X_TLS_CACERTFILE, str(STACK.directory.authority))
    connection.set_option(ldap.OPT_X_TLS_NEWCTX, 0)
    connection.start_tls_s()
    connection.simple_bind_s(f"uid=meera.deshpande,{USER_BASE}", "meera.deshpande-pw")
    connection.unbind_s()


def test_the_web_role_owns_nothing_and_makes_no_temporary_table(own: Stack) -> None:
    own.start(durable=False)
    try:
        own.create_database("c360")
        web = psycopg.connect(
            host=str(own.postgres.host),
            port=own.postgres.port,
            user="c360_web",
            password=own.secrets("postgres-web"),
            dbname="c360",
            autocommit=True,
        )
        with web, pytest.raises(psycopg.errors.InsufficientPrivilege):
            web.execute("create temporary table customer (customer_id text)")
    finally:
        own.stop()
