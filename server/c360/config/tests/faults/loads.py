"""Loads to be killed: real processes on a database of their own, set back to one day each time.

Each load is forked from a process that has imported everything, so that fifty kills do not spend
their time on imports; it is the product's own load all the same.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from c360.config.tests.faults.books import DAYS
from c360.config.tests.faults.disk import SmallDisk, small_disk
from c360.config.tests.faults.house import DATABASE, ROOT, House

FORKING = """
import os, sys
import django
django.setup()
from datetime import date
from c360.core import registry
from c360.core.errors import C360Error
from c360.nightly import commands
list(registry.plugs("source")), list(registry.plugs("insights"))
for line in sys.stdin:
    as_of, log = line.split()
    child = os.fork()
    if not child:
        os.setpgid(0, 0)
        os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        os.dup2(2, 1)  # the engine draws its progress there
        try:
            code = commands.load(date.fromisoformat(as_of))
        except C360Error as error:
            print(f"c360: {error}", file=sys.stderr, flush=True)
            code = 1
        os._exit(code)
    print(child, flush=True)
    _, status = os.waitpid(child, 0)
    print(os.waitstatus_to_exitcode(status), flush=True)
"""
BEFORE = "c360_before"
SERVERS_DISK = 900  # MB


@dataclass
class Loads:
    """The database before and after the second day, and loads of that day."""

    folder: Path
    house: House = field(init=False)
    disk: SmallDisk | None = None
    forking: "subprocess.Popen[str] | None" = None
    clean: dict[str, dict[str, str]] = field(default_factory=dict)
    lines: int = 0  # that a load without a fault says: how far another one is

    def __post_init__(self) -> None:
        run = self.folder / "run"
        run.mkdir()
        self.disk = small_disk(run, megabytes=SERVERS_DISK)
        self.house = House(self.folder)

    def open(self) -> None:
        """Load the first day, keep it, then load the second without a fault and time that."""
        house = self.house
        house.prepare()
        self.forking = subprocess.Popen(
            [sys.executable, "-c", FORKING],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=house.env(),
            cwd=ROOT,
        )
        assert self.load(DAYS[0])[0] == 0
        self.clean[str(DAYS[0])] = self.served()
        self._copy(DATABASE, BEFORE)
        shutil.copytree(self.stage, self.stage.with_name("stage-before"))
        assert self.load(DAYS[1])[0] == 0
        self.lines = self.log.read_text().count("\n")
        self.clean[str(DAYS[1])] = self.served()

    def close(self) -> None:
        """End everything."""
        if self.forking is not None and self.forking.stdin is not None:
            self.forking.stdin.close()
            self.forking.wait(20)
        self.house.close()
        if self.disk is not None:
            self.disk.remove()

    @property
    def stage(self) -> Path:
        """The files of loads."""
        return self.house.files / "stage"

    @property
    def log(self) -> Path:
        """What the last load said."""
        return self.folder / "load.log"

    def set_back(self) -> None:
        """To the first day, as it was."""
        self._copy(BEFORE, DATABASE)
        shutil.rmtree(self.stage)
        shutil.copytree(self.stage.with_name("stage-before"), self.stage)

    def _copy(self, old: str, new: str) -> None:
        with self.house.stack.postgres.admin() as admin:
            admin.execute(f"drop database if exists {new} with (force)".encode())
            admin.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", [old]
            )
            admin.execute(
                f"create database {new} template {old} owner c360_owner strategy file_copy".encode()
            )
        self.house.stack.create_database(new)

    @contextmanager
    def begun(self, as_of: date) -> Iterator[int]:
        """A load that runs; its process id. Afterwards it has ended, by itself or by a kill."""
        process = self.forking
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        self.log.write_text("")
        process.stdin.write(f"{as_of} {self.log}\n")
        process.stdin.flush()
        pid = int(process.stdout.readline())
        try:
            yield pid
        finally:
            self.exit_code = int(process.stdout.readline())

    def load(self, as_of: date) -> tuple[int, str]:
        """A load to its end: exit code and words."""
        with self.begun(as_of):
            pass
        return self.exit_code, self.log.read_text()

    def reaches(self, share: float) -> None:
        """Wait until the running load has come so far: 0 is its beginning, 1 its last line."""
        wanted, give_up = round(self.lines * share), time.monotonic() + 300
        while self.log.read_text().count("\n") < wanted:
            assert time.monotonic() < give_up, self.log.read_text()
            time.sleep(0.002)

    def killed(self, as_of: date, share: float, after: float) -> bool:
        """A load killed so many seconds after it came so far; whether that was before its end."""
        with self.begun(as_of) as pid:
            self.reaches(share)
            time.sleep(after)
            try:
                os.killpg(pid, signal.SIGKILL)
            except ProcessLookupError:
                return False
        return self.exit_code == -signal.SIGKILL

    @contextmanager
    def small_stage(self) -> Iterator[SmallDisk | None]:
        """The load's files stand on a small disk."""
        aside = self.stage.with_name("stage-aside")
        self.stage.rename(aside)
        self.stage.mkdir()
        disk = small_disk(self.stage, megabytes=4)
        shutil.copytree(aside, self.stage, dirs_exist_ok=True)
        try:
            yield disk
        finally:
            if disk is not None:
                disk.remove()
            shutil.rmtree(self.stage, ignore_errors=True)
            aside.rename(self.stage)

    def as_of(self) -> str:
        """The day that readers are served."""
        ((found,),) = self.house.sql(
            "select as_of from app.publication order by generation desc limit 1"
        )
        return str(found)

    def served(self) -> dict[str, str]:
        """The checksum of each table and view of the day that readers are served."""
        with self.house.stack.postgres.admin(DATABASE) as admin:
            row = admin.execute(
                "select schema from app.publication order by generation desc limit 1"
            ).fetchone()
            assert row is not None
            admin.execute("select set_config('c360.scope', '{[0,9000000]}', false)")
            names = admin.execute(
                "select relname from pg_class where relnamespace = %s::regnamespace"
                " and relkind in ('r', 'v') order by 1",
                [row[0]],
            ).fetchall()
            return {str(name): _checksum(admin, f'{row[0]}."{name}"') for (name,) in names}


def _checksum(admin: Any, table: str) -> str:
    statement = f"select md5(string_agg(t::text, chr(10) order by t::text)) from {table} t"
    ((found,),) = admin.execute(statement.encode()).fetchall()
    return str(found)
