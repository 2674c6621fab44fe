"""The step `machine`: what all figures were measured on."""

import os
import platform
import subprocess
import time
from importlib.metadata import version
from pathlib import Path

from bench.run import ROOT, Bench, Json
from demo.services.postgres import SETTINGS, binaries

WRITTEN = 1 << 30


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
