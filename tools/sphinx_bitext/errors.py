"""Wrong USE of the program. Bad articles and catalogs never raise these: they become findings."""

from __future__ import annotations


class BitextError(Exception):
    """Base of all errors; the message is one line for the person at the command line."""

    exit_code = 2


class UsageError(BitextError):
    """A wrong option, a bad setting, an unknown locale, a folder that does not exist. Exit code 2."""


class StorageError(BitextError):
    """A file that cannot be read or written, a full disk, a lock held by another run. Exit code 4."""

    exit_code = 4


class PublishError(BitextError):
    """Sphinx or a process that builds pages stopped: a locale could not be published. Exit code 3."""

    exit_code = 3
