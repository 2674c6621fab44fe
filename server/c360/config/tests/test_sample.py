"""The check of a loaded day at any size: it agrees, and it sees a single minor unit."""

import pytest
from psycopg import sql

from demo.services import testing
from demo.services.stack import Stack

from .conftest import AS_OF, Synthetic
from .truth import sample

# One worker serves the bank for all of them.
pytestmark = pytest.mark.xdist_group("served")
SEED = 7


@pytest.fixture
def here(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    """The served bank's database, as the product's own variables name it."""
    database = f"{testing.DATABASE}_truth_synthetic"
    for name, value in stack.environment(database=database).items():
        monkeypatch.setenv(name, value)


def _words(bank: Synthetic) -> list[str]:
    return [
        *("--warehouse", str(bank.files), "--as-of", AS_OF.isoformat()),
        *("--sample", "150", "--seed", str(SEED), "--spill", str(bank.files.parent / "spill")),
    ]


def test_a_sample_of_customers_and_every_unit_are_what_the_warehouse_says(
    bank: Synthetic, here: None, capsys: pytest.CaptureFixture[str]
) -> None:
    status = sample.main(_words(bank))
    said = capsys.readouterr().out
    assert status == 0, said
    assert said.endswith("customers and every unit: no difference\n")


@pytest.mark.parametrize(
    ("table", "stored", "column"),
    [
        ("figures", "figures_rows", "in_13m"),
        ("household", "household_rows", "trv_year_start"),
        ("unit_rollup", "unit_rollup", "casa_month_start"),
    ],
)
def test_one_minor_unit_more_is_a_difference(
    bank: Synthetic, here: None, table: str, stored: str, column: str
) -> None:
    warehouse = sample.Warehouse(bank.files, AS_OF, bank.files.parent / "spill")
    with sample.connect() as database:
        found = database.execute("select schema from app.publication").fetchone()
        assert found is not None
        database.execute(
            sql.SQL("update {0} set {1} = coalesce({1}, 0) + 1").format(
                sql.Identifier(found["schema"], stored), sql.Identifier(column)
            )
        )
        lines = sample.differ(database, warehouse, 5, SEED)
        database.rollback()
    assert lines
    assert all(line.startswith(f"{table}.") and f".{column}: due" in line for line in lines)
