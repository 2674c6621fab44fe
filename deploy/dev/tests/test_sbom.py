"""The bills of materials, and what is said of weak packages."""

import json
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import advisories
import sbom
from steps import ROOT


def test_the_bills_name_every_locked_package_and_keep_their_schema(tmp_path: Path) -> None:
    counts = sbom.write(tmp_path)
    assert set(counts) == {f"{wing}.cdx.json" for wing in ("server", "web", "edge", "e2e")}
    locked = re.findall(
        r"^([a-z0-9._-]+)==([^ ;]+)", (ROOT / "requirements.lock").read_text(), re.M
    )
    bill = json.loads((tmp_path / "server.cdx.json").read_text())
    named = {(part["name"], part["version"]) for part in bill["components"]}
    assert set(locked) <= named
    assert all(part.get("hashes") or part.get("externalReferences") for part in bill["components"])
    for wing in sbom.NODE_WINGS:
        packages = json.loads((ROOT / wing / "package-lock.json").read_text())["packages"]
        direct = packages[""].get("dependencies", {})
        parts = json.loads((tmp_path / f"{wing}.cdx.json").read_text())["components"]
        assert set(direct) <= {f"{p['group']}/{p['name']}" if p.get("group") else p["name"]
                               for p in parts}  # fmt: skip


def test_a_weak_package_is_named_with_its_advisory() -> None:
    found = advisories.of_pip_audit("requirements.lock", {"dependencies": [
        {"name": "fine", "version": "1", "vulns": []},
        {"name": "weak", "version": "2", "vulns": [{"id": "CVE-1", "fix_versions": ["3"]}]},
    ]})  # fmt: skip
    found += advisories.of_npm_audit("edge", {
        "vulnerabilities": {"leaky": {"severity": "high", "range": "<4"}},
        "metadata": {"dependencies": {"total": 120}},
    })  # fmt: skip
    assert found.weak == [
        "requirements.lock: weak 2: CVE-1, mended in ['3']",
        "edge: leaky, high, versions <4",
    ]
    assert (found.unread, found.told) == ([], 122)


def test_no_advisory_is_known_or_the_check_says_that_none_could_be_read() -> None:
    found = advisories.of_pip_audit(
        "requirements.lock", {"dependencies": [{"name": "kept", "skip_reason": "not found"}]}
    )
    found += advisories.of_npm_audit("web", {"message": "405 Method Not Allowed"})
    assert (found.weak, found.told) == ([], 0)
    assert found.unread == [
        "requirements.lock: kept", "web/package-lock.json: 405 Method Not Allowed"]  # fmt: skip
