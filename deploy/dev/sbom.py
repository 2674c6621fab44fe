"""The software bill of materials: every package of the product, CycloneDX, one file a wing.

Made from the lock files alone, so it says what is installed, with each package's hash.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from steps import ROOT, TOOLS

# The trees, and whether their development packages run: the journeys are nothing but those.
NODE_WINGS = {"web": False, "edge": False, "e2e": True}


def python_packages(target: Path) -> None:
    """The server's packages, validated against the CycloneDX schema."""
    subprocess.run(
        [
            ROOT / ".venv/bin/cyclonedx-py", "requirements", ROOT / "requirements.lock",
            "--pyproject", ROOT / "pyproject.toml", "--short-PURLs", "--output-reproducible",
            "--validate", "-o", target,
        ],
        check=True,
    )  # fmt: skip


def node_packages(wing: str, target: Path) -> None:
    """What the browser or the web server runs, without build tools; the journeys' tools."""
    words = ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"]
    made = subprocess.run(
        [TOOLS / "bin/node", TOOLS / "bin/npm", *words],
        check=True, cwd=ROOT / wing, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    bill = json.loads(made.stdout)
    if not NODE_WINGS[wing]:
        _leave_out(bill, _development(ROOT / wing / "package-lock.json"))
    target.write_text(json.dumps(bill, indent=2))


def _development(lock: Path) -> set[str]:
    """`name@version` of what the lock says is there for development alone.

    npm's own `--omit dev` leaves out too much: whatever a development package needs as a peer.
    """
    found: set[str] = set()
    kept: set[str] = set()
    for place, package in json.loads(lock.read_text())["packages"].items():
        named = f"{place.rpartition('node_modules/')[2]}@{package.get('version')}"
        (found if package.get("dev") else kept).add(named)
    return found - kept


def _leave_out(bill: dict[str, Any], unwanted: set[str]) -> None:
    bill["components"] = [one for one in bill["components"] if one["bom-ref"] not in unwanted]
    left = [one for one in bill["dependencies"] if one["ref"] not in unwanted]
    for one in left:
        one["dependsOn"] = [ref for ref in one["dependsOn"] if ref not in unwanted]
    bill["dependencies"] = left


def version_of(path: Path) -> SchemaVersion:
    """The CycloneDX version that a bill says it is of."""
    return SchemaVersion.from_version(json.loads(path.read_text())["specVersion"])


def write(folder: Path) -> dict[str, int]:
    """Write the bills into `folder`; answers how many packages each names.

    Raises ValueError for a bill without packages, a package without a version, or a bill that
    is not as CycloneDX has it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    python_packages(folder / "server.cdx.json")
    for wing in NODE_WINGS:
        node_packages(wing, folder / f"{wing}.cdx.json")
    counts = {}
    for path in sorted(folder.glob("*.cdx.json")):
        parts = json.loads(path.read_text())["components"]
        unnamed = [part["name"] for part in parts if not part.get("version")]
        if unnamed or not parts:
            raise ValueError(f"{path.name}: no version of {', '.join(unnamed) or 'anything'}")
        if fault := JsonStrictValidator(version_of(path)).validate_str(path.read_text()):
            raise ValueError(f"{path.name} is no CycloneDX: {fault}")
        counts[path.name] = len(parts)
    return counts


def main() -> None:
    """Write the bills into the folder named, `sbom` if none is."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "sbom"
    for name, count in write(folder).items():
        print(f"{folder.name}/{name}: {count} packages")


if __name__ == "__main__":
    main()
