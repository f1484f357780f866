"""`python -m usseg`: the command line."""

import sys

from usseg.cli import main

if __name__ == "__main__":
    sys.exit(main())
