"""A pack: deliveries in both of their forms, and sometimes the true English, laid out as README.md says."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from sphinx_bitext.locales import parse_tag
from sphinx_bitext.markup.article import decode, parse_article
from sphinx_bitext.model import Article

FORMS = ("sxs", "live")
"""Folders of a section that hold deliveries: with spans, and clean."""


class Delivery(NamedTuple):
    """One translated article, its files as they are."""

    locale: str
    path: str
    """Below the folder of its form, with `/`."""
    sxs: bytes
    live: bytes | None

    @property
    def text(self) -> str:
        """The delivery with spans."""
        return decode(self.sxs)

    @property
    def clean(self) -> str | None:
        """The clean delivery, where the pack has it."""
        return None if self.live is None else decode(self.live)

    @property
    def article(self) -> Article:
        """The delivery with spans, parsed."""
        return parse_article(self.text, path=self.path, locale=self.locale)


@dataclass(frozen=True)
class Section:
    """One locale of one product."""

    locale: str
    folder: Path
    paths: tuple[str, ...]
    """Of the deliveries with spans that take part, sorted."""

    def read(self, path: str) -> Delivery:
        """Read one delivery; OSError when it cannot be read."""
        live = self.folder / "live" / path
        return Delivery(self.locale, path, self.file(path).read_bytes(), live.read_bytes() if live.is_file() else None)

    def file(self, path: str) -> Path:
        """Return the file with spans."""
        return self.folder / "sxs" / path

    def __iter__(self) -> Iterator[Delivery]:
        return (self.read(path) for path in self.paths)

    def english(self, path: str) -> str | None:
        """Return the true English of an article, where the pack has it."""
        file = self.folder / "english" / path
        return decode(file.read_bytes()) if file.is_file() else None


@dataclass(frozen=True)
class Product:
    """All locales of one product."""

    name: str
    main: bool
    """Whether it lies at the top of the pack, not under `other/`."""
    sections: tuple[Section, ...]

    def __iter__(self) -> Iterator[Delivery]:
        """Yield all deliveries, one file in memory at a time."""
        return (delivery for section in self.sections for delivery in section)

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The paths of all locales."""
        return tuple(sorted({path for section in self.sections for path in section.paths}))

    def by_path(self) -> Iterator[tuple[str, list[Delivery]]]:
        """Yield each path with its deliveries of all locales, sorted by locale."""
        having = [(section, frozenset(section.paths)) for section in self.sections]
        for path in self.paths:
            yield path, [section.read(path) for section, paths in having if path in paths]

    def english(self, path: str) -> str | None:
        """Return the true English of a path, from whichever locale's folder has it."""
        return next((text for section in self.sections if (text := section.english(path)) is not None), None)


def read_pack(folder: Path, *, locales: Sequence[str] = (), every: int = 1) -> tuple[Product, ...]:
    """Return the products of a pack, the main one first.

    `locales` keeps these alone (all when empty), `every` each `every`-th path of a product, the same in all locales.
    """
    wanted = {locale.lower() for locale in locales}
    found: list[tuple[str, bool, Path, str]] = []
    for one, name, tag in (*_main_folders(folder), *_other_folders(folder / "other")):
        locale = tag or _content_locale(one) or one.name
        if not wanted or locale.lower() in wanted:
            found.append((name, not name, one, locale))
    title = _main_name(folder)
    products = []
    for name, main in dict.fromkeys((name, main) for name, main, _, _ in found):
        folders = [(locale, one) for other, _, one, locale in found if other == name]
        listed = {one: _markdown(one / "sxs") for _, one in folders}
        kept = frozenset(sorted({path for paths in listed.values() for path in paths})[::every])
        sections = (
            Section(locale, one, tuple(path for path in listed[one] if path in kept)) for locale, one in folders
        )
        products.append(Product(name or title, main, tuple(section for section in sections if section.paths)))
    return tuple(product for product in products if product.sections)


def _main_folders(folder: Path) -> Iterator[tuple[Path, str, str | None]]:
    """Yield (folder, "", locale if its name is one) of the product at the top."""
    for one in _sections(folder):
        if one.name != "other":
            tag = parse_tag(one.name)
            yield one, "", str(tag) if tag else None


def _other_folders(folder: Path) -> Iterator[tuple[Path, str, str | None]]:
    """Yield (folder, product, locale if its name ends in one) of the other products."""
    for one in _sections(folder):
        product, _, locale = one.name.rpartition(".")
        tag = parse_tag(locale) if product else None
        yield one, product if tag else one.name, str(tag) if tag else None


def _sections(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(one for one in folder.iterdir() if any((one / form).is_dir() for form in FORMS))


def _markdown(folder: Path) -> tuple[str, ...]:
    files = folder.rglob("*.md") if folder.is_dir() else ()
    return tuple(sorted(file.relative_to(folder).as_posix() for file in files if file.is_file()))


def _content_locale(folder: Path) -> str | None:
    """Return what the first delivery that names its locale says."""
    for path in _markdown(folder / "sxs"):
        text = decode((folder / "sxs" / path).read_bytes())
        named = parse_article(text, path=path, locale="und").metadata.content_locale
        if named and parse_tag(named):
            return str(parse_tag(named))
    return None


def _main_name(folder: Path) -> str:
    """Return the name that a manifest gives to most of the articles that are not under `other/`, else `main`."""
    try:
        entries = json.loads((folder / "manifest.json").read_bytes())["articles"]
        others = {product for _, product, _ in _other_folders(folder / "other")}
        names = Counter(entry["product"] for entry in entries if entry["product"] not in others)
        return str(names.most_common(1)[0][0])
    except (OSError, ValueError, LookupError, TypeError):
        return "main"
