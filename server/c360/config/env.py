"""Read the environment: each variable is named in the error that says it is missing."""

import os
from pathlib import Path

from c360.core.errors import SettingError


def env(name: str, default: str | None = None) -> str:
    """The variable's value; SettingError names it and the remedy when it is not set."""
    value = os.environ.get(name, default)
    if value is None:
        raise SettingError(f"{name} is not set. Set it in the environment; see docs/reference.")
    return value


def env_secret(name: str) -> str:
    """A secret from the variable, or from the file that the variable NAME_FILE names."""
    path = os.environ.get(f"{name}_FILE")
    if path is not None:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise SettingError(
                f"{name}_FILE names {path}, which cannot be read: {error}"
            ) from error
    value = os.environ.get(name)
    if value is None:
        raise SettingError(f"Set {name}, or {name}_FILE to a file that holds the secret.")
    return value


def env_flag(name: str, default: bool = False) -> bool:
    """A variable that is 0 or 1."""
    value = os.environ.get(name, "1" if default else "0")
    if value not in {"0", "1"}:
        raise SettingError(f"{name} is {value!r}; set it to 0 or 1.")
    return value == "1"


def env_addresses(name: str) -> list[tuple[str, str]]:
    """Hosts and ports ("" where none is given) of `host[:port],...`; a host may be a folder."""
    found = []
    for word in filter(None, (part.strip() for part in os.environ.get(name, "").split(","))):
        host, _, port = word.rpartition(":") if ":" in word else (word, "", "")
        if not host or (":" in word and not (port.isdigit() and 0 < int(port) < 65536)):
            raise SettingError(
                f"{name} holds {word!r}; give hosts as host or host:port, with commas."
            )
        found.append((host, port))
    return found
