"""Fixtures on real servers: PostgreSQL, two Valkeys and OpenLDAP, started once for each test run.

The plugin `demo.services.testing` starts them and sets the environment before Django reads its
settings. A test that touches the database says `@pytest.mark.django_db(databases=["default",
"owner"])`. Both aliases are the same database under two roles, on two connections: what one
writes in a rolled-back test, the other does not see. Tables that both must see are made and
committed in a session fixture (`with django_db_blocker.unblock(): ...` on alias `owner`).
A test with `transaction=True` is flushed through `owner`, which empties every table of `app`.

The directory's cast (password: the user name with `-pw` behind it):

| user | role | employee |
|---|---|---|
| meera.deshpande | rm | E1001 |
| rahul.nair | rm | E1002 |
| sunita.rao | branch_head | E1003 |
| arvind.menon | cluster_head | E1004 |
| kavita.iyer | region_head | E1005 |
| farah.khan | service_desk | E1006 |
| joseph.dsouza | auditor | E1007 |
| deepak.yadav | operator | E1008 |
| nobody.role | in no group | E1009 |
| lakshmi.pillai | region_head who may see staff and VIP customers | E1005 |
"""

import fcntl
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from django.core.management import call_command
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from c360.core.tests.saw import pytest_runtest_makereport, saw
from demo.services import testing
from demo.services.slapd import Directory, Person
from demo.services.stack import Stack

__all__ = ["pytest_runtest_makereport", "saw"]  # what the soak reports, wherever a test stands
CAST = (
    ("meera.deshpande", "Meera Deshpande", "c360-rm", "E1001"),
    ("rahul.nair", "Rahul Nair", "c360-rm", "E1002"),
    ("sunita.rao", "Sunita Rao", "c360-branch-head", "E1003"),
    ("arvind.menon", "Arvind Menon", "c360-cluster-head", "E1004"),
    ("kavita.iyer", "Kavita Iyer", "c360-region-head", "E1005"),
    ("farah.khan", "Farah Khan", "c360-service-desk", "E1006"),
    ("joseph.dsouza", "Joseph D'Souza", "c360-auditor", "E1007"),
    ("deepak.yadav", "Deepak Yadav", "c360-operator", "E1008"),
    ("nobody.role", "Nobody Role", None, "E1009"),
    ("lakshmi.pillai", "Lakshmi Pillai", "c360-region-head", "E1005"),
)
MORE_GROUPS = {"lakshmi.pillai": ("c360-vip-customers", "c360-staff-customers")}


@pytest.fixture(scope="session")
def stack() -> Stack:
    """The run's servers: `stack.postgres.admin(database)`, `stack.sessions.admin_url()`, ..."""
    return testing.STACK


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, stack: Stack
) -> Iterator[None]:
    """This worker's database: roles by the superuser, tables by the owner's migrations."""
    with (stack.run_dir / "database.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # roles belong to the cluster: one worker at a time
        stack.create_database(testing.DATABASE)
    # The owner empties the tables after a transactional test; the web's role may not.
    connections["default"].settings_dict["TEST"]["MIRROR"] = "owner"
    with django_db_blocker.unblock():
        call_command("migrate", database="owner", verbosity=0)
    yield
    with django_db_blocker.unblock():
        for connection in connections.all():
            connection.close()
            if hasattr(connection, "close_pool"):
                connection.close_pool()


@pytest.fixture(scope="session")
def redis_admins(stack: Stack) -> Iterator[dict[str, "redis.Redis"]]:
    """Clients that may do all, on this worker's Redis databases: `sessions` and `cache`."""
    number = testing.REDIS_DATABASE
    clients = {
        valkey.kind: redis.Redis.from_url(valkey.admin_url(number))
        for valkey in (stack.sessions, stack.cache)
    }
    yield clients
    for client in clients.values():
        client.close()


@pytest.fixture(autouse=True)
def _empty_redis(redis_admins: dict[str, "redis.Redis"]) -> None:
    """Each test begins with no session and no cached answer."""
    for client in redis_admins.values():
        client.flushdb()


@pytest.fixture(scope="session")
def directory(stack: Stack) -> Directory:
    """The directory with the cast in it, over LDAPS as the settings have it.

    `directory.environment(start_tls=True)` has the variables of the other way in.
    """
    done = stack.run_dir / "cast"
    with (stack.run_dir / "directory.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            stack.directory.replace_people(
                Person(uid, name, f"{uid}-pw", group, employee, MORE_GROUPS.get(uid, ()))
                for uid, name, group, employee in CAST
            )
            Path(done).touch()
    return stack.directory
