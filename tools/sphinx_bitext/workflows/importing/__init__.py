"""Deliveries from wherever they lie into `source/<locale>/`: files, folders, repository checkouts, archives."""

from .result import Imported, Skip
from .run import import_paths

__all__ = ["Imported", "Skip", "import_paths"]
