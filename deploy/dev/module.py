"""`make module NAME=mortgages`: the two folders of a new module, and its two registration lines.

What is made runs at once: an empty tab of the customer page that asks its own route, with a test
on either side. From there the module is its author's.
"""

import re
import subprocess
import sys
from pathlib import Path
from string import Template

from steps import ROOT

NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
TEMPLATES = Path(__file__).parent / "module_template"
SETTINGS = Path("server/c360/config/settings.py")
TAB_LIST = Path("web/src/app/shell/customer/tab-list.ts")
SERVER_ANCHOR = '    "c360.modules.operations",\n'
TAB_ANCHOR = "];\n"


class ModuleError(Exception):
    """The module cannot be made; the message says why and what to do."""


def words(name: str) -> dict[str, str]:
    """The spellings of a module's name; ModuleError where it is none."""
    if not NAME.fullmatch(name):
        raise ModuleError(
            f"NAME is {name!r}: small letters, digits and _ between them, for example "
            "make module NAME=mortgages."
        )
    parts = name.split("_")
    return {
        "name": name,
        "path": "-".join(parts),
        "title": " ".join(parts).capitalize(),
        "plain": " ".join(parts),
        "class": "".join(part.capitalize() for part in parts),
    }


def files(spelt: dict[str, str], templates: Path) -> dict[Path, str]:
    """The new files by path, from the templates: NAME and PATH stand for the name's spellings."""
    made = {}
    for template in sorted(templates.rglob("*.txt")):
        target = str(template.relative_to(templates)).removesuffix(".txt")
        target = target.replace("NAME", spelt["name"]).replace("PATH", spelt["path"])
        made[Path(target)] = Template(template.read_text()).substitute(spelt)
    return made


def make(name: str, root: Path = ROOT) -> list[Path]:
    """Write the module into the house at `root`; answers the files. Raises ModuleError."""
    spelt = words(name)
    made = files(spelt, TEMPLATES)
    for path in made:
        if (root / path).exists():
            raise ModuleError(f"{path} is there already: a module of that name exists.")
    for path, text in made.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    register(root / SETTINGS, SERVER_ANCHOR, f'    "c360.modules.{name}",\n')
    load = f"() => import('../../modules/{spelt['path']}/{spelt['path']}.routes')"
    tab = f"path: '{spelt['path']}', name: '{spelt['title']}', icon: 'layers', routes: {load}"
    register(root / TAB_LIST, TAB_ANCHOR, f"  {{ {tab} }},\n")
    # A long name wraps lines that a short one does not.
    ruff = Path(sys.executable).with_name("ruff")
    subprocess.run([ruff, "format", "-q", root / "server/c360/modules" / name], check=True)
    return sorted(made)


def register(path: Path, anchor: str, line: str) -> None:
    """Put the line before the last `anchor` of the file; ModuleError where it has none."""
    before, found, after = path.read_text().rpartition(anchor)
    if not found:
        raise ModuleError(f"{path} has no line {anchor.strip()!r}: register the module by hand.")
    path.write_text(before + line + found + after)


def main() -> int:
    """Make the module that the one argument names."""
    try:
        made = make(sys.argv[1] if len(sys.argv) > 1 else "")
    except ModuleError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(str(path) for path in made))
    print(f"Registered in {SETTINGS} and {TAB_LIST}. Next: make openapi, make test.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
