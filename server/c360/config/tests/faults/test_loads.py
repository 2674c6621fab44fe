"""A load that is killed, or loses its database or disk, leaves one whole day; the next is done."""

import random

import pytest

from c360.config.tests.faults.books import DAYS
from c360.config.tests.faults.disk import NO_SMALL_DISK
from c360.config.tests.faults.loads import Loads
from c360.core.tests.saw import Saw, at_scale

WHOLE = "readers see one whole day; running again completes; checksums equal a clean load"
FULL = "the load stops unpublished and says so"


def _check_whole(loads: Loads) -> str:
    """The day that readers are served, all of it; AssertionError where it is mixed."""
    as_of = loads.as_of()
    assert loads.served() == loads.clean[as_of]
    return as_of


def _check_completes(loads: Loads) -> None:
    code, words = loads.load(DAYS[1])
    assert code == 0, words
    assert loads.served() == loads.clean[str(DAYS[1])]
    ((strays,),) = loads.house.sql(
        "select count(*) from pg_class where relnamespace = 'ledger'::regnamespace"
        " and relkind = 'r' and not relispartition"
    )
    assert strays == 0, "tables of the killed load are left"


@pytest.mark.promise("loader killed (-9) anywhere", WHOLE)
def test_a_load_killed_anywhere_leaves_a_whole_day_and_runs_again(loads: Loads, saw: Saw) -> None:
    points = at_scale(2, 50)
    saw.did = f"SIGKILL to the load at {points} points spread evenly over what it does"
    draw = random.Random(points)
    days, late = {str(day): 0 for day in DAYS[:2]}, 0
    for point in range(1, points + 1):
        saw.reached(point, points)
        share, killed = (point - 1) / points, False
        while not killed:
            loads.set_back()
            killed = loads.killed(DAYS[1], share, draw.uniform(0, 0.05))
            days[_check_whole(loads)] += 1
            _check_completes(loads)
            late, share = late + (not killed), share * 0.9  # it had ended: sooner, then
            assert late <= points / 2, "loads end before they can be killed"
    saw.times = points
    saw(
        f"{points} loads killed before their end, {late} more had ended; "
        f"readers were then served {days}",
        f"{points + late} of {points + late} ran again to the checksums of a clean load",
    )


@pytest.mark.promise("database killed during a load", WHOLE)
def test_a_database_killed_during_a_load_leaves_a_whole_day(loads: Loads, saw: Saw) -> None:
    points = at_scale(1, 10)
    saw.did = "SIGKILL to PostgreSQL and its backends during a load, then a start"
    saw.times = points
    days = {str(day): 0 for day in DAYS[:2]}
    for point in range(1, points + 1):
        saw.reached(point, points)
        loads.set_back()
        with loads.begun(DAYS[1]):
            loads.reaches((point - 0.5) / points)
            loads.house.kill("postgres")
        loads.house.start("postgres")
        days[_check_whole(loads)] += 1
        _check_completes(loads)
    saw(f"readers were then served {days}; each load ran again to the checksums of a clean one")


@pytest.mark.promise("disk full (the load's files)", FULL)
def test_a_full_disk_stops_the_load_which_says_so(loads: Loads, saw: Saw) -> None:
    saw.did = "the load's folder on a file system with 50 kB left"
    loads.set_back()
    with loads.small_stage() as disk:
        if disk is None:
            pytest.skip(NO_SMALL_DISK)
        with disk.full(but=50_000):
            code, words = loads.load(DAYS[1])
    assert code == 1
    assert "The disk is full: nothing was published" in words
    assert _check_whole(loads) == str(DAYS[0])
    ((state, error),) = loads.house.sql(
        "select state, error from app.load order by id desc limit 1"
    )
    assert (state, "disk is full" in error.lower() or "No space" in error) == ("failed", True)
    _check_completes(loads)
    saw(f"exit code {code}: {words.splitlines()[-1]}", "running again completes")


@pytest.mark.promise("disk full (the database's)", FULL)
def test_a_full_disk_of_the_database_stops_the_load_which_says_so(loads: Loads, saw: Saw) -> None:
    saw.did = "PostgreSQL's folder on a file system with 200 kB left"
    if loads.disk is None:
        pytest.skip(NO_SMALL_DISK)
    loads.set_back()
    with loads.disk.full(but=200_000):
        code, words = loads.load(DAYS[1])
    loads.house.restart_if_dead("postgres")
    assert code == 1
    assert "The disk is full: nothing was published" in words, words[-800:]
    assert _check_whole(loads) == str(DAYS[0])
    _check_completes(loads)
    saw(f"exit code {code}: {words.splitlines()[-1]}", "running again completes")
