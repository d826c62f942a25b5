"""Entry point of the packaged program."""

import sys

from desktop.cli import main

sys.exit(main())
