"""`python -m sphinx_bitext` is `bitext`."""

from .cli import main

if __name__ == "__main__":
    main()
