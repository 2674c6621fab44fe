"""What a publication stores narrow is read as it was built."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.db import connections

from c360.core.pointer import Publication
from c360.customers.models import Figures, Holding
from c360.nightly import ddl, narrow, publish
from c360.nightly.engine import open_engine
from c360.nightly.tables import Published

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
Built = Callable[[type[Published]], Path]


@pytest.fixture
def built(publication: Publication, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The file that a published table was copied from."""
    folder = tmp_path_factory.getbasetemp() / publication.schema.removeprefix("small_")
    return lambda model: folder / f"{model._meta.db_table}.parquet"


def asked(query: str) -> list[tuple[Any, ...]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def stored(schema: str, model: type[Published]) -> set[str]:
    """The columns of the table behind the view."""
    return {
        row[0]
        for row in asked(
            "select column_name from information_schema.columns where table_schema = "
            f"'{schema}' and table_name = '{model._meta.db_table}_rows'"
        )
    }


def as_read(schema: str, model: type[Published]) -> list[tuple[Any, ...]]:
    names = ", ".join(ddl.column_names(model))
    return sorted(asked(f"select {names} from {ddl.qualified(schema, model)}"), key=repr)


def as_built(file: Path, model: type[Published]) -> list[tuple[Any, ...]]:
    rows = pq.read_table(file).select(ddl.column_names(model)).to_pylist()
    return sorted((tuple(row.values()) for row in rows), key=repr)


def test_every_narrow_table_is_read_as_it_was_built(publication: Publication, built: Built) -> None:
    narrowed = [model for model in ddl.published_models() if model.narrow]
    assert {Holding, Figures} <= set(narrowed)
    for model in narrowed:
        rows = as_built(built(model), model)
        assert as_read(publication.schema, model) == rows, model
    assert any(as_built(built(model), model) for model in narrowed)


def test_words_and_constants_do_not_stand_in_the_rows(publication: Publication) -> None:
    assert not {"segment", "kind", "month_days", "words_4"} & stored(publication.schema, Figures)
    assert {"casa", "words_1"} <= stored(publication.schema, Figures)


def test_a_zero_takes_no_room_and_is_read_as_zero(publication: Publication) -> None:
    [(stored, read)] = asked(
        f"select (select count(loans) from {publication.schema}.figures_rows),"
        f" (select count(loans) from {publication.schema}.figures)"
    )
    assert (stored, read) == (1, 12)


def test_columns_of_too_many_combinations_are_stored_as_they_are(
    built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_engine(memory="256MB", threads=1)) as engine:
        few = narrow.Shape(engine, publish.owner(), Holding, built(Holding))
        monkeypatch.setattr(narrow, "MOST_WORDS", 1)
        many = narrow.Shape(engine, publish.owner(), Holding, built(Holding))
    assert "product_name" not in few.names
    assert {"product_name", "role"} <= set(many.names)


def test_a_customers_consents_stand_in_one_row(publication: Publication) -> None:
    [(rows, consents, customers)] = asked(
        f"select (select count(*) from {publication.schema}.consent_rows), count(*),"
        f" count(distinct customer_id) from {publication.schema}.consent"
    )
    assert rows == customers < consents
