"""The Django application of the hall."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    """Label `customers`."""

    name = "c360.customers"
    label = "customers"
