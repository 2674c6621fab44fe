"""A pytest plugin: the real servers of a test run, and the settings that point at them.

Django reads its settings before any conftest is imported, so pytest loads this plugin first
(`-p` in pyproject.toml). The servers stand in a new temporary folder; each xdist worker has a
database and a Redis database of its own. What a killed test run left is ended and removed.
"""

import gc
import os
import shutil
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from demo.services.places import pick_port
from demo.services.process import StartError, alive, end_leftovers
from demo.services.stack import Ports, Stack, stack_at

PREFIX = "c360-test-"
SERVED = "C360_TEST_RUN"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


def _remove_killed_runs() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        owner = folder / "owner"
        if folder.stat().st_uid != os.getuid() or not owner.exists():
            continue
        if not alive(int(owner.read_text())):
            end_leftovers(folder)
            shutil.rmtree(folder, ignore_errors=True)


def _new_run() -> str:
    """The folder of a new run and its ports, as one word for the environment."""
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    (folder / "owner").write_text(str(os.getpid()))
    return f"{pick_port()}:{pick_port()}:{pick_port()}:{folder}"


def _stack() -> Stack:
    postgres, ldap, ldaps, folder = os.environ[SERVED].split(":", 3)
    return stack_at(Path(folder), Ports(int(postgres), int(ldap), int(ldaps)))


if SERVED not in os.environ:
    _remove_killed_runs()
    os.environ[SERVED] = _new_run()
STACK = _stack()
DATABASE = f"c360_test_{WORKER}" if WORKER else "c360_test"
REDIS_DATABASE = 1 + int(WORKER.removeprefix("gw")) if WORKER else 0
os.environ.update(STACK.environment(database=DATABASE, redis_database=REDIS_DATABASE))
os.environ.update(C360_SEARCHES_A_MINUTE="100000", C360_EXPORTS_AN_HOUR="1000")
# The expressions of small loads are many lasting objects: to look for garbage among them as often
# as Python does takes nearly a tenth of their tests' time.
gc.set_threshold(100_000, 50, 100)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Start the servers once, before the workers start."""
    if WORKER or session.config.option.collectonly:
        return
    try:
        STACK.start(durable=False)
    except StartError as error:
        pytest.exit(str(error), returncode=3)


@pytest.fixture(autouse=True)
def _no_day_of_another_test() -> None:
    """Each test asks the database which day is served, whatever the one before it was served."""
    publications: Any = import_module("c360.core.publications")  # reads the settings made here
    publications.forget()


# What takes longest begins first, so that no worker ends long after the other.
LONGEST = ("nightly", "config")
# Folders whose tests share what one fixture of theirs publishes.
SHARING = ("access", "customers", "book", "today", "oversight")


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups, after the folders' own
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that share what is dear to make run in one worker: those of a file, or of a folder."""
    for item in items:
        if not item.get_closest_marker("xdist_group"):
            place = item.path.parent if item.path.parts[-3] in SHARING else item.path
            item.add_marker(pytest.mark.xdist_group(str(place.relative_to(item.config.rootpath))))
    items.sort(key=lambda item: not set(LONGEST) & set(item.path.parts))


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Stop them, and remove their folder."""
    if WORKER:
        return
    STACK.stop()
    shutil.rmtree(STACK.run_dir, ignore_errors=True)
