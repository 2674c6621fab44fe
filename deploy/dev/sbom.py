"""The software bill of materials: every package of the product, CycloneDX, one file a wing.

Made from the lock files alone, so it says what is installed, with each package's hash.
"""

import json
import subprocess
import sys
from pathlib import Path

from steps import ROOT, TOOLS

NODE_WINGS = ("web", "edge")


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
    """What the browser or the web server runs; build tools are left out."""
    made = subprocess.run(
        [
            TOOLS / "bin/node", TOOLS / "bin/npm", "sbom", "--sbom-format", "cyclonedx",
            "--package-lock-only", "--omit", "dev",
        ],
        check=True, cwd=ROOT / wing, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    target.write_bytes(made.stdout)


def write(folder: Path) -> dict[str, int]:
    """Write the bills into `folder`; answers how many packages each names.

    Raises ValueError for a bill without packages or a package without a version.
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
        counts[path.name] = len(parts)
    return counts


def main() -> None:
    """Write the bills into the folder named, `sbom` if none is."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "sbom"
    for name, count in write(folder).items():
        print(f"{folder.name}/{name}: {count} packages")


if __name__ == "__main__":
    main()
