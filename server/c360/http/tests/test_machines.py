"""What machines meet: health, readiness, metrics, the document, and problems of every kind."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connections
from django.test import Client

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def test_a_process_that_runs_says_so_and_names_the_request(client: Client) -> None:
    response = client.get("/healthz", headers={"X-Request-Id": "from-the-edge"})
    assert (response.status_code, response.json()) == (200, {"ok": True})
    assert response["X-Request-Id"] == "from-the-edge"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_server_that_is_drained_asks_for_no_more_requests(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    drain = tmp_path / "drain"
    settings.C360_DRAIN_FILE = str(drain)
    assert client.get("/healthz").status_code == 200
    drain.touch()
    response = client.get("/healthz")
    assert (response.status_code, response.json()["code"]) == (503, "draining")
    drain.unlink()
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("given", ["", "short", "a" * 65, "with space", "new\tline", "<script>x"])
def test_a_strange_request_id_is_replaced(client: Client, given: str) -> None:
    made = client.get("/healthz", headers={"X-Request-Id": given})["X-Request-Id"]
    assert made != given
    assert len(made) == 24


def test_readiness_names_what_is_missing(client: Client, directory: Any, settings: Any) -> None:
    settings.C360_REDIS_CACHE_URL = "redis://127.0.0.1:1/0"
    with connections["owner"].cursor() as cursor:  # what other tests have published
        cursor.execute("truncate app.publication cascade")
    from c360.http import answer_cache

    answer_cache.store.cache_clear()
    try:
        response = client.get("/readyz")
    finally:
        answer_cache.store.cache_clear()
    assert (response.status_code, response.json()["code"]) == (503, "not_ready")
    assert response.json()["failed"] == ["publication", "answer_cache"]


def test_the_document_is_openapi_3_1_and_every_operation_may_answer_a_problem(
    client: Client,
) -> None:
    document = client.get("/api/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert "default" in operation["responses"], (method, path)


def test_the_page_to_try_the_api_loads_nothing_from_elsewhere(client: Client) -> None:
    page = client.get("/api/docs")
    assert page["Content-Type"].startswith("text/html")
    assert b"//" not in page.content.replace(b"<!doctype", b"")
    for asset in ("start.js", "swagger-ui.css", "swagger-ui-bundle.js"):
        assert asset.encode() in page.content
        assert client.get(f"/api/docs/{asset}").status_code == 200
    assert client.get("/api/docs/other.js").status_code == 404


def test_metrics_are_for_the_collectors_token_only(client: Client, settings: Any) -> None:
    assert client.get("/metrics").status_code == 401
    settings.C360_METRICS_TOKEN = "collector"
    wrong = client.get("/metrics", headers={"Authorization": "Bearer other"})
    assert wrong.status_code == 401
    response = client.get("/metrics", headers={"Authorization": "Bearer collector"})
    assert response.status_code == 200
    assert b"c360_answers_total" in response.content


def test_metrics_are_told_while_the_database_is_down(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down() -> None:
        raise OperationalError("down")

    settings.C360_METRICS_TOKEN = "collector"
    monkeypatch.setattr("c360.core.publications.current", down)
    response = client.get("/metrics", headers={"Authorization": "Bearer collector"})
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("body", "kind", "status", "code"),
    [
        (b"{", "application/json", 400, "parse_error"),
        (b"\xff", "application/json", 400, "parse_error"),
        (b"[" * 100_000, "application/json", 400, "parse_error"),
        (b"[]", "application/json", 400, "invalid"),
        (b"null", "application/json", 400, "invalid"),
        (b"{}", "application/json", 400, "invalid"),
        (b'{"username": {"a": 1}, "password": [1]}', "application/json", 400, "invalid"),
        (b"username=a", "application/x-www-form-urlencoded", 415, "unsupported_media_type"),
        (b'"' + b"x" * 1_100_000 + b'"', "application/json", 413, "too_large"),
    ],
)
def test_a_body_that_cannot_be_read_is_a_problem(
    client: Client, body: bytes, kind: str, status: int, code: str
) -> None:
    response = client.post("/api/session", body, content_type=kind)
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["request_id"] == response["X-Request-Id"]


def test_a_refused_field_is_named_but_never_repeated(client: Client) -> None:
    secret = "ABCDE1234F" * 20
    response = client.post(
        "/api/session", {"username": secret, "password": "x"}, content_type="application/json"
    )
    assert response.json()["errors"] == [{"field": "username", "code": "max_length"}]
    assert "ABCDE" not in json.dumps(response.json())


def test_a_public_route_refuses_other_methods_before_anything_else(client: Client) -> None:
    assert client.post("/healthz").status_code == 401
    assert client.get("/api/session").json()["code"] == "session_required"
