"""The small book, published twice as on two nights."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from c360.core.pointer import Publication
from c360.customers.tests.small_publication import published, small_book


@pytest.fixture(scope="session")
def nights(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Publication, Publication]]:
    """12 customers of two RMs, and the same again under another schema."""
    with (
        django_db_blocker.unblock(),
        published(small_book(), tmp_path_factory.mktemp("night")) as first,
        published(small_book(), tmp_path_factory.mktemp("night")) as second,
    ):
        yield first, second
