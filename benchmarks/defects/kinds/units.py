"""Units that are missing, extra, twice, elsewhere or damaged."""

from __future__ import annotations

from random import Random

from sphinx_bitext.model import Severity, Span, Unit

from ..base import Edit, Injection, Kind, Site


def _only(site: Site, *edits: Edit) -> Injection:
    return Injection(edits, frozenset({site.unit.id.unit}))


def _file(site: Site, unit: Unit) -> str:
    return site.article.text[unit.place.start : unit.place.end]


def missing(site: Site, chance: Random) -> Injection | None:
    """Take a unit out; where paragraphs are translated as a whole, its absence says nothing."""
    del chance
    if not site.is_witnessed or any(unit.id.is_paragraph for unit in site.article.units):
        return None
    return _only(site, Edit(site.unit.place, ""))


def extra(site: Site, chance: Random) -> Injection | None:
    """Put a sentence of another article behind, under a number that is free."""
    del chance
    units = site.article.units
    number = site.unit.id.number + 1
    free = site.index + 1 == len(units) or units[site.index + 1].id.number > number
    free = free and not any(unit.id.unit == str(number) for one in site.others for unit in one.target.units)
    if site.donor is None or not site.is_witnessed or site.unit.id.is_paragraph or not free:
        return None
    name = f"{site.unit.id.prefix}-{number}"
    end = site.unit.place.end
    text = (
        f' <span data-ttu-id="{name}">{site.donor.target.strip()}</span>'
        f'<span class="sxs-lookup"><span data-stu-id="{name}">{site.donor.source.strip()}</span></span>'
    )
    return Injection((Edit(Span(end, end), text),), frozenset({str(number)}))


def duplicate(site: Site, chance: Random) -> Injection | None:
    """Put a unit there twice."""
    del chance
    end = site.unit.place.end
    return _only(site, Edit(Span(end, end), f" {_file(site, site.unit)}"))


def reordered(site: Site, chance: Random) -> Injection | None:
    """Let two units change places."""
    del chance
    if site.index + 1 == len(site.article.units):
        return None
    one, two = site.article.units[site.index : site.index + 2]
    if one.id.is_paragraph != two.id.is_paragraph:
        return None
    edits = (Edit(one.place, _file(site, two)), Edit(two.place, _file(site, one)))
    return Injection(edits, frozenset({one.id.unit, two.id.unit}))


def malformed(site: Site, chance: Random) -> Injection | None:
    """Damage the quotes of a marker, all or half of them, or lose the end of one."""
    unit, name = _file(site, site.unit), str(site.unit.id)
    damaged = chance.choice(
        (
            unit.replace(f'"{name}"', f"&quot;{name}&quot;"),
            unit.replace(f'"{name}"', f'&quot;{name}"', 1),
            unit.replace('</span><span class="sxs-lookup">', '<span class="sxs-lookup">', 1),
        )
    )
    return _only(site, Edit(site.unit.place, damaged))


KINDS = (
    Kind("unit-missing", "a unit is missing", Severity.ERROR, ("missing-*",), missing,
         ("untranslated", "short", "sentencecount"), clean=False, structural=True),
    Kind("unit-extra", "a unit that no other locale has", Severity.WARNING, ("extra-*",), extra,
         ("long", "sentencecount"), clean=False, structural=True),
    Kind("unit-duplicate", "a unit stands there twice", Severity.ERROR, ("duplicate-*",), duplicate,
         ("long", "doublewords", "sentencecount"), clean=False, structural=True),
    Kind("unit-reordered", "two units have changed places", Severity.WARNING, ("unit-order", "*order*"), reordered,
         (), clean=False, structural=True),
    Kind("unit-malformed", "the markers of a unit are damaged", Severity.ERROR, ("malformed-*",), malformed,
         ("xmltags",), clean=False, structural=True),
)  # fmt: skip
