"""`python -m sphinx_bitext` is the command `bitext`."""

from __future__ import annotations

from .cli import main

if __name__ == "__main__":
    main()
