"""The small book, published once for the tests of this folder."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from c360.core.pointer import Publication
from c360.customers.tests.small_publication import published, small_book


@pytest.fixture(scope="session")
def publication(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Publication]:
    """12 customers of two RMs."""
    with (
        django_db_blocker.unblock(),
        published(small_book(), tmp_path_factory.mktemp("book")) as found,
    ):
        yield found
