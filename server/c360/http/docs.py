"""The OpenAPI document, and a page to try it; both stand on files of our own, never on a CDN."""

from functools import cache
from pathlib import Path
from typing import Any

import drf_spectacular_sidecar
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from c360.http.render import to_json

_PAGE = Path(__file__).parent / "pages"
_SWAGGER = (
    Path(drf_spectacular_sidecar.__file__).parent / "static/drf_spectacular_sidecar/swagger-ui-dist"
)
_ASSETS = {
    "start.js": (_PAGE / "start.js", "text/javascript"),
    "swagger-ui-bundle.js": (_SWAGGER / "swagger-ui-bundle.js", "text/javascript"),
    "swagger-ui.css": (_SWAGGER / "swagger-ui.css", "text/css"),
}


@cache
def _document() -> bytes:
    make: Any = SchemaGenerator
    return to_json(make().get_schema(request=None, public=True))


@require_safe
def openapi(request: HttpRequest) -> HttpResponseBase:
    """The OpenAPI 3.1 document."""
    return HttpResponse(_document(), content_type="application/json")


@require_safe
def docs(request: HttpRequest, asset: str | None = None) -> HttpResponseBase:
    """The page to try the API, and its files."""
    if asset is None:
        page = (_PAGE / "docs.html").read_bytes()
        return HttpResponse(page, content_type="text/html; charset=utf-8")
    if asset not in _ASSETS:
        raise Http404
    path, kind = _ASSETS[asset]
    response = HttpResponse(path.read_bytes(), content_type=f"{kind}; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    return response
