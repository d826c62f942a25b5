"""Entry point of the packaged program."""

import sys

if any("multiprocessing" in argument for argument in sys.argv[1:]):
    # A process of `predict --jobs`; it ends in here.
    from multiprocessing import freeze_support

    freeze_support()

from desktop.cli import main

sys.exit(main())
