"""The tables that are not made by chunks: units, staff, schemes, and the day-end control."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from demo.bank import names
from demo.bank.accounts import PRODUCTS
from demo.bank.events import a_name
from demo.bank.layout import Plan
from demo.bank.words import days, rupees
from demo.bank.write import write_part

BANK_NAME = "Sahyadri Bank"


def _write(folder: Path, table: str, rows: list[tuple[object, ...]], columns: str) -> int:
    """Write rows of text columns as one file."""
    words = columns.split()
    content = pa.table(
        {word: pa.array([row[n] for row in rows], pa.string()) for n, word in enumerate(words)}
    )
    pq.write_table(content, folder / f"{table}.parquet", compression="zstd")
    return len(rows)


def write_units(folder: Path, plan: Plan) -> int:
    """The hierarchy, as the branch master has it."""
    rows: list[tuple[object, ...]] = [("BANK", None, "HO", BANK_NAME, "Mumbai")]
    rows += [(unit, "BANK", "RO", name, None) for unit, name in plan.regions]
    rows += [
        (unit, region, "CO", name, name.split(" cluster")[0])
        for unit, region, name in plan.clusters
    ]
    for number, name in enumerate(plan.branch_name):
        rows.append(
            (branch_code(number), plan.branch_cluster[number], "BR", name, plan.branch_city[number])
        )
    return _write(folder, "sol_master", rows, "sol_id parent_sol_id sol_type sol_desc sol_city")


def branch_code(number: int) -> str:
    """A branch's code from its number."""
    return f"B{number + 1:04}"


def write_staff(folder: Path, plan: Plan) -> tuple[int, list[str]]:
    """RMs (numbered first), heads of branches, clusters, regions and the bank; RMs' names."""
    rng = np.random.Generator(np.random.PCG64([plan.seed, plan.customers, 11]))
    seen: set[str] = set()
    people: list[tuple[str, str]] = []  # (unit, role)
    for branch in plan.rm_branch:
        people.append((branch_code(int(branch)), "RM"))
    people += [(branch_code(number), "BH") for number in range(len(plan.branch_name))]
    people += [(unit, "CH") for unit, _, _ in plan.clusters]
    people += [(unit, "RH") for unit, _ in plan.regions]
    people.append(("BANK", "MD"))
    codes = {
        unit: f"E{number + 1:05}" for number, (unit, role) in enumerate(people) if role != "RM"
    }
    parent: dict[str, str | None] = {
        branch_code(n): plan.branch_cluster[n] for n in range(len(plan.branch_name))
    }
    parent |= {unit: region for unit, region, _ in plan.clusters}
    parent |= {unit: "BANK" for unit, _ in plan.regions} | {"BANK": None}
    rows: list[tuple[object, ...]] = []
    for number, (unit, role) in enumerate(people):
        above = unit if role == "RM" else parent[unit]
        boss = codes[above] if above else None
        rows.append((f"E{number + 1:05}", _name(rng, seen), role, boss, unit))
    count = _write(folder, "staff", rows, "emp_code emp_name desig_code mgr_code sol_id")
    return count, [str(row[1]) for row in rows[: plan.rms]]


def _name(rng: np.random.Generator, seen: set[str]) -> str:
    """A name not given yet while there are such."""
    cultures = list(names.CULTURES.values())[:10]
    name = ""
    for _ in range(20):
        men, women, last = cultures[int(rng.integers(0, len(cultures)))]
        name = a_name(rng, men, women, last).replace("'", "")
        if name not in seen:
            break
    seen.add(name)
    return name


def write_schemes(folder: Path) -> int:
    """The products."""
    rows: list[tuple[object, ...]] = [row[:4] for row in PRODUCTS]
    return _write(folder, "scheme_master", rows, "schm_code schm_desc schm_kind schm_group")


def write_control(folder: Path, plan: Plan, counts: dict[str, int]) -> None:
    """The day-end control of the tables made here, after those of the chunks."""
    rows = [
        (table, plan.today + night, count)
        for table, count in sorted(counts.items())
        for night in range(plan.nights + 1)
    ]
    nothing = np.zeros(len(rows), dtype=np.int64)
    write_part(folder, plan, "day_end_control", plan.chunks, {
        "entity": pa.array([row[0] for row in rows]),
        "business_date": days(np.array([row[1] for row in rows], dtype=np.int64)),
        "sol_id": pa.nulls(len(rows), pa.string()),
        "schm_code": pa.nulls(len(rows), pa.string()),
        "rec_count": pa.array([row[2] for row in rows], pa.int64()),
        "ctrl_total": rupees(nothing, nothing > 0),
    })  # fmt: skip
