"""Set this checkout up: `python3 deploy/dev/bootstrap.py --for demo|test`.

Needs nothing but Python's standard library. Each step is skipped when its outcome is there
already; everything lands in `.tools`, `.venv` and the two `node_modules`, system packages aside.
"""

import os
import shutil
import sys

OLDEST = (3, 11)


def _newer_python():
    """A Python on the path that is new enough, newest first; None if there is none."""
    for minor in range(14, OLDEST[1] - 1, -1):
        found = shutil.which("python3.%d" % minor)
        if found:
            return found
    return None


def _check_python():
    """This file still has to run on an old Python to say that it is too old."""
    if sys.version_info >= OLDEST:
        return
    newer = _newer_python()
    if newer and os.environ.get("C360_BOOTSTRAP_PYTHON") != newer:
        os.environ["C360_BOOTSTRAP_PYTHON"] = newer
        os.execv(newer, [newer] + sys.argv)
    sys.exit(
        "Python %d.%d is too old: Customer 360 needs 3.11 or newer. Install it (Debian 12 and "
        "Ubuntu 24.04 have it as python3; macOS: brew install python@3.13), or name one: "
        "make PYTHON=/path/to/python3 ..." % sys.version_info[:2]
    )


if __name__ == "__main__":
    _check_python()
    from checkout import main

    sys.exit(main())
