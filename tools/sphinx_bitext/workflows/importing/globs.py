r"""The globs of docfx: `**`, `*`, `?`, `[ab]`, `{a,b}`, `!` before and `\` inside; letter case does not matter.

Names that begin with a dot match only what begins with a dot as well. Matching takes time that is bounded by the
number of folders times the number of parts, whatever the pattern.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Iterable, Sequence

_GROUP_RE = re.compile(r"\{([^{}]*)\}")
_ESCAPE_RE = re.compile(r"\\(.)")
_MAX_VARIANTS = 256
"""Patterns that the braces of one pattern may stand for; more of them match nothing."""

_Part = Callable[[str], object] | None
"""Matches one name; None is `**`, any number of folders."""


class Globs:
    """A list of patterns."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._globs = [_compiled(pattern) for pattern in patterns]

    def match(self, path: str) -> bool:
        """Say whether any of the patterns matches a path with `/`."""
        names = path.split("/")
        return any(any(_fits(names, glob) for glob in globs) is not negated for globs, negated in self._globs)


def _compiled(pattern: str) -> tuple[list[list[_Part]], bool]:
    bare = pattern.lstrip("!")
    return [_parts(variant) for variant in _variants(bare)], (len(pattern) - len(bare)) % 2 == 1


def _variants(pattern: str) -> list[str]:
    """Return what the braces stand for, the innermost first, so that groups may stand inside groups."""
    done: list[str] = []
    pending = [pattern]
    while pending:
        if len(done) + len(pending) > _MAX_VARIANTS:
            return []
        current = pending.pop()
        group = _GROUP_RE.search(current)
        if group is None:
            done.append(current)
            continue
        choices = group.group(1).split(",")
        pending += [current[: group.start()] + choice + current[group.end() :] for choice in choices]
    return list(dict.fromkeys(done))


def _parts(pattern: str) -> list[_Part]:
    """Return one matcher a name: `**.md` is `**/*.md`, and `a/` is all that lies below `a`."""
    written = [part for part in pattern.split("/") if part not in ("", ".")]
    if pattern.endswith("/"):
        written.append("**")
    parts: list[_Part] = []
    for part in written:
        if part.startswith("**"):
            if not parts or parts[-1] is not None:
                parts.append(None)
            rest = part.lstrip("*")
            parts += [_name("*" + rest)] if rest else []
        else:
            parts.append(_name(part))
    return [*parts, _name("*")] if parts and parts[-1] is None else parts


def _name(part: str) -> Callable[[str], object]:
    hidden = part.startswith((".", "\\."))
    escaped = _ESCAPE_RE.sub(lambda match: f"[{match[1]}]" if match[1] in "*?[" else match[1], part)
    found = re.compile(fnmatch.translate(escaped), re.IGNORECASE).match
    return lambda name: hidden is name.startswith(".") and found(name)


def _fits(names: Sequence[str], parts: Sequence[_Part]) -> bool:
    """Match from the left; where it fails, let the last `**` take one folder more."""
    name = part = 0
    star, taken = -1, 0
    while name < len(names):
        matches = parts[part] if part < len(parts) else None
        if part < len(parts) and matches is None:
            star, taken = part, name
            part += 1
        elif matches is not None and matches(names[name]):
            name, part = name + 1, part + 1
        elif star >= 0 and not names[taken].startswith("."):
            taken += 1
            name, part = taken, star + 1
        else:
            return False
    return part == len(parts)
