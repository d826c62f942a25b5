"""Runtime hook: an empty module in place of ``PySide6.QtOpenGL``, which is not in the package.

pyqtgraph imports it by name, and uses it only for plots that are drawn with OpenGL. This program
has none.
"""

import sys
from types import ModuleType

sys.modules["PySide6.QtOpenGL"] = ModuleType("PySide6.QtOpenGL")
