"""A load in a process of its own, killed at a moment that its words name."""

import os
import signal
import subprocess
import sys
from datetime import date

from django.conf import settings

from c360.nightly.tests.small_bank import SmallBank

KILLED = """
import sys
from pathlib import Path
from datetime import date
import django
django.setup()
from django.conf import settings
folder = Path(sys.argv[1])
settings.C360_BANKS_DIR, settings.C360_BANK = folder / "banks", "small"
settings.C360_DATA, settings.RUN_DIR = str(folder / "warehouse"), folder / "run"
settings.C360_MODULES = sys.argv[3:]
from c360.nightly import run
run.load(date.fromisoformat(sys.argv[2]))
"""


def kill_at(bank: SmallBank, as_of: date, moment: str) -> None:
    """Load a day in a process of its own, killed when it says `moment`."""
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(bank.folder), str(as_of), *settings.C360_MODULES],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "c360.config.settings"},
    )
    assert process.stderr is not None
    for line in process.stderr:
        if moment in line:
            process.send_signal(signal.SIGKILL)
            break
    process.wait()
    process.stderr.close()
