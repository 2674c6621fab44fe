"""Django as a WSGI application: it makes whatever the answer cache has not (`rsgi.py`)."""

import gc
import os
import sys

import django
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from django.urls import ResolverMatch

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "c360.config.settings")
# So long a thread that has its rows waits for one at work; Python's own 5 ms are a whole answer.
TURN = 0.0005  # seconds


class Application(WSGIHandler):
    """Django's handler; no route is found twice."""

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        """The view of the request; Resolver404 where there is none."""
        match: ResolverMatch = request.resolver_match or super().resolve_request(request)
        return match


django.setup(set_prefix=False)

from c360.config import warm  # noqa: E402 (Django's settings come first)

application = Application()
sys.setswitchinterval(TURN)
gc.collect()
gc.freeze()  # what is loaded by now stays: the collector need not walk it again
warm.start()
