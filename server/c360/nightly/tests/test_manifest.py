"""What the synthetic bank's warehouse says it sent, by branch and product, against what it sent."""

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from c360.core.canonical import BY_NAME, TABLES
from c360.core.errors import LoadRefused
from c360.nightly import manifest, run, warehouse
from c360.nightly.engine import open_engine
from c360.nightly.models import Load, PublicationRecord
from c360.nightly.stage import Staged, stage_table
from c360.nightly.tests.conftest import clear
from demo.bank.build import build_bank
from demo.bank.layout import make_plan

BANKS = Path(__file__).parents[3] / "banks"
AS_OF = date(2026, 11, 21)
WITH_TOTALS = ("account", "balance", "card", "standing_instruction", "transaction")
BY_PRODUCT = (*WITH_TOTALS, "holding")
BY_BRANCH = (
    "book", "consent", "customer", "document", "relationship", "service_request", "touchpoint",
)  # fmt: skip


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of a small synthetic bank."""
    folder = tmp_path_factory.mktemp("manifest")
    build_bank(make_plan(400, 5, AS_OF), folder, workers=1)
    return folder


class Sent:
    """The bank's day extracted and staged; `check` compares it with a manifest."""

    def __init__(self, files: Path, folder: Path) -> None:
        self.folder, self.mapping = folder, BANKS / "synthetic" / "mapping"
        self.engine = open_engine(memory="500MB", threads=1)
        self.extracts: dict[str, Path] = {}
        self.staged: dict[str, Staged] = {}
        since = date(2025, 9, 30)
        source = warehouse.FileWarehouse(files, memory="500MB", threads=1)
        for table in TABLES:
            path = self.mapping / f"{table.name}.sql"
            query = warehouse.read_mapping(path, "duckdb", as_of=AS_OF, since=since)
            extract = folder / f"{table.name}.extract.parquet"
            warehouse.extract(source, query, extract)
            parents = {name: staged.path for name, staged in self.staged.items()}
            target = folder / f"{table.name}.parquet"
            self.staged[table.name] = stage_table(self.engine, table, extract, target, parents)
            self.extracts[table.name] = extract
        del self.extracts["manifest"]

    def check(self, change: str = "row_count, control_total", where: str = "false") -> None:
        """Compare with the manifest in which the first row that is `where` is changed."""
        told, changed = self.staged["manifest"].path, self.folder / "changed.parquet"
        self.engine.execute(
            f"copy (with rows as (select *, row_number() over () as n from '{told}'), one as "
            f"(select min(n) as n from rows where {where}) "
            f"select table_name, branch_id, product_id, {change} from rows, one "
            f"where rows.n = one.n union all by name "
            f"select rows.* exclude (n) from rows, one where rows.n is distinct from one.n) "
            f"to '{changed}' (format parquet)"
        )
        manifest.compare(self.engine, changed, self.extracts, self.staged, self.mapping)


@pytest.fixture(scope="module")
def sent(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """That bank's day."""
    return Sent(files, tmp_path_factory.mktemp("sent"))


def test_every_table_is_told_by_branch_and_product_where_it_has_them(sent: Sent) -> None:
    rows = pq.read_table(sent.staged["manifest"].path).to_pylist()
    assert {row["table_name"] for row in rows} == set(BY_NAME) - {"manifest"}
    for name in (*BY_PRODUCT, *BY_BRANCH):
        mine = [row for row in rows if row["table_name"] == name]
        assert all(row["branch_id"] != "*" for row in mine), name
        assert all((row["product_id"] != "*") == (name in BY_PRODUCT) for row in mine), name
        assert all((row["control_total"] is not None) == (name in WITH_TOTALS) for row in mine)
    sent.check()


@pytest.mark.parametrize("table", WITH_TOTALS)
def test_a_total_off_by_one_minor_unit_is_named_with_its_file(sent: Sent, table: str) -> None:
    with pytest.raises(LoadRefused) as refused:
        sent.check("row_count, control_total + 1 as control_total", f"table_name = '{table}'")
    reason = str(refused.value)
    assert reason.startswith(f"{table}: branch B0") and f"mapping/{table}.sql" in reason
    said, gave = reason.split("control total of ")[1].split(", the warehouse")
    assert int(said) == int(gave.split(" rows with ")[1].split(".")[0]) + 1


@pytest.mark.parametrize("table", [*BY_PRODUCT, *BY_BRANCH])
def test_a_row_too_many_is_named_with_its_branch(sent: Sent, table: str) -> None:
    with pytest.raises(LoadRefused, match=f"^{table}: branch B0"):
        sent.check("row_count + 1 as row_count, control_total", f"table_name = '{table}'")


@pytest.mark.django_db(databases=["default", "owner"], transaction=True)
def test_the_day_is_refused_and_nothing_is_published(
    files: Path, tmp_path: Path, settings: Any, transactional_db: None
) -> None:
    settings.C360_BANK, settings.C360_DATA = "synthetic", str(tmp_path / "files")
    settings.C360_WAREHOUSE_URL, settings.RUN_DIR = "", tmp_path / "run"
    clear()
    (tmp_path / "files").mkdir()
    for path in files.iterdir():
        if path.name != "day_end_control":
            (tmp_path / "files" / path.name).symlink_to(path)
    control = tmp_path / "files" / "day_end_control"
    control.mkdir()
    duckdb.execute(
        f"copy (select * replace (ctrl_total + case when entity = 'tran_detail' and n = 1 "
        f"then 0.01 else 0 end as ctrl_total) from (select *, row_number() over "
        f"(partition by entity) as n from '{files}/day_end_control/*.parquet')) "
        f"to '{control}/part-0.parquet' (format parquet)"
    )
    with pytest.raises(LoadRefused, match=r"^transaction: branch B0.*mapping/transaction\.sql"):
        run.load(AS_OF)
    load = Load.objects.using("owner").latest("id")
    assert load.state == "refused" and "control total of" in load.error
    assert not PublicationRecord.objects.using("owner").exists()
