"""The routes of sessions, under /api."""

from django.urls import path

from c360.access.api import SessionView

urlpatterns = [path("session", SessionView.as_view())]
