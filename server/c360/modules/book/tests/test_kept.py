"""What people keep about their book, under row-level security: views, tags, contacts."""

import json
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import RequestFactory

from c360.core.pointer import Publication
from c360.core.viewer import Viewer
from c360.customers.contacts import note
from c360.customers.tests.small_publication import ASHA, HEAD, ask, viewer
from c360.http.answer import in_publication
from c360.modules.book import api, api_kept
from c360.modules.book.models import SavedView

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

Json = dict[str, Any]
VIKRAM = replace(viewer((2, 2)), unit_id="B10", employee_id="E1")
PRIVATE = {"name": "Private", "query": {"segment": "Private", "cols": "trv,tags"}}


@pytest.fixture(autouse=True)
def _in_the_book(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("c360.core.days.settings.C360_TODAY", "2026-11-23")


def send(
    view: Any, who: Viewer, publication: Publication, method: str, body: Json, **path: Any
) -> tuple[int, Json]:
    request: Any = RequestFactory().generic(
        method, "/api/test", json.dumps(body), content_type="application/json"
    )
    request.viewer, request.publication = who, publication
    request.resolver_match = SimpleNamespace(route=view.__name__)
    response: Any = view.as_view()(request, **path)
    return response.status_code, json.loads(response.content or b"{}")


def saved(who: Viewer, publication: Publication, **more: Any) -> int:
    status, answer = send(api_kept.SavedViewsView, who, publication, "POST", {**PRIVATE, **more})
    assert status == 201, answer
    return int(answer["id"])


def names(who: Viewer, publication: Publication) -> list[str]:
    answer = ask(api_kept.SavedViewsView, who, publication)
    return [row["name"] for row in answer["results"]]


def test_a_saved_view_counts_its_customers_and_an_own_name_again_replaces_it(
    publication: Publication,
) -> None:
    first = saved(ASHA, publication)
    assert saved(ASHA, publication, query={"city": "Pune"}) == first
    (view,) = ask(api_kept.SavedViewsView, ASHA, publication)["results"]
    assert (view["query"], view["count"], view["own"]) == ({"city": "Pune"}, 6, True)


def test_a_view_is_the_owners_until_it_is_shared_with_those_of_the_same_books(
    publication: Publication,
) -> None:
    view = saved(ASHA, publication)
    assert names(HEAD, publication) == []
    send(api_kept.SavedViewView, ASHA, publication, "PATCH", {"shared": True}, view_id=view)
    assert names(HEAD, publication) == ["Private"]
    assert names(VIKRAM, publication) == []  # of another branch


def test_somebody_elses_view_is_neither_changed_nor_deleted_nor_named(
    publication: Publication,
) -> None:
    view = saved(ASHA, publication, shared=True)
    for method, body in (("PATCH", {"name": "Mine"}), ("DELETE", {})):
        status, answer = send(api_kept.SavedViewView, HEAD, publication, method, body, view_id=view)
        assert (status, answer["code"]) == (404, "not_found")
    assert names(ASHA, publication) == ["Private"]


def test_the_second_wall_hides_other_peoples_views(publication: Publication) -> None:
    saved(ASHA, publication)
    with in_publication(VIKRAM, publication):
        assert not SavedView.objects.exists()
    with in_publication(ASHA, publication):
        assert SavedView.objects.count() == 1


def test_a_view_keeps_only_words_of_the_grid(publication: Publication) -> None:
    status, _ = send(
        api_kept.SavedViewsView, ASHA, publication, "POST", {"name": "x", "query": {"evil": "1"}}
    )
    assert status == 400


def tagged(who: Viewer, publication: Publication, tag: str = "diwali") -> list[str]:
    answer = ask(api.CustomersView, who, publication, {"tag": tag})
    return [row["customer_id"] for row in answer["results"]]


def test_customers_are_tagged_found_by_the_tag_and_untagged(publication: Publication) -> None:
    both = {"customer_ids": ["100000", "100002"]}
    status, answer = send(api_kept.TagsView, ASHA, publication, "POST", {**both, "add": "diwali"})
    assert (status, answer["customers"]) == (200, 2)
    assert sorted(tagged(ASHA, publication)) == ["100000", "100002"]
    page = ask(api.CustomersView, ASHA, publication, {"ids": "100002"})
    assert page["results"][0]["tags"] == ["diwali"]
    assert page["facets"]["tags"] == [{"value": "diwali", "count": 2}]
    send(api_kept.TagsView, ASHA, publication, "POST", {**both, "remove": "diwali"})
    assert tagged(ASHA, publication) == []


def test_nobody_is_tagged_when_one_of_them_is_out_of_scope(publication: Publication) -> None:
    body = {"customer_ids": ["100000", "100001"], "add": "diwali"}
    status, answer = send(api_kept.TagsView, ASHA, publication, "POST", body)
    assert (status, answer["code"]) == (404, "not_found")
    assert tagged(HEAD, publication) == []


def test_a_conversation_logged_here_is_the_last_contact(publication: Publication) -> None:
    with in_publication(ASHA, publication):
        note("100000", date(2026, 11, 23), "call")
        note("100000", date(2026, 11, 3), "visit")  # told of late: the later contact stays
    rows = ask(api.CustomersView, ASHA, publication, {"sort": "-last_contact_on"})["results"]
    assert (rows[0]["customer_id"], rows[0]["last_contact_on"]) == ("100000", "2026-11-23")
    assert ask(api.CustomersView, ASHA, publication, {"quiet_days": "30"})["count"] == 5
    assert ask(api.CustomersView, ASHA, publication, {"quiet_days": "0"})["count"] == 5
