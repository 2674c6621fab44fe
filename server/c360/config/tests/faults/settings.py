"""The product's settings for the bank of these tests, whose mapping they write themselves."""

import os
from pathlib import Path

from c360.config.settings import *  # noqa: F403 (all of them, but for the bank)

C360_BANKS_DIR = Path(os.environ["C360_TEST_BANKS"])
C360_BANK = "small"
