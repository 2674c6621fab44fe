"""DuckDB within the load's limits."""

from pathlib import Path

import duckdb


def open_engine(
    *, memory: str, threads: int, spill: Path | None = None
) -> duckdb.DuckDBPyConnection:
    """A DuckDB of its own: at most `memory` (like 3GB), UTC, spilling into the folder `spill`."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory,
        "threads": threads,
    }
    if spill is not None:
        config["temp_directory"] = str(spill)
    connection = duckdb.connect(config=config)
    connection.execute("set TimeZone = 'UTC'")
    return connection
