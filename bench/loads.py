"""The steps that build and load: generate, first-load, floors, night, nights."""

import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

from bench import floors
from bench.run import AS_OF, ROOT, Bench, Json, disk_of
from bench.stats import Figure, percentile
from bench.traffic import Load, Request, serving

MILLION = 1_000_000
NOTICED_WITHIN = 2.5  # seconds until a process knows of a new day
RM_POLLS = 50  # requests a second of the reader
SLOWEST = 20  # of its answers are told one by one


def generate(bench: Bench) -> Json:
    """The bank's files, with one night more than the first day."""
    words = ["--customers", str(bench.customers), "--seed", str(bench.seed)]
    words += ["--as-of", AS_OF.isoformat(), "--nights", "1"]
    said = make_bank(words, bench.warehouse)
    rate = float(re.findall(r"\(([\d,]+) transactions/s\)", said)[0].replace(",", ""))
    rows = int(re.findall(r"([\d,]+) transactions in", said)[0].replace(",", ""))
    figure = Figure("generate", "transactions/s", (rate,), goal=MILLION, at_least=True)
    return {
        "said": said.strip(),
        "transactions": rows,
        "disk": disk_of(bench.warehouse),
        "figures": [figure.as_json()],
    }


def make_bank(words: list[str], target: Path) -> str:
    """Generate a bank's files; one that was stopped goes on, as the generator does."""
    beside = target.with_name(target.name + ".new")
    command = [sys.executable, "-m", "demo.bank", *words, "--out", str(beside)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    shutil.rmtree(target, ignore_errors=True)
    beside.rename(target)
    return done.stdout


def first_load(bench: Bench) -> Json:
    """The first full load; its floor follows in the step `floors`."""
    bench.servers()
    seconds, usage, journal = bench.load(bench.first_day)
    return {
        "seconds": seconds,
        "peak_rss": usage.peak_rss,
        "cpu": {"load": usage.cpu, "PostgreSQL": usage.database_cpu},
        "least_available": usage.least_available,
        "journal": journal,
        "disk": {
            "postgres": disk_of(bench.folder / "run" / "postgres"),
            "stage": disk_of(bench.folder / "run" / "stage"),
            "warehouse": disk_of(bench.warehouse),
        },
    }


def first_floors(bench: Bench) -> Json:
    """The floor of the first load, and what the load is beside it."""
    parts = floors.of_publication(bench)
    parts += floors.of_ledger(bench, None)
    return _beside_floor(bench, "first-load", parts)


def night_floors(bench: Bench) -> Json:
    """The floor of the night: the new publication and the night's own ledger rows."""
    parts = floors.of_publication(bench)
    parts += floors.of_ledger(bench, bench.first_day)
    return _beside_floor(bench, "night", parts)


def _beside_floor(bench: Bench, step: str, parts: list[Json]) -> Json:
    loaded = bench.saved(step)
    if loaded is None:
        raise RuntimeError(f"the step {step} comes first")
    floor = sum(part["copy"] + part["index"] for part in parts)
    gib = 2**30
    told = ", ".join(f"{name} {seconds:.1f}" for name, seconds in loaded.get("cpu", {}).items())
    return {
        "floor": floor,
        "copy": sum(part["copy"] for part in parts),
        "index": sum(part["index"] for part in parts),
        "rows": sum(part["rows"] for part in parts),
        "parts": parts,
        "figures": [
            Figure(f"{step}, wall", "s", (loaded["seconds"],), floor=floor).as_json(),
            Figure(
                f"{step}, times its floor", "x", (loaded["seconds"] / floor,), floor=1.0, goal=2.0
            ).as_json(),
            Figure(
                f"{step}, processor", "s", (sum(loaded.get("cpu", {}).values()),), note=told
            ).as_json(),
            Figure(f"{step}, peak memory", "GiB", (loaded["peak_rss"] / gib,), goal=6.0).as_json(),
        ],
    }


def night(bench: Bench) -> Json:
    """One more night, while a reader polls."""
    load = serving(bench)
    quiet = load.open(load.mixed(), RM_POLLS, 5 if bench.small else 20, watch=True)
    stop = bench.folder / "reader.stop"
    stop.unlink(missing_ok=True)
    with ThreadPoolExecutor(1) as beside:
        asked, began = load.mixed(), datetime.now(UTC)
        reading = beside.submit(load.open, asked, RM_POLLS, 7200, watch=True, stop=stop)
        try:
            seconds, usage, journal = bench.load(bench.second_day)
        finally:
            time.sleep(3)  # the reader sees the new day, too
            stop.touch()
        during = reading.result()
    return {
        "seconds": seconds,
        "peak_rss": usage.peak_rss,
        "cpu": {"load": usage.cpu, "PostgreSQL": usage.database_cpu},
        "least_available": usage.least_available,
        "journal": journal,
        "reader": {
            "quiet": _reader(quiet),
            "during": _reader(during),
            "slowest": _slowest(during, asked, began),
        },
        "figures": _reader_figures(quiet, during),
    }


def _reader(read: Json) -> Json:
    latency = [seconds * 1000 for seconds in read["latency"]]
    refused = Counter(status for status in read["status"] if status != HTTPStatus.OK)
    return {
        "answers": len(latency),
        "errors": refused.total() + read["unanswered"],
        "refused": ", ".join(f"{count} of status {status}" for status, count in refused.items()),
        "p50": percentile(latency, 0.5),
        "p99": percentile(latency, 0.99),
        "slowest": max(latency),
        "days": sorted(set(read["as_of"])),
    }


def _slowest(read: Json, asked: Sequence[Request], began: datetime) -> list[Json]:
    """What was asked for, when, and how long it took, the slowest first: to look for the cause."""
    rows = zip(read["latency"], read["due"], read["index"], strict=True)
    return [
        {
            "at": (began + timedelta(seconds=due)).isoformat(),
            "ms": seconds * 1000,
            "path": asked[place]["path"],
        }
        for seconds, due, place in sorted(rows, reverse=True)[:SLOWEST]
    ]


def _reader_figures(quiet: Json, during: Json) -> list[Json]:
    """Errors, days that went back in time, the slowest answer, p99 beside the quiet one."""
    calm, busy = _reader(quiet), _reader(during)
    rows = zip(during["due"], during["latency"], during["as_of"], strict=True)
    mixed = mixed_days([(due, due + took, day) for due, took, day in rows if day])
    return [
        Figure(
            "night, reader's errors", "", (busy["errors"],), goal=0, note=busy["refused"]
        ).as_json(),
        Figure("night, answers of an older day", "", (mixed,), goal=0).as_json(),
        Figure("night, slowest answer", "ms", (busy["slowest"],), goal=250).as_json(),
        Figure(
            "night, p99 times quiet p99",
            "x",
            (busy["p99"] / calm["p99"],),
            floor=1.0,
            goal=5.0,
            note=f"p99 {calm['p99']:.1f} ms quiet, {busy['p99']:.1f} ms during",
        ).as_json(),
    ]


def mixed_days(answers: list[tuple[float, float, str]]) -> int:
    """How many answers were asked for after a newer day had been seen, and gave an older one.

    Answers are (asked at, answered at, day), in seconds and ISO dates.
    """
    ended = sorted((answered, day) for _, answered, day in answers)
    wrong, place, newest = 0, 0, ""
    for asked, _, day in sorted(answers):
        while place < len(ended) and ended[place][0] < asked:
            newest = max(newest, ended[place][1])
            place += 1
        wrong += day < newest
    return wrong


def nights(bench: Bench) -> Json:
    """Nights in a row on a bank of a smaller size: disk and latency must not grow."""
    size = min(bench.customers, 5_000 if bench.small else 200_000)
    many = 4 if bench.small else 10
    folder = bench.folder / "nights"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    small = Bench(size, folder, bench.seed)
    words = ["--customers", str(size), "--seed", str(bench.seed), "--as-of", AS_OF.isoformat()]
    make_bank([*words, "--nights", str(many)], small.warehouse)
    rows: list[dict[str, Any]] = []
    load: Load | None = None
    try:
        for number in range(many + 1):
            day = AS_OF + timedelta(days=number)
            seconds, _, _ = small.load(day)
            if load is None:
                load = Load(small)
            # The application goes on, as it would: it looks for a new day, then learns it.
            time.sleep(NOTICED_WITHIN)
            load.settle()
            read = load.open(load.mixed(), RM_POLLS, 2 if bench.small else 4)
            with small.admin() as database:
                database.execute("checkpoint")
                size_row = database.execute("select pg_database_size('c360')").fetchone()
            disk = int(size_row[0]) if size_row else 0
            p99 = percentile(read["latency"], 0.99) * 1000
            rows.append({"day": day, "seconds": seconds, "disk": disk, "p99": p99})
    finally:
        small.children.close()
        shutil.rmtree(folder, ignore_errors=True)
    # Three publications stand at a time, so growth counts from the fourth night.
    settled, last = rows[3], rows[-1]
    few = 2 if bench.small else 4
    early = percentile([row["p99"] for row in rows[1 : few + 1]], 0.5)
    late = percentile([row["p99"] for row in rows[-few:]], 0.5)
    grown = last["disk"] / settled["disk"]
    return {
        "customers": size,
        "nights": rows,
        "figures": [
            Figure(f"{many} nights, disk last to fourth", "x", (grown,), goal=1.1).as_json(),
            Figure(f"{many} nights, p99 last to first", "x", (late / early,), goal=1.5).as_json(),
        ],
    }
