"""/healthz, /readyz and /metrics: for machines."""

import logging
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.views.decorators.http import require_GET, require_safe
from prometheus_client import CollectorRegistry, generate_latest, multiprocess
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import REGISTRY

from c360.core import publications
from c360.core.days import expected_as_of, today
from c360.core.errors import Problem
from c360.core.problems import problem_response, request_id_of
from c360.core.viewer import SEE_LOADS
from c360.http import answer_cache
from c360.http.metrics import DAYS_LATE
from c360.http.problems import forbidden
from c360.http.render import to_json

log = logging.getLogger(__name__)


def database() -> None:
    """PostgreSQL answers."""
    with connections["default"].cursor() as cursor:
        cursor.execute("select 1")


def published() -> None:
    """A business day is published."""
    if publications.current() is None:
        raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "nothing_published", "No day yet.")


def answers() -> None:
    """The cache Redis answers."""
    answer_cache.store().ping()


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """This process runs, and wants requests: not while C360_DRAIN_FILE is there."""
    if settings.C360_DRAIN_FILE and Path(settings.C360_DRAIN_FILE).exists():
        detail = "This server is about to stop."
        problem = Problem(HTTPStatus.SERVICE_UNAVAILABLE, "draining", detail, retry_after=1)
        return problem_response(problem, request_id_of(request))
    return HttpResponse(to_json({"ok": True}), content_type="application/json")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Everything that a sign-in and an answer need is there; 503 names what is not."""
    failed = [name for name, path in settings.C360_READINESS.items() if not _works(name, path)]
    if failed:
        problem = Problem(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "not_ready",
            f"Not ready: {', '.join(failed)}.",
            retry_after=2,
            extra={"failed": failed},
        )
        return problem_response(problem, request_id_of(request))
    return HttpResponse(to_json({"ok": True}), content_type="application/json")


def _works(name: str, path: str) -> bool:
    try:
        import_string(path)()
    except Exception as error:
        log.warning("not ready: %s (%s)", name, type(error).__name__)
        return False
    return True


@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus metrics, for the collector's token or a viewer who may see loads."""
    viewer = getattr(request, "viewer", None)
    if viewer is not None and not viewer.may(SEE_LOADS):
        return problem_response(forbidden(), request_id_of(request))
    _count_days_late()
    registry = REGISTRY
    if settings.C360_METRICS_DIR:
        registry = CollectorRegistry()
        collect: Any = multiprocess.MultiProcessCollector
        collect(registry, path=settings.C360_METRICS_DIR)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _count_days_late() -> None:
    """What is counted without a database is told all the same while there is none."""
    try:
        served = publications.current()
    except DatabaseError:
        return
    if served is not None:
        DAYS_LATE.set(max(0, (expected_as_of(today()) - served.as_of).days))
