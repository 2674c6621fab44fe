"""Folders, ports and secrets of a run."""

import hashlib
import json
import os
import secrets
import shutil
import socket
import tempfile
from pathlib import Path

LONGEST_SOCKET_FOLDER = 70  # a Unix socket's whole path may have about 100 characters


def private_folder(path: Path) -> Path:
    """Make the folder, readable by this user only."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)
    return path


def socket_path(run_dir: Path) -> Path:
    """Where the run's Unix sockets are: in the run folder, or a short folder elsewhere.

    The name depends on the run folder only, so that a later start finds and clears it.
    """
    folder = run_dir.resolve() / "sock"
    if len(str(folder)) <= LONGEST_SOCKET_FOLDER:
        return folder
    mark = hashlib.sha256(f"{os.getuid()}:{run_dir.resolve()}".encode()).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"c360-{mark}"
    if len(str(folder)) <= LONGEST_SOCKET_FOLDER:
        return folder
    return Path("/tmp") / f"c360-{mark}"  # noqa: S108 - made private by socket_folder


def socket_folder(run_dir: Path) -> Path:
    """Make that folder, private and empty; call it when no server of the run lives."""
    folder = private_folder(socket_path(run_dir))
    if folder.stat().st_uid != os.getuid():
        raise PermissionError(f"{folder} belongs to another user")
    for left in folder.iterdir():
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()
    return folder


def port_free(port: int) -> bool:
    """Whether a server could listen on 127.0.0.1 at that port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def pick_port(preferred: int = 0) -> int:
    """The preferred port if it is free, else a free one that no outgoing connection gets."""
    if preferred and port_free(preferred):
        return preferred
    while True:
        port = 10_000 + secrets.randbelow(20_000)
        if port_free(port):
            return port


def write_private(path: Path, text: str) -> None:
    """Write a file that only this user can read, whole or not at all."""
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    beside.replace(path)


class Secrets:
    """Passwords and keys of a run: made once, kept in a file that only this user can read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}

    def __call__(self, name: str, size: int = 32) -> str:
        """The secret of that name: `size` random bytes as URL-safe base64 without padding."""
        if name not in self._kept:
            self._kept[name] = secrets.token_urlsafe(size)
            write_private(self._path, json.dumps(self._kept, indent=1))
        return self._kept[name]
