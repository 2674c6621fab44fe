"""What the loaded bank takes on disk: bytes a row of each table, and all of it at full size."""

from bench.run import Bench, Json, disk_of
from bench.stats import Figure

FULL = 8_000_000
GB = 1e9
PUBLICATIONS = 2  # stand side by side
MOST = 60.0  # GB of disk at full size
TABLES = """
select case when n.nspname = 'ledger' then 'ledger.' else '' end
        || regexp_replace(c.relname, '_[0-9]{8}_.*', '') as name,
    sum(greatest(c.reltuples, 0))::float, sum(pg_table_size(c.oid))::float,
    sum(pg_indexes_size(c.oid))::float
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'r' and n.nspname in ('ledger', %s)
group by 1 order by 3 desc
"""


def sizes(bench: Bench) -> Json:
    """Tables with their rows and bytes; the projection grows everything with the customers."""
    with bench.owner() as database:
        rows = database.execute(TABLES, [bench.schema()]).fetchall()
    tables = [
        {
            "table": name,
            "rows": int(count),
            "table_bytes_a_row": round(table / max(count, 1), 1),
            "index_bytes_a_row": round(index / max(count, 1), 1),
            "full_size_gb": round((table + index) * FULL / bench.customers / GB, 1),
        }
        for name, count, table, index in rows
    ]
    grown = FULL / bench.customers / GB
    ledger = sum(table + index for name, _, table, index in rows if name.startswith("ledger."))
    publication = sum(table + index for _, _, table, index in rows) - ledger
    parts = {
        "ledger": ledger * grown,
        "publications": PUBLICATIONS * publication * grown,
        "kept files": disk_of(bench.folder / "run" / "stage") * grown,
        "warehouse": disk_of(bench.warehouse) * grown,
    }
    name = f"disk at {FULL:,} customers"
    if bench.customers == FULL:  # nothing to project: all that stands there, PostgreSQL's log too
        log = disk_of(bench.folder / "run" / "postgres" / "pg_wal")
        everything = disk_of(bench.folder)
        parts |= {"PostgreSQL's log": log / GB}
        parts |= {"the rest": everything / GB - sum(parts.values())}
    else:
        name += ", projected"
    told = ", ".join(f"{part} {size:.1f}" for part, size in parts.items())
    figure = Figure(name, "GB", (sum(parts.values()),), goal=MOST, note=told)
    return {"tables": tables, "figures": [figure.as_json()]}
