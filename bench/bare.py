"""A bare Django view that returns so many bytes: what Django and the server cost by themselves."""

from django.conf import settings

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="bench", MIDDLEWARE=[], DEBUG=False
    )

from functools import cache

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path


@cache
def _body(size: int) -> bytes:
    return b"x" * size


def answer(request: HttpRequest, size: int) -> HttpResponse:
    """So many bytes."""
    return HttpResponse(_body(size), content_type="application/json")


urlpatterns = [path("bytes/<int:size>", answer)]

import django  # noqa: E402

django.setup()
application = WSGIHandler()
