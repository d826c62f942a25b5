"""What lies in packaging/ are programs, not a package: they find each other in their own folder."""

import sys
from pathlib import Path

FOLDER = str(Path(__file__).resolve().parent.parent.parent / "packaging")
if FOLDER not in sys.path:
    sys.path.insert(0, FOLDER)
