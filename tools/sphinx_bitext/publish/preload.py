"""What every locale's process needs and takes long to import; named where it costs nothing to know it."""

PRELOAD = (
    "sphinx.application",
    "sphinx.builders.html",
    "sphinx_bitext.publish.connect",
    "sphinx_bitext.publish.libraries",
)
