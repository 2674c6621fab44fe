"""Known weaknesses of the packages in the lock files, by pip-audit and npm audit.

Both ask the package registries. A mirror may have no advisories: then that is said, and what is
left is that the lock files hold the hash of every package (`checks.py locks`).
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Any

from steps import ROOT, TOOLS

PIP_AUDIT = "pip-audit==2.10.1"
PYTHON_LOCKS = ("requirements.lock", "requirements-dev.lock")
NODE_TREES = ("web", "edge", "e2e")
Json = dict[str, Any]


@dataclass
class Findings:
    """`weak` names a package and its advisory; `unread` what no registry told about."""

    weak: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    told: int = 0

    def __iadd__(self, other: "Findings") -> "Findings":
        self.weak += other.weak
        self.unread += other.unread
        self.told += other.told
        return self


def of_pip_audit(lock: str, report: Json) -> Findings:
    """What pip-audit says of a lock file."""
    found = Findings()
    for package in report["dependencies"]:
        if "skip_reason" in package:
            found.unread.append(f"{lock}: {package['name']}")
            continue
        found.told += 1
        for advisory in package["vulns"]:
            named = f"{package['name']} {package['version']}: {advisory['id']}"
            found.weak.append(f"{lock}: {named}, mended in {advisory['fix_versions']}")
    return found


def of_npm_audit(tree: str, report: Json) -> Findings:
    """What npm audit says of a tree."""
    if "vulnerabilities" not in report:
        return Findings(unread=[f"{tree}/package-lock.json: {report.get('message', 'no answer')}"])
    weak = [
        f"{tree}: {name}, {one['severity']}, versions {one['range']}"
        for name, one in report["vulnerabilities"].items()
    ]
    return Findings(weak=weak, told=report["metadata"]["dependencies"]["total"])


def _asked(command: list[str], folder: str = "") -> Json:
    """A tool's JSON; both end with an error when they have found something."""
    done = subprocess.run(
        command, cwd=ROOT / folder, capture_output=True, text=True, check=False, timeout=600,
        env={**os.environ, "npm_config_audit": "true"},
    )  # fmt: skip
    try:
        report: Json = json.loads(done.stdout)
    except ValueError:
        return {"dependencies": [], "message": done.stderr.strip()[-200:]}
    return report


def main() -> int:
    """Print what is known; 1 when a package is known to be weak."""
    found = Findings()
    for lock in PYTHON_LOCKS:
        words = [str(TOOLS / "uv/bin/uv"), "tool", "run", PIP_AUDIT, "--disable-pip"]
        report = _asked([*words, "--require-hashes", "--format", "json", "-r", lock])
        found += of_pip_audit(lock, report)
        if not report["dependencies"]:
            found += Findings(unread=[f"{lock}: {report.get('message', 'no answer')}"])
    for tree in NODE_TREES:
        words = [str(TOOLS / "bin/node"), str(TOOLS / "bin/npm"), "audit"]
        found += of_npm_audit(tree, _asked([*words, "--json", "--package-lock-only"], tree))
    print("\n".join(found.weak) or "No advisory is known", end="")
    print(f" ({found.told} packages asked about).")
    if found.unread:
        print(
            f"No registry told about {len(found.unread)} of the locks' entries, among them:\n  "
            + "\n  ".join(found.unread[:3])
            + "\nThe lock files hold the hash of every package; ask again where advisories are."
        )
    return 1 if found.weak else 0


if __name__ == "__main__":
    sys.exit(main())
