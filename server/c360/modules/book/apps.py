"""The Django application of book home."""

from django.apps import AppConfig


class BookConfig(AppConfig):
    """Label `book`."""

    name = "c360.modules.book"
    label = "book"
