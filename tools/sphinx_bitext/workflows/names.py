"""The map of names (uids) that links by name lead to: a file that other documentation publishes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import yaml

from ..errors import UsageError
from ..markup.dialect.xref import Target, read_map
from ..store import MAX_CATALOG, read_text

_Loader: type[yaml.CSafeLoader] | type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_names(path: Path) -> Mapping[str, Target]:
    """Return the names of an xrefmap in JSON (`.json`) or YAML; UsageError when it cannot be read."""
    if not path.is_file():
        raise UsageError(f"{path}: the setting `xref_map` names no file")
    if path.stat().st_size > MAX_CATALOG:
        raise UsageError(f"{path}: larger than {MAX_CATALOG} bytes")
    try:
        text = read_text(path)
        table = json.loads(text) if path.suffix.lower() == ".json" else yaml.load(text, Loader=_Loader)
    except (ValueError, RecursionError, yaml.YAMLError) as error:
        said = " ".join(str(error).split())
        raise UsageError(f"{path}: not a map of names: {said[:200]}") from error
    return read_map(table)
