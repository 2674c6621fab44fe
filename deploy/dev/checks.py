"""Checks of `make test`: the generated client equals the API; lock files name no host and every
package's hash."""

import filecmp
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from steps import ROOT, TOOLS

WEB = ROOT / "web"
CLIENT = WEB / "src" / "app" / "api"


def generate(document: Path, client: Path) -> None:
    """Write the OpenAPI document, and the web's client generated from it."""
    subprocess.run([ROOT / ".venv/bin/c360", "openapi", document], check=True, cwd=ROOT)
    words = ["--input", str(document), "--output", str(client)]
    program = WEB / "node_modules/ng-openapi-gen/lib/index.js"
    subprocess.run([TOOLS / "bin/node", program, *words], check=True, cwd=WEB)


def differences(one: Path, other: Path) -> list[str]:
    """The files, by relative path, that are not the same below both folders."""
    found = []
    comparison = filecmp.dircmp(one, other)
    stack = [(Path(), comparison)]
    while stack:
        below, here = stack.pop()
        found += [str(below / name) for name in here.left_only + here.right_only]
        _, different, odd = filecmp.cmpfiles(here.left, here.right, here.common_files, False)
        found += [str(below / name) for name in different + odd]
        stack += [(below / name, sub) for name, sub in here.subdirs.items()]
    return sorted(found)


def check_client() -> list[str]:
    """What is wrong with the committed client: nothing if it is up to date."""
    with tempfile.TemporaryDirectory() as folder:
        client = Path(folder, "api")
        generate(Path(folder, "openapi.json"), client)
        stale = differences(CLIENT, client)
    return [f"web/src/app/api/{name} differs from the API: run `make openapi`." for name in stale]


def check_locks() -> list[str]:
    """The entries of lock files that name a host a package came from, or lack its hash."""
    found = []
    for lock in sorted(ROOT.glob("requirements*.lock")):
        for number, line in enumerate(lock.read_text().splitlines(), 1):
            if "://" in line or line.startswith(("-i ", "--index", "--extra-index", "--find")):
                found.append(f"{lock.name}:{number} names a host: {line.strip()}")
        entries = lock.read_text().replace("\\\n", " ").splitlines()
        found += [
            f"{lock.name}: {entry.split()[0]} has no hash"
            for entry in entries
            if "==" in entry and "--hash=sha256:" not in entry
        ]
    folders = ("*", "bench/*", "bench/peers/*")
    npm_locks = [lock for one in folders for lock in ROOT.glob(f"{one}/package-lock.json")]
    for lock in sorted(npm_locks):
        packages = json.loads(lock.read_text())["packages"]
        for name, package in packages.items():
            if "resolved" in package:
                found.append(f"{lock.relative_to(ROOT)} says where {name} came from: remove that")
            ours = package.get("link") or name.endswith("/no-isolated-vm")  # a folder beside it
            if name and not ours and not package.get("integrity"):
                found.append(f"{lock.relative_to(ROOT)}: {name} has no hash")
    found += ["uv.lock records hosts: remove it."] if (ROOT / "uv.lock").exists() else []
    return found


def main() -> int:
    """`client`, `locks` or `generate`; 1 with a line for each fault."""
    what = sys.argv[1]
    if what == "generate":
        generate(WEB / "openapi.json", CLIENT)
        return 0
    faults = {"client": check_client, "locks": check_locks}[what]()
    print("\n".join(faults[:20]) or "fine")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
