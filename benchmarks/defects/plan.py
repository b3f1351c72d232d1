"""Which sentences get a defect: as many in each locale, the same ones whenever the seed is the same."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from .base import Injection, Kind, Site
from .sample import Key, Project, Sample

_ROUNDS = 4
"""How often a sentence may be tried: a rare kind is put into it in several ways."""
_UNITS_A_DEFECT = 20
"""A long article takes one defect in so many sentences at a time."""
_APART = 8


class Shot(NamedTuple):
    """A defect and where it goes."""

    project: Project
    site: Site
    injection: Injection

    @property
    def key(self) -> Key:
        """The article."""
        return (self.site.article.path, self.site.article.locale)


def choose(sample: Sample, kind: Kind, count: int, seed: int) -> list[Shot]:
    """Return up to `count` shots, from each locale in turn; where a locale has no more, the others give more."""
    sources = [_shots(sample, kind, locale, seed) for locale in sample.locales]
    found: list[Shot] = []
    while sources and len(found) < count:
        for source in list(sources):
            shot = next(source, None)
            if shot is None:
                sources.remove(source)
            elif len(found) < count:
                found.append(shot)
    return found


def _shots(sample: Sample, kind: Kind, locale: str, seed: int) -> Iterator[Shot]:
    sites = sample.sites[locale] if kind.level == "sentence" else list(_articles(sample, locale))
    Random(f"{seed} {kind.key} {locale}").shuffle(sites := list(sites))
    seen: set[tuple[str, str, Injection]] = set()
    fitting = sites
    for number in range(_ROUNDS):
        tried, fitting = fitting, []
        for project, site in tried:
            path = site.article.path
            chance = Random(f"{seed} {kind.key} {project.name} {locale} {path} {site.index} {number}")
            donors = sample.donors[project.name, locale]
            donor_path, donor = chance.choice(donors) if donors else ("", None)
            whole = dataclasses.replace(site, donor=donor if donor_path != path else None)
            injection = kind.inject(whole, chance)
            if injection is None:
                continue
            fitting.append((project, site))
            if (project.name, path, injection) not in seen:
                seen.add((project.name, path, injection))
                yield Shot(project, whole, injection)


def _articles(sample: Sample, locale: str) -> Iterator[tuple[Project, Site]]:
    """Yield the articles that no finding speaks of as a whole, each with its first clean sentence."""
    done: set[tuple[str, str]] = set()
    for project, site in sample.sites[locale]:
        key = (site.article.path, locale)
        if (project.name, site.article.path) not in done:
            done.add((project.name, site.article.path))
            if all(finding.unit is not None for finding in project.findings[key]):
                yield project, site


def passes(shots: Sequence[Shot], *, few: bool) -> Iterator[list[Shot]]:
    """Yield the shots in groups that can be measured at once without one bearing on the other.

    No sentence is hit in two locales at once. `few`: less than half of the locales of an article are touched.
    """
    left = list(shots)
    while left:
        taken: list[Shot] = []
        indices: defaultdict[tuple[str, Key], list[int]] = defaultdict(list)
        units: set[tuple[str, str, str]] = set()
        locales: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        rest: list[Shot] = []
        for shot in left:
            if _fits(shot, indices, units, locales, few=few):
                path, locale = shot.key
                taken.append(shot)
                indices[shot.project.name, shot.key].append(shot.site.index)
                units |= {(shot.project.name, path, unit) for unit in shot.injection.units}
                locales[shot.project.name, path].add(locale)
            else:
                rest.append(shot)
        yield taken
        left = rest


def _fits(
    shot: Shot,
    indices: dict[tuple[str, Key], list[int]],
    units: set[tuple[str, str, str]],
    locales: dict[tuple[str, str], set[str]],
    *,
    few: bool,
) -> bool:
    name, (path, locale) = shot.project.name, shot.key
    used = indices.get((name, shot.key), [])
    length = len(shot.site.article.units)
    if used and (not shot.injection.units or len(used) > length // _UNITS_A_DEFECT):
        return False
    if any(abs(index - shot.site.index) < _APART for index in used):
        return False
    touched = locales.get((name, path), set())
    most = max(1, (len(shot.site.others)) // 2) if few else len(shot.site.others) + 1
    if locale not in touched and len(touched) >= most:
        return False
    return not any((name, path, unit) in units for unit in shot.injection.units)
