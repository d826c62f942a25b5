"""packaging/ is not a Python package, so its folder is added to the path."""

import sys
from pathlib import Path

FOLDER = str(Path(__file__).resolve().parent.parent.parent / "packaging")
if FOLDER not in sys.path:
    sys.path.insert(0, FOLDER)
