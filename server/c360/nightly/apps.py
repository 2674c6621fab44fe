"""The nightly load as a Django app: its tables stand in the schema `app`."""

from django.apps import AppConfig


class NightlyConfig(AppConfig):
    """History of the loads, and which business days are published."""

    name = "c360.nightly"
    label = "nightly"
    default_auto_field = "django.db.models.BigAutoField"
