"""Where the packaged program begins."""

import sys

from desktop.cli import main

sys.exit(main())
