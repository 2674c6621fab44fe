"""The routes of sessions, under /api."""

from django.urls import path

from c360.access.api import OwnSessionView, ReaderFormatView, SessionsView, SessionView

urlpatterns = [
    path("session", SessionView.as_view()),
    path("session/format", ReaderFormatView.as_view()),
    path("sessions", SessionsView.as_view()),
    path("sessions/<str:session_id>", OwnSessionView.as_view()),
]
