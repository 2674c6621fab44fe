"""Django's registration of the access floor: its tables live in the schema `app`."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Sign-in, sessions, scope and audit."""

    name = "c360.access"
    label = "access"
