"""The routes for machines and for readers of the API."""

from django.urls import path, re_path

from c360.http import docs, health

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", health.metrics),
    path("api/openapi.json", docs.openapi),
    re_path(r"^api/docs(?:/(?P<asset>[a-z-]+\.(?:css|js)))?$", docs.docs),
]
