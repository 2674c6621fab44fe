# ruff: noqa: S608 (names come from the contract and our own models, never from users)
"""The warehouse's own counts and control totals, compared with what was staged."""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from c360.core.canonical import BY_NAME
from c360.core.errors import LoadRefused
from c360.nightly.stage import CONTROL_COLUMN, Staged


def compare(
    engine: duckdb.DuckDBPyConnection,
    manifest: Path,
    extracts: Mapping[str, Path],
    clean: Mapping[str, Staged],
    mapping: Path,
) -> None:
    """Refuse the day where a table's rows or total differ by branch and product.

    A row's branch and product are its own, else its account's, else its customer's branch. A
    manifest that leaves branch_id or product_id as '' for a table speaks of them all together.
    The extracts are compared, so a quarantined row still counts. Raises LoadRefused with the
    table and its file in the folder `mapping`, branch, product and both totals.
    """
    tables = engine.execute(
        f"select table_name, bool_or(branch_id not in ('', '*')), "
        f"bool_or(product_id not in ('', '*')) from '{manifest}' group by 1 order by 1"
    ).fetchall()
    for name, by_branch, by_product in tables:
        if name not in extracts:
            raise LoadRefused(f"The manifest names the table {name}, which is not mapped.")
        if by_branch or by_product:
            parts = _by_parts(engine, manifest, name, extracts, clean, by_branch, by_product)
        else:
            parts = _as_a_whole(engine, manifest, clean[name])
        if parts:
            raise LoadRefused(_differs(mapping / f"{name}.sql", *parts))


Difference = tuple[str, str, int, int, int | None, int | None]


def _as_a_whole(
    engine: duckdb.DuckDBPyConnection, manifest: Path, staged: Staged
) -> Difference | None:
    """A table of which the manifest speaks as one: the stage has counted it already."""
    sent = engine.execute(
        f"select sum(row_count)::bigint, sum(control_total)::hugeint from '{manifest}' "
        "where table_name = ?",
        [staged.table],
    ).fetchone()
    rows, total = sent or (0, None)
    summed = staged.control_total
    if rows == staged.source_rows and (None in (total, summed) or total == summed):
        return None
    return "", "", rows, staged.source_rows, total, summed


def _by_parts(
    engine: duckdb.DuckDBPyConnection,
    manifest: Path,
    name: str,
    extracts: Mapping[str, Path],
    clean: Mapping[str, Staged],
    by_branch: bool,
    by_product: bool,
) -> Difference | None:
    """The first branch and product of a table that differ."""
    branch, product, join = _dimensions(name, clean)
    total = CONTROL_COLUMN.get(name)
    total_sql = f"coalesce(sum(try_cast(t.{total} as bigint)), 0)" if total else "null::bigint"
    found: Difference | None = engine.execute(
        f"""
        with staged as (
            select {branch if by_branch else "''"} as branch_id,
                {product if by_product else "''"} as product_id,
                count(*) as row_count, {total_sql} as control_total
            from '{extracts[name]}' t {join} group by 1, 2
        ), sent as (
            select replace(branch_id, '*', '') as branch_id,
                replace(product_id, '*', '') as product_id, row_count, control_total
            from '{manifest}' where table_name = ?
        )
        select coalesce(sent.branch_id, staged.branch_id),
            coalesce(sent.product_id, staged.product_id),
            coalesce(sent.row_count, 0), coalesce(staged.row_count, 0),
            sent.control_total, staged.control_total
        from sent full join staged using (branch_id, product_id)
        where coalesce(sent.row_count, 0) <> coalesce(staged.row_count, 0)
            or coalesce(sent.control_total <> staged.control_total, false)
        order by 1, 2 limit 1
        """,
        [name],
    ).fetchone()
    return found


def _differs(
    file: Path,
    branch: str,
    product: str,
    sent_rows: int,
    rows: int,
    sent_total: int | None,
    total: int | None,
) -> str:
    return (
        f"{file.stem}: branch {branch or 'all'}, product {product or 'all'}: the manifest "
        f"says {sent_rows} rows with a control total of {sent_total}, the warehouse gave "
        f"{rows} rows with {total}. See {file}."
    )


def _dimensions(name: str, clean: Mapping[str, Staged]) -> tuple[str, str, str]:
    """SQL of a row's branch and product, and the join that gives them."""
    columns = {column.name for column in BY_NAME[name].columns}
    if "account_id" in columns and name != "account":
        join = f"left join '{clean['account'].path}' a on a.account_id = t.account_id"
        return "coalesce(a.branch_id, '')", "coalesce(a.product_id, '')", join
    branch = "coalesce(t.branch_id, '')" if "branch_id" in columns else "''"
    product = "coalesce(t.product_id, '')" if "product_id" in columns else "''"
    if "customer_id" in columns and "branch_id" not in columns:
        join = f"left join '{clean['customer'].path}' c on c.customer_id = t.customer_id"
        return "coalesce(c.branch_id, '')", product, join
    return branch, product, ""
