"""What the machine itself must have: space, memory, and a few system packages."""

import os
import platform
import shutil
import subprocess
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from steps import ROOT, TOOLS, SetupError, run, step

DISK_GB = 4.0
MEMORY_GB = 1.5
EXTRACTED = TOOLS / "root"


@dataclass(frozen=True)
class Package:
    """A system package and the file by which it is recognised."""

    name: str
    found: bool


def shortage(free_disk: int, free_memory: int | None, folder: Path) -> str | None:
    """The words for too little disk or memory (bytes; None is unknown), or None."""
    giga = 1e9
    if free_disk < DISK_GB * giga:
        return (
            f"The disk is short: {free_disk / giga:.1f} GB free at {folder}, but {DISK_GB:.0f} "
            "GB are needed. Free some space, then run this again."
        )
    if free_memory is not None and free_memory < MEMORY_GB * giga:
        return (
            f"Memory is short: {free_memory / giga:.1f} GB available, at least {MEMORY_GB} GB are "
            "needed. Close other programs, then run this again."
        )
    return None


def free_memory() -> int | None:
    """Bytes of memory that programs can still have; None where the system does not say."""
    info = Path("/proc/meminfo")
    if not info.exists():
        return None
    for line in info.read_text().splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return None


def check_room() -> None:
    """SetupError if disk or memory is short."""
    words = shortage(shutil.disk_usage(ROOT).free, free_memory(), ROOT)
    if words:
        raise SetupError(words)


def _any(*paths: Path | str) -> bool:
    return any(Path(path).exists() for path in paths)


def _packages(purpose: str) -> list[Package]:
    usr = EXTRACTED / "usr"
    headers = Path(sysconfig.get_path("include")) / "Python.h"
    minor = ".".join(platform.python_version_tuple()[:2])
    wanted = [
        Package("slapd", _any(usr / "sbin/slapd", "/usr/sbin/slapd", "/usr/libexec/slapd")),
        Package("libldap-dev", _any(usr / "include/ldap.h", "/usr/include/ldap.h")),
        Package("libsasl2-dev", _any(usr / "include/sasl/sasl.h", "/usr/include/sasl/sasl.h")),
        Package("gcc", shutil.which("cc") is not None or shutil.which("gcc") is not None),
        Package("libc6-dev", _any("/usr/include/stdio.h")),
        Package(f"libpython{minor}-dev", headers.exists()),
    ]
    if purpose == "test":
        browser = shutil.which("chromium") or os.environ.get("CHROME_BIN")
        wanted.append(Package("chromium", bool(browser) or _any(usr / "bin/chromium")))
        wanted.append(Package("openssl", shutil.which("openssl") is not None))
    return wanted


def system_packages(purpose: str) -> None:
    """Install what is missing: apt-get as root, extracted into .tools without; brew on macOS."""
    if platform.system() == "Darwin":
        _homebrew()
        return
    missing = [package.name for package in _packages(purpose) if not package.found]
    if not missing:
        return
    words = " ".join(missing)
    if not shutil.which("apt-get"):
        raise SetupError(
            f"These system packages are missing: {words} (Debian's names), and there is no "
            "apt-get here. Install their like with this system's package manager (Fedora: "
            "openldap-servers openldap-devel cyrus-sasl-devel gcc python3-devel chromium)."
        )
    if os.getuid() == 0:
        step(f"System packages ({words})", lambda: _apt_install(missing))
    else:
        step(f"System packages ({words}), into .tools", lambda: _apt_extract(missing))


def _apt_install(missing: list[str]) -> None:
    # RUNLEVEL=1 keeps the packages' own services (a second slapd) from starting.
    env = {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    try:
        run("apt", command, env=env)
    except SetupError:
        run("apt-update", ["apt-get", "update"])
        run("apt", command, env=env)


def _apt_extract(missing: list[str]) -> None:
    """Without root: download the packages and those they need, unpack them below .tools."""
    if "gcc" in missing or "chromium" in missing or not shutil.which("dpkg-deb"):
        raise SetupError(
            "These have to be installed by the administrator first: "
            f"apt-get install {' '.join(missing)}"
        )
    apt = TOOLS / "apt"
    for folder in ("lists/partial", "cache/archives/partial", "deb"):
        (apt / folder).mkdir(parents=True, exist_ok=True)
    own = ["-o", f"Dir::State::Lists={apt}/lists", "-o", f"Dir::Cache={apt}/cache",
           "-o", "Debug::NoLocking=1", "-o", "APT::Sandbox::User="]  # fmt: skip
    run("apt-update", ["apt-get", *own, "update"])
    plan = run("apt-plan", ["apt-get", *own, "-s", "install", "--no-install-recommends", *missing])
    names = [line.split()[1] for line in plan.splitlines() if line.startswith("Inst ")]
    run("apt-download", ["apt-get", *own, "download", *names], cwd=apt / "deb")
    EXTRACTED.mkdir(exist_ok=True)
    for package in sorted((apt / "deb").glob("*.deb")):
        run("dpkg-deb", ["dpkg-deb", "-x", package, EXTRACTED])
    _mend_links()


def _mend_links() -> None:
    """A header package links to a library that the system has elsewhere: point there."""
    for link in EXTRACTED.glob("usr/lib/*/*.so"):
        if link.is_symlink() and not link.exists():
            installed = Path("/") / link.relative_to(EXTRACTED).parent / link.readlink().name
            if installed.exists():
                link.unlink()
                link.symlink_to(installed)


def build_environment() -> dict[str, str]:
    """The compiler's settings for headers and libraries that stand below .tools."""
    if platform.system() == "Darwin":
        prefix = _brew_prefix()
        return {"CFLAGS": f"-I{prefix}/include", "LDFLAGS": f"-L{prefix}/lib"} if prefix else {}
    if not EXTRACTED.exists():
        return {}
    include, folders = EXTRACTED / "usr/include", sorted(EXTRACTED.glob("usr/lib/*-linux-*"))
    minor = ".".join(platform.python_version_tuple()[:2])
    includes = [include, include / f"python{minor}", *include.glob("*-linux-*")]
    return {
        "CFLAGS": " ".join(f"-I{path}" for path in includes),
        "LDFLAGS": " ".join(f"-L{path} -Wl,-rpath,{path}" for path in folders),
    }


def _brew_prefix() -> str:
    done = subprocess.run(
        ["brew", "--prefix", "openldap"], capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def _homebrew() -> None:
    if not shutil.which("brew"):
        raise SetupError("OpenLDAP comes from Homebrew here: install Homebrew (brew.sh) first.")
    if not Path(_brew_prefix(), "libexec/slapd").exists():
        step("System packages (openldap)", lambda: run("brew", ["brew", "install", "openldap"]))
