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


def test_a_file_has_the_columns_the_filters_and_the_selection_of_the_grid(
    publication: Publication,
) -> None:
    query = {"ids": "100000,100002,100001", "cols": "casa,flags", "sort": "name", "form": "csv"}
    request: Any = RequestFactory().get("/api/test", query)
    request.viewer, request.publication = ASHA, publication
    response: Any = api.CustomersFileView.as_view()(request)
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert text.splitlines() == [
        "Customer,Name,Currency,CASA,Flags",
        '100002,Raghavan Sita,INR,0.05,"kyc_due, below_minimum, dormant"',
        '100000,Sita Raghavan,INR,0.07,"td_due, kyc_due, below_minimum, dormant"',
    ]


def test_a_column_that_there_is_none_of_is_refused(publication: Publication) -> None:
    request: Any = RequestFactory().get("/api/test", {"cols": "rm_seq"})
    request.viewer, request.publication = ASHA, publication
    response: Any = api.CustomersFileView.as_view()(request)
    assert response.status_code == 400
