"""The step `machine`: what all figures were measured on."""

import os
import platform
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from bench.run import ROOT, Bench, Json
from demo.services.postgres import SETTINGS, binaries

WRITTEN = 1 << 30
KERNEL = Path("/proc/sys/vm")
WRITES_BEGIN = 32 << 20  # bytes: what docs/reference/settings.md advises


def machine(bench: Bench) -> Json:
    """Processors, memory, disk and versions."""
    info = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(":")[2].strip() for line in info if "model name" in line), "?")
    memory = Path("/proc/meminfo").read_text().split()[1]
    return {
        "processor": model,
        "cores": os.cpu_count(),
        "memory_gib": round(int(memory) / 2**20, 1),
        "disk_write_mb_s": _disk(bench),
        "writes_begin_at": _kernels(KERNEL, "dirty_background_bytes"),
        "reclaimed_after_s": reclaimed_after(Path("/sys/kernel/mm/damon/admin/kdamonds")),
        "system": _system(),
        "kernel": platform.release(),
        "versions": {
            "python": platform.python_version(),
            "postgresql": _said([str(binaries() / "postgres"), "--version"]),
            **{name: version(name) for name in ("django", "granian", "psycopg", "duckdb", "redis")},
        },
        "postgresql_settings": SETTINGS,
        "commit": _said(["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]),
        "figures": [],
    }


@contextmanager
def writes_begin_early(kernel: Path = KERNEL) -> Iterator[None]:
    """While inside, the system writes to the disk as soon as `WRITES_BEGIN` bytes wait for it.

    It is as the product's settings advise for a machine of PostgreSQL and the sessions store.
    Afterwards the machine is as it was; where it may not be changed, that is said.
    """
    names = ("dirty_background_bytes", "dirty_background_ratio")  # one of them is 0
    before = {name: value for name in names if (value := _kernels(kernel, name))}
    try:
        (kernel / names[0]).write_text(str(WRITES_BEGIN))
    except OSError as error:
        print(f"Looks may wait behind what a load writes: {error}", flush=True)
        yield
        return
    try:
        yield
    finally:
        for name, value in before.items():
            (kernel / name).write_text(str(value))


def _kernels(kernel: Path, name: str) -> int:
    path = kernel / name
    return int(path.read_text()) if path.exists() else 0


def reclaimed_after(monitors: Path) -> float | None:
    """After how many seconds untouched a page leaves memory, though there is room; None: never.

    The kernel's DAMON does so where a scheme of it has the action `pageout`.
    """
    found = []
    for action in monitors.glob("*/contexts/*/schemes/*/action"):
        if action.read_text().strip() == "pageout":
            scheme = action.parent
            attributes = scheme.parents[1] / "monitoring_attrs" / "intervals" / "aggr_us"
            ages = int((scheme / "access_pattern" / "age" / "min").read_text())
            found.append(ages * int(attributes.read_text()) / 1e6)
    return min(found, default=None)


def _said(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _system() -> str:
    for line in Path("/etc/os-release").read_text().splitlines():
        if line.startswith("PRETTY_NAME="):
            return line.partition("=")[2].strip('"')
    return platform.platform()


def _disk(bench: Bench) -> float:
    """MB a second of sequential writing, flushed to the disk."""
    path, block = bench.folder / "disk", os.urandom(1 << 20)
    began = time.monotonic()
    with path.open("wb") as file:
        for _ in range(WRITTEN >> 20):
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    spent = time.monotonic() - began
    path.unlink()
    return round(WRITTEN / 1e6 / spent, 0)
