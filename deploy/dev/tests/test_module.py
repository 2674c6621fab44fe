"""`make module`: what it makes is a module of the house."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import module
from steps import ROOT


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house with the two files that a module is registered in."""
    for path in (module.SETTINGS, module.TAB_LIST):
        (tmp_path / path).parent.mkdir(parents=True)
        shutil.copy(ROOT / path, tmp_path / path)
    return tmp_path


def test_a_new_module_is_two_folders_and_two_lines(house: Path) -> None:
    before = {path: (house / path).read_text() for path in (module.SETTINGS, module.TAB_LIST)}
    made = module.make("credit_limits", house)
    folders = {str(path).split("modules/")[0] for path in made}
    assert folders == {"server/c360/", "web/src/app/"}
    for path, text in before.items():
        new = (house / path).read_text().splitlines()
        added = [line for line in new if line not in text.splitlines()]
        assert len(added) == 1
        assert "credit" in added[0]


@pytest.mark.parametrize("name", ["cards", "credit_limits", "standing_instructions_abroad"])
def test_what_is_made_has_our_style_and_is_python(house: Path, name: str) -> None:
    shutil.copy(ROOT / "pyproject.toml", house)
    module.make(name, house)
    ruff = Path(sys.executable).with_name("ruff")
    ours = ["--config", 'lint.isort.known-first-party=["c360"]']  # the copy holds little of it
    for words in (["check", *ours], ["format", "--check"]):
        done = subprocess.run([ruff, *words, house / "server/c360/modules"], text=True,
                              capture_output=True, check=False, cwd=house)  # fmt: skip
        assert done.returncode == 0, done.stdout
    for path in (house / "server/c360/modules").rglob("*.py"):
        compile(path.read_text(), str(path), "exec")


def test_an_existing_module_is_not_written_over(house: Path) -> None:
    module.make("credit_limits", house)
    with pytest.raises(module.ModuleError, match="is there already"):
        module.make("credit_limits", house)


@pytest.mark.parametrize("name", ["", "Mortgages", "2nd", "a-b", "../x"])
def test_a_name_that_is_none_is_said(house: Path, name: str) -> None:
    with pytest.raises(module.ModuleError, match="NAME is"):
        module.make(name, house)
