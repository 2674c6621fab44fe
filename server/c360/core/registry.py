"""The modules of this installation, and how the lower floors find their plugs.

A module is a package under `c360.modules` (the hall `c360.customers` counts as the first).
A file's name is its plug; an absent file means that the feature is absent.
"""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.conf import settings

PLUGS = ("module", "source", "models", "insights", "queries", "actions", "api")


@dataclass(frozen=True)
class Module:
    """What `module.py` says of a module: metadata only."""

    name: str
    title: str
    permission: str
    grain: str


def module_packages() -> tuple[str, ...]:
    """The packages that make up this installation, the hall first (settings.C360_MODULES)."""
    return tuple(settings.C360_MODULES)


@cache
def plug(package: str, name: str) -> ModuleType | None:
    """The plug file `name` of a module, or None where the module does not have that feature."""
    if name not in PLUGS:
        raise ValueError(f"{name} is no plug; plugs are {', '.join(PLUGS)}")
    full_name = f"{package}.{name}"
    return import_module(full_name) if find_spec(full_name) else None


def plugs(name: str) -> tuple[ModuleType, ...]:
    """That plug of every module that has it, in the order of settings.C360_MODULES."""
    return tuple(found for package in module_packages() if (found := plug(package, name)))
