"""The WSGI application that granian serves."""

import gc
import os

import django
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from django.urls import ResolverMatch

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "c360.config.settings")


class Application(WSGIHandler):
    """Django's handler; a route that the session's tier has found is not looked up again."""

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        """The view of the request; Resolver404 where there is none."""
        match: ResolverMatch = request.resolver_match or super().resolve_request(request)
        return match


django.setup(set_prefix=False)
application = Application()
gc.collect()
gc.freeze()  # what is loaded by now stays: the collector need not walk it again
