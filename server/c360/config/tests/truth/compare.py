"""What differs between the answer that is due and the one that was given."""

from typing import Any

SHOWN = 25


def differences(due: Any, given: Any, path: str = "") -> list[str]:
    """One line for each value that is due and not given; more than is due is not a difference."""
    if isinstance(due, dict):
        if not isinstance(given, dict):
            return [f"{path}: due an object, given {given!r}"]
        found = []
        for key, value in due.items():
            if key in given:
                found += differences(value, given[key], f"{path}.{key}")
            else:
                found.append(f"{path}.{key}: not given")
        return found
    if isinstance(due, list):
        if not isinstance(given, list) or len(due) != len(given):
            size = len(given) if isinstance(given, list) else given
            return [f"{path}: due {len(due)} rows, given {size}"]
        pairs = enumerate(zip(due, given, strict=True))
        return [line for n, (a, b) in pairs for line in differences(a, b, f"{path}[{n}]")]
    return [] if due == given else [f"{path}: due {due!r}, given {given!r}"]


def shown(lines: list[str]) -> str:
    """The first lines, and how many there are."""
    return "\n".join([f"{len(lines)} differences", *lines[:SHOWN]])


def by(rows: list[dict[str, Any]], *keys: str) -> dict[Any, dict[str, Any]]:
    """The rows by one column, or by several as a tuple; AssertionError if two have the same."""
    found = {}
    for row in rows:
        key = row[keys[0]] if len(keys) == 1 else tuple(row[name] for name in keys)
        assert key not in found, f"two rows of {key}"
        found[key] = row
    return found
