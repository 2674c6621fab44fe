"""The Django application of documents."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Label `documents`."""

    name = "c360.modules.documents"
    label = "documents"
