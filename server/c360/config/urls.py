"""Every route: the floors' own and each module's, found by its api plug."""

from django.urls import URLPattern, URLResolver, include, path

from c360.core.registry import plugs

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("c360.http.urls")),
    path("api/", include("c360.access.urls")),
    *(path("api/", include(api.urlpatterns)) for api in plugs("api")),
]

handler400 = "c360.http.problems.page_bad_request"
handler403 = "c360.http.problems.page_forbidden"
handler404 = "c360.http.problems.page_not_found"
handler500 = "c360.http.problems.page_failed"
