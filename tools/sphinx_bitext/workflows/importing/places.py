"""Where each file goes: its locale, and its path below the folder of the locale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import PurePosixPath
from typing import NamedTuple

from ...alignment.english import SOURCE_LOCALE
from ...locales import canonical_tag, is_known_locale, parse_tag
from .candidates import Candidates, File
from .deliveries import Delivery, included_by
from .layout import ABOUT, Content, parents, read_layout
from .names import settled, trouble_with
from .result import Skip

UNKNOWN_LOCALE = "its locale is not known: no ms.contentlocale, no locale in its path; --locale states it"
NO_LOCALE = "its locale is not known: its ms.contentlocale is none"
OTHER_LOCALE = "of another locale than --locale states"


class Placed(NamedTuple):
    """A file and where it goes."""

    file: File
    locale: str
    """BCP 47 tag."""
    path: str
    """Below the folder of the locale."""
    delivery: Delivery | None
    """None for what is no article."""


class Places:
    """Finds the places of the files that came together."""

    def __init__(self, found: Candidates, deliveries: Iterable[Delivery], stated: str | None) -> None:
        self._title = canonical_tag(found.title) if is_known_locale(found.title) else None
        self._stated = stated
        self._layout = read_layout(found)
        self._deliveries = {delivery.file.name: delivery for delivery in deliveries if delivery.file.name}
        self._locales = _locales_by_folder(self._deliveries.values())
        self._contents = {name: self._layout.content(delivery.file) for name, delivery in self._deliveries.items()}
        self._included = _included(self._contents, self._deliveries)

    def place(self, file: File, delivery: Delivery | None) -> Placed | Skip:
        """Return where a file goes, or why it is left."""
        content = self._contents.get(file.name) or self._layout.content(file)
        named = delivery.named if delivery else None
        if content.left and file.name not in self._included and not (content.left == ABOUT and named):
            return Skip(file.shown, content.left)
        if named and delivery and delivery.locale is None:
            return Skip(file.shown, NO_LOCALE, f" ({named})", withheld=True)
        known = (delivery.locale if delivery else None) or _locale_in(file.name)
        if known and self._stated and known != self._stated:
            return Skip(file.shown, OTHER_LOCALE, f" ({known})", withheld=delivery is not None)
        locale = known or self._stated or self._said_around(content)
        if locale is None and not (delivery and delivery.undelivered):
            locale = self._usual(file, content, shared=file.kind == "asset")
        if locale is None:
            return Skip(file.shown, UNKNOWN_LOCALE, withheld=delivery is not None)
        path = settled((delivery.lone_name if delivery else "") or _below_locale(content.path, locale))
        trouble = trouble_with(path)
        return Skip(file.shown, trouble, withheld=True) if trouble else Placed(file, locale, path, delivery)

    def _said_around(self, content: Content) -> str | None:
        """Return the locale that the docset names, or the folder that was given is named after."""
        if content.locale and parse_tag(content.locale):
            return canonical_tag(content.locale)
        return self._title

    def _usual(self, file: File, content: Content, *, shared: bool) -> str | None:
        """Return the locale of the articles that lie with a file, in the nearest folder where one names its own."""
        for folder in _up_to(file.name, content.group):
            around = self._locales.get(folder, Counter())
            named = {locale for locale in around if locale}
            if len(named) > 1:
                # An image that several locales use is found in English by all of them.
                return SOURCE_LOCALE if shared else None
            if named and (shared or 2 * around[""] <= around.total()):
                return named.pop()
        return None


def _locales_by_folder(deliveries: Iterable[Delivery]) -> dict[str, Counter[str]]:
    """Count the locales that the articles below each folder name; an empty text stands for none."""
    found: dict[str, Counter[str]] = {}
    for delivery in deliveries:
        locale = delivery.locale or _locale_in(delivery.file.name) or ""
        for folder in parents(delivery.file.name):
            found.setdefault(folder, Counter())[locale] += 1
    return found


def _included(contents: Mapping[str, Content], deliveries: Mapping[str, Delivery]) -> set[str]:
    """Return the paths of what articles include, by way of other includes too; what is left out includes nothing."""
    pending = [name for name, content in contents.items() if not content.left]
    found: set[str] = set()
    while pending:
        name = pending.pop()
        targets = included_by(deliveries[name], contents[name].group)
        new = {path for path in targets if path in deliveries} - found
        found |= new
        pending += [path for path in new if contents[path].left]
    return found


def _up_to(name: str, group: str) -> Iterator[str]:
    for folder in parents(name):
        yield folder
        if folder == group:
            return


def _locale_in(name: str) -> str | None:
    """Return the locale that a folder of a path is named after."""
    folders = PurePosixPath(name).parts[:-1]
    return next((canonical_tag(part) for part in folders if is_known_locale(part)), None)


def _below_locale(path: str, locale: str) -> str:
    """Return what follows the folder of the locale in a path: `docs/sv-se` or `docs.sv-se`; all of it without one."""
    parts = PurePosixPath(path).parts
    whole = (index for index, part in enumerate(parts[:-1]) if _is_tag(part, locale))
    ending = (index for index, part in enumerate(parts[:-1]) if _is_tag(part.rpartition(".")[2], locale))
    index = next(chain(whole, ending), None)
    return path if index is None else "/".join(parts[index + 1 :])


def _is_tag(text: str, locale: str) -> bool:
    tag = parse_tag(text)
    return tag is not None and str(tag) == locale
