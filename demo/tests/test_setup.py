"""Set-up says what is short or failed, and what to do."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "deploy" / "dev"))

import checks  # noqa: E402
import machine  # noqa: E402
import steps  # noqa: E402

GIGA = 10**9


def test_a_full_disk_and_little_memory_are_said_with_numbers() -> None:
    assert "0.5 GB free" in (machine.shortage(GIGA // 2, None, ROOT) or "")
    assert "0.2 GB available" in (machine.shortage(99 * GIGA, GIGA // 5, ROOT) or "")
    assert machine.shortage(99 * GIGA, 9 * GIGA, ROOT) is None


@pytest.mark.parametrize(
    "output",
    [
        "error sending request for url (https://mirror/simple/django/)",
        "npm error code ENOTFOUND",
        "W: Failure resolving 'mirror'",
    ],
)
def test_an_unreachable_mirror_is_told_from_other_faults(output: str) -> None:
    words = steps.failure(["npm", "ci"], 1, output, Path("x.log"), "")
    assert "mirror cannot be reached" in words
    assert "mirror" not in steps.failure(["npm"], 1, "Could not resolve './a'", Path("l"), "")


def test_a_failing_tool_shows_the_end_of_its_output() -> None:
    with pytest.raises(steps.SetupError, match="the last word"):
        steps.run("test", [sys.executable, "-c", "print('the last word'); raise SystemExit(3)"])


def test_too_old_a_python_is_refused_in_words_that_it_can_still_print() -> None:
    program = (
        "import sys; sys.version_info = (3, 9, 2); sys.path.insert(0, 'deploy/dev');"
        "import shutil; shutil.which = lambda name: None;"
        "import bootstrap; bootstrap._check_python()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Python 3.9 is too old" in done.stderr


def test_a_host_in_a_lock_file_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "ROOT", tmp_path)
    (tmp_path / "requirements.lock").write_text("django==5.2 \\\n    --hash=sha256:00\n")
    assert checks.check_locks() == []
    (tmp_path / "requirements.lock").write_text("django==5.2\n")
    assert checks.check_locks() == ["requirements.lock: django==5.2 has no hash"]
    (tmp_path / "requirements.lock").write_text("--index-url https://mirror/simple\n")
    assert len(checks.check_locks()) == 1
