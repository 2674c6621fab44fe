"""The book as a file: in the audit with its size, without the values of its filters."""

from typing import Any

import pytest
from django.test import RequestFactory

from c360.access import store
from c360.core.pointer import Publication
from c360.customers.tests.small_publication import ASHA
from c360.modules.book import api

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_file_is_noted_with_its_rows(publication: Publication, form: str) -> None:
    request: Any = RequestFactory().get("/api/test", {"form": form, "q": "patel"})
    request.viewer, request.publication = ASHA, publication
    response: Any = api.CustomersFileView.as_view()(request)
    assert (response.status_code, response["X-Export-Rows"]) == (200, "1")
    records: Any = store.sealer().xrange(store.STREAM)
    ((_, record),) = records
    assert (record[b"kind"], record[b"rows"], record[b"form"]) == (b"export", b"1", form.encode())
    assert record[b"user"] == ASHA.username.encode()
    assert b"patel" not in b"".join(record.values())
