"""Where the content of a tree begins: at a docset, at the top of a repository, or at what was given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from .candidates import DOCFX_CONFIG, PUBLISH_CONFIG, Candidates, File
from .docfx import NO_RULES, ConfigError, Rule, Rules, below, read_docsets, read_rules
from .result import Skip

_ABOUT = frozenset(
    {"readme", "license", "contributing", "security", "code_of_conduct", "thirdpartynotices", "changelog"}
)

NOT_IN_A_DOCSET = f"outside the folders that {PUBLISH_CONFIG} publishes"
ABOUT = "about the repository, not an article of it"


class Content(NamedTuple):
    """Where a file stands among the pages."""

    path: str
    """Below the content root."""
    group: str
    """The content root: files of one group may tell each other's locale."""
    locale: str | None
    """What the docset says of its locale."""
    left: str = ""
    """Why the repository does not publish the file; empty when it does."""


@dataclass(slots=True)
class _Docset:
    folder: str
    locale: str | None = None
    rules: Rules = NO_RULES


@dataclass(slots=True)
class Layout:
    """The repositories and docsets of a tree."""

    repositories: frozenset[str] = frozenset()
    publishing: set[str] = field(default_factory=set)
    """Repositories that name their docsets."""
    docsets: dict[str, _Docset] = field(default_factory=dict)
    reaching: list[_Docset] = field(default_factory=list)
    """Docsets whose rules name folders outside of them."""

    def content(self, file: File) -> Content:
        """Return where a file belongs."""
        if file.kind == "redirections":
            return self._redirections(file)
        folders = list(parents(file.name))
        docset = next((self.docsets[folder] for folder in folders if folder in self.docsets), None)
        reaching = next((found for found in self.reaching if found is not docset and _match(found, file)), None)
        if reaching is not None and (docset is None or not _match(docset, file)):
            docset = reaching
        if docset is not None:
            return _in_docset(docset, file)
        root = next((folder for folder in folders if folder in self.repositories), "")
        path = below(file.name, root) or file.name
        left = NOT_IN_A_DOCSET if root in self.publishing else ""
        if not left and root in self.repositories and _is_about(path):
            left = ABOUT
        return Content(path, root, None, left)

    def _redirections(self, file: File) -> Content:
        """Return the place of a list of redirections: it lies at the top of a repository and speaks for all of it."""
        folder, _, name = file.name.rpartition("/")
        locales = {docset.locale for docset in self.docsets.values() if _lies_in(docset.folder, folder)}
        return Content(name, folder, locales.pop() if len(locales) == 1 else None)


def read_layout(found: Candidates) -> Layout:
    """Read the configurations of a tree; what cannot be read is listed and not used."""
    layout = Layout(frozenset(found.repositories))
    configs = [file for file in found.files if file.kind == "config"]
    for file in configs:
        folder, _, name = file.name.rpartition("/")
        if name.lower() == PUBLISH_CONFIG:
            try:
                docsets = read_docsets(file.read(), folder)
            except ConfigError as error:
                found.skipped.append(Skip(file.shown, "its rules are not used", f" ({error})", withheld=True))
                continue
            layout.docsets.update((one.folder, _Docset(one.folder, one.locale)) for one in docsets)
            if docsets:
                layout.publishing.add(folder)
    for file in configs:
        folder, _, name = file.name.rpartition("/")
        if name.lower() == DOCFX_CONFIG and (folder in layout.docsets or not _is_governed(layout, folder)):
            try:
                rules = read_rules(file.read(), folder)
            except ConfigError as error:
                found.skipped.append(Skip(file.shown, "its rules are not used", f" ({error})", withheld=True))
                continue
            docset = layout.docsets.setdefault(folder, _Docset(folder))
            docset.rules = rules
            if not all(_lies_in(one.base, folder) for one in (*(rules.content or ()), *(rules.resource or ()))):
                layout.reaching.append(docset)
    return layout


def _is_governed(layout: Layout, folder: str) -> bool:
    """Say whether the docsets of the repository that a folder lies in are named."""
    return any(parent in layout.publishing for parent in parents(f"{folder}/x" if folder else "x"))


def _lies_in(folder: str, other: str) -> bool:
    return not other or folder == other or below(folder, other) is not None


def parents(name: str) -> Iterator[str]:
    """Yield the folders of a path, the innermost first, the top as an empty text last."""
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name
    yield ""


def _is_about(path: str) -> bool:
    return "/" not in path and path.rpartition(".")[0].lower().replace("-", "_") in _ABOUT


def _rules(docset: _Docset, file: File) -> tuple[Rule, ...] | None:
    return docset.rules.resource if file.kind == "asset" else docset.rules.content


def _match(docset: _Docset, file: File) -> Rule | None:
    """Return the first rule that takes a file."""
    for rule in _rules(docset, file) or ():
        path = rule.below(file.name)
        if path is not None and rule.files.match(path) and not rule.exclude.match(path):
            return rule
    return None


def _in_docset(docset: _Docset, file: File) -> Content:
    rules = _rules(docset, file)
    taken = _match(docset, file)
    # A file that no rule takes may still be included by one that is: it stands where its folder stands.
    near = taken or next((rule for rule in rules or () if rule.below(file.name) is not None), None)
    if near is None:
        path = below(file.name, docset.folder) or file.name
    else:
        path = "/".join(part for part in (near.dest, near.below(file.name) or "") if part)
    left = ""
    if rules is None:
        left = ABOUT if _is_about(path) else ""
    elif taken is None:
        left = f"left out by {docset.folder}/{DOCFX_CONFIG}" if docset.folder else f"left out by {DOCFX_CONFIG}"
    return Content(path, docset.folder, docset.locale, left)
