"""Sphinx configuration of the project's own help center; `bitext build` and `sphinx-build -c .` read it alike."""

project = "sphinx-bitext help"
author = "the sphinx-bitext authors"

extensions = ["sphinx_bitext"]
html_theme = "bitext"

# The deliveries lie in source/<locale>/, the catalogs here:
bitext_locale_dir = "locale"

# Written anew from the program by `make reference`, and too close to it to be translated:
bitext_english_only = ["reference/*"]
