"""What the documentation says exists, and what exists is documented."""

import re
from pathlib import Path

from django.conf import settings

from c360.core.registry import PLUGS, plug
from c360.insights.page import page

ROOT = Path(__file__).parents[4]


def test_every_setting_is_documented() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in [*ROOT.glob("server/c360/**/*.py"), *ROOT.glob("edge/src/*.ts")]
        if "tests" not in path.parts
    )
    used = set(re.findall(r"\bEDGE_[A-Z_]+\b", code))
    used |= set(re.findall(r'env(?:_secret|_flag|_addresses)?\(\s*"([A-Z0-9_]+)"', code))
    documented = set(
        re.findall(r"`([A-Z0-9_]+)`", (ROOT / "docs/reference/settings.md").read_text("utf-8"))
    )
    assert used - documented == set()


def test_every_module_of_the_house_is_installed() -> None:
    modules = ROOT / "server/c360/modules"
    folders = {f"c360.modules.{path.parent.name}" for path in modules.glob("*/module.py")}
    assert folders == set(settings.C360_MODULES) - {"c360.customers"}


def test_every_module_says_what_it_is() -> None:
    for package in settings.C360_MODULES:
        found = plug(package, "module")
        assert found is not None, f"{package} has no module.py"
        assert found.MODULE.name == package.rpartition(".")[2]


def test_every_plug_is_in_the_architecture() -> None:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    for name in PLUGS:
        assert f"`{name}.py`" in text, f"docs/architecture.md does not tell of {name}.py"


def test_every_rule_is_documented_as_it_is() -> None:
    written = (ROOT / "docs/reference/rules.md").read_text(encoding="utf-8")
    assert written == page(), "run: .venv/bin/c360 rules docs/reference/rules.md"


def test_every_relative_link_leads_somewhere() -> None:
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name} links to {target}"
