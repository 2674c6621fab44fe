"""The load's own fixtures: a small bank of which nothing is loaded yet."""

from c360.nightly.tests.conftest import hall_alone, small_bank

__all__ = ["hall_alone", "small_bank"]
