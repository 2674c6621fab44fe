"""Third-party vectors against our token: everything outside the one accepted profile is refused.

Each vector is read twice: under our own keys, and with the vector's own symmetric keys in the
place of ours, so that it is the profile that refuses it and not a key we happen to lack.
"""

import base64
import json
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from c360.access import tokens
from c360.core.errors import Problem

VECTORS = Path(__file__).resolve().parents[5] / "shared" / "data" / "conformance"
SLOWEST = 0.050  # seconds
LARGEST = 20 * 1024 * 1024  # bytes
OTHER_KEY = base64.urlsafe_b64encode(b"k" * 32).rstrip(b"=").decode()


def _wycheproof() -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """(name, token, the vector's keys) of each Wycheproof test."""
    for path in sorted((VECTORS / "wycheproof").glob("*_test.json")):
        for group in json.loads(path.read_text())["testGroups"]:
            private = group.get("private", {})
            keys = private.get("keys", [private])
            for test in group["tests"]:
                token = test.get("jwe") or test.get("jws")
                text = token if isinstance(token, str) else json.dumps(token)
                yield f"{path.stem}:{group['comment']}:{test['tcId']}", text, keys


def _cookbook() -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """Each serialisation of each example of RFC 7520 and its neighbours."""
    for path in sorted((VECTORS / "jose-cookbook").rglob("*.json")):
        example = json.loads(path.read_text())
        if not isinstance(example, dict) or "output" not in example:
            continue
        given = example.get("input", {})
        keys = [key for key in (given.get("key"),) if isinstance(key, dict)]
        for form, token in example["output"].items():
            text = token if isinstance(token, str) else json.dumps(token)
            yield f"{path.stem}:{form}", text, keys


def _as_ours(keys: list[dict[str, Any]]) -> str | None:
    """The vector's 32-byte symmetric keys as our setting, at most two; None where it has none."""
    entries = {}
    for key in keys:
        text = key.get("k", "")
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)) if text else b""
        if key.get("kty") == "oct" and len(raw) == 32:
            spelt = base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
            entries[str(key.get("kid") or "kid")] = spelt
    return ",".join(f"{kid}:{key}" for kid, key in list(entries.items())[:2]) or None


ALL = [*_wycheproof(), *_cookbook()]


def test_the_vectors_are_there() -> None:
    assert len(list(_wycheproof())) > 600
    assert len(list(_cookbook())) > 25
    assert sum(_as_ours(keys) is not None for _, _, keys in ALL) > 50


@pytest.mark.parametrize("whose", ["ours", "theirs"])
def test_every_vector_outside_the_profile_is_refused(settings: Any, whose: str) -> None:
    accepted, slow, odd = [], [], []
    for name, token, keys in ALL:
        theirs = _as_ours(keys)
        settings.C360_TOKEN_KEYS = theirs if whose == "theirs" and theirs else f"own:{OTHER_KEY}"
        began = time.perf_counter()
        try:
            tokens.read(token)
            accepted.append(name)
        except Problem as problem:
            if problem.status != 401:
                odd.append(name)
        if time.perf_counter() - began > SLOWEST:
            slow.append(name)
    assert (accepted, odd, slow) == ([], [], [])


def test_no_vector_costs_much_memory(settings: Any) -> None:
    settings.C360_TOKEN_KEYS = f"own:{OTHER_KEY}"
    costly = []
    tracemalloc.start()
    try:
        for name, token, _ in ALL:
            tracemalloc.reset_peak()
            before, _ = tracemalloc.get_traced_memory()
            with pytest.raises(Problem):
                tokens.read(token)
            _, peak = tracemalloc.get_traced_memory()
            if peak - before > LARGEST:
                costly.append(name)
    finally:
        tracemalloc.stop()
    assert costly == []


def test_a_token_of_the_profile_is_read(settings: Any) -> None:
    settings.C360_TOKEN_KEYS = f"own:{OTHER_KEY}"
    assert tokens.read(tokens.issue("s-1", int(time.time()) + 60)) == "s-1"
