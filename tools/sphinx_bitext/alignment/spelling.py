"""How a corpus spells its front matter, learnt from the articles whose English is proven.

A delivery re-serialises the YAML: needless quotes go, list items that look like numbers get some, trailing blanks and
blank lines vanish. The English file had them, and its hash is over every byte. So each line is given all the spellings
that YAML reads alike, each at a price: how much rarer it is than the usual one. Nothing of any product is written here.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..markup.front_matter import DELIVERY_KEYS, front_matter_place, split_line
from ..model import Article
from .habits import Habits, Option, combine, price, ranked

TRANSLATED_KEYS = ("title", "description", "keywords")

_QUOTES = {"plain": 0.85, "double": 0.1, "single": 0.05}
_TITLE_QUOTES = {"double": 0.5, "plain": 0.4, "single": 0.1}
_ITEM_QUOTES = {"plain": 0.6, "double": 0.3, "single": 0.1}
_FORMS = {"- ": 0.55, "  - ": 0.35, "[, ]": 0.07, "[,]": 0.02, "    - ": 0.01}
_BLANKS = {"": 0.97, " ": 0.02, "\n": 0.004, "  ": 0.003, "\t": 0.003}
_OPENINGS = {"": 0.7, " ": 0.27, "\n": 0.01, "  ": 0.01, "\t": 0.01}
"""What stands behind a key whose value is a list on the next lines."""
_GAPS = {"\n": 0.6, "": 0.35, "\n\n": 0.05}
_BOM = 0.005
_SLIPS = 0.2
_SLIPS_OF_OPENINGS = dict.fromkeys(_OPENINGS, 0.01)

_KEY_RE = re.compile(r"([A-Za-z_][\w.\-]*):(?:[ \t]+(?=\S))?(.*)")
_ITEM_RE = re.compile(r"([ \t]*- +)(.*)")
# What YAML reads as something else than this text, or not at all, when no quotes stand around it.
_UNPLAIN_RE = re.compile(r"[\[\]{},#&*!|>'\"%@`]|[-?:](?:\s|$)|.*(?::(?:\s|$)|\s#)")


class Field(NamedTuple):
    """A key of the front matter with its value or its list, or lines that are taken as they are."""

    key: str
    value: str
    as_is: bool = True
    """Whether the delivery writes the value without quotes."""
    items: tuple[str, ...] = ()


def english_fields(delivery: Article) -> tuple[Field, ...]:
    """Return the front matter of a delivery without the delivery's own keys; quotes are taken off."""
    fields: list[Field] = []
    skipped = False
    for raw in delivery.metadata.raw.splitlines():
        key, value = split_line(raw)
        if key is not None:
            skipped = key in DELIVERY_KEYS
            if not skipped:
                fields.append(Field(key, _bare(value), value == _bare(value)))
        elif skipped:
            continue
        elif raw.lstrip().startswith("- ") and fields and not fields[-1].value and fields[-1].key:
            fields[-1] = fields[-1]._replace(items=(*fields[-1].items, _bare(raw.lstrip()[2:])))
        else:
            fields.append(Field("", raw.rstrip()))
    return tuple(fields)


class ListStyle(NamedTuple):
    """How all the lists of a file are written whose keys no proven file has."""

    cost: int
    form: str
    quotes: str
    opening: str


def spell_front_matter(
    fields: Sequence[Field], habits: Habits, texts: Mapping[str, Sequence[Option]], label: int, limit: int
) -> Iterator[Option]:
    """Yield the ways to write front matter that cost `limit` or less, the usual one first.

    `texts` are what the translated keys may say in English; nothing is known of one of them, nothing is yielded. What
    is not written as usual gets `label`.
    """
    for style in _list_styles(fields, habits):
        left = limit - style.cost
        dimensions = _dimensions(fields, habits, texts, label, left, style) if left >= 0 else []
        if dimensions:
            more = label if style.cost else 0
            yield from (
                Option(option.cost + style.cost, option.text, option.label | more)
                for option in combine(dimensions, left)
            )


def _list_styles(fields: Sequence[Field], habits: Habits) -> list[ListStyle]:
    """Return the styles of lists, the usual one first; only that one where no list needs it."""
    forms = habits.costs("[] form", _FORMS)
    quotes = habits.costs("[] quotes", _ITEM_QUOTES)
    openings = habits.costs("opening", _OPENINGS, noise=_SLIPS)
    choices: Sequence[Iterable[str]] = (forms, quotes, ("", " "))
    if not any(one.items and _is_new(one, habits) for one in fields):
        costs = (forms, quotes, openings)
        choices = [[min((cost[name], name) for name in names)[1]] for cost, names in zip(costs, choices, strict=True)]
    return sorted(
        ListStyle(forms[form] + quotes[style] + openings[opening], form, style, opening)
        for form, style, opening in itertools.product(*choices)
    )


def _is_new(one: Field, habits: Habits) -> bool:
    return f"{one.key}[] form" not in habits.seen


def _dimensions(
    fields: Sequence[Field],
    habits: Habits,
    texts: Mapping[str, Sequence[Option]],
    label: int,
    limit: int,
    style: ListStyle,
) -> list[list[Option]]:
    found = [[Option(0, "---\n"), Option(price(_BOM), "\ufeff---\n", label)]]
    for one in fields:
        values = texts.get(one.key, ()) if one.key in TRANSLATED_KEYS else (Option(0, one.value),)
        if not values:
            return []
        if one.items:
            make = functools.partial(_spell_list, one, habits, label, limit, style)
        else:
            make = functools.partial(_spell_scalar, one, values, habits, label, limit)
        found.append(habits.spelt((one, label, limit, style if one.items else tuple(values)), make))
    gaps = habits.costs("gap", _GAPS)
    return [*found, _suffixed("---\n", gaps, label)]


def _suffixed(text: str, endings: Mapping[str, int], label: int, line_end: str = "") -> list[Option]:
    return ranked(Option(cost, f"{text}{end}{line_end}", label if cost else 0) for end, cost in endings.items())


def _spell_scalar(one: Field, values: Sequence[Option], habits: Habits, label: int, limit: int) -> list[Option]:
    blanks = habits.costs(f"{one.key} blank", _BLANKS, "blank", _SLIPS)
    if not one.key:
        return _suffixed(one.value, blanks, label, "\n")
    expected = _TITLE_QUOTES if one.key in TRANSLATED_KEYS else _QUOTES
    quotes = habits.costs(f"{one.key} quotes", expected, "" if one.key in TRANSLATED_KEYS else "quotes")
    found: list[Option] = []
    for value in values:
        if value.cost > limit and found:
            break
        spellings = quoted(value.text, as_is=one.as_is)
        usual = min(quotes[name] for name in spellings)
        for name, written in spellings.items():
            for blank, cost in blanks.items():
                more = quotes[name] - usual + cost
                if value.cost + more <= limit:
                    text = f"{one.key}: {written}{blank}\n" if written else f"{one.key}:{blank}\n"
                    found.append(Option(value.cost + more, text, value.label | (label if more else 0)))
    return ranked(found)


def _spell_list(one: Field, habits: Habits, label: int, limit: int, file_style: ListStyle) -> list[Option]:
    """Return how a list may be written: all items in one style, each with or without a blank behind it."""
    name = f"{one.key}[]"
    forms, quotes = {file_style.form: 0}, {file_style.quotes: 0}
    opening = habits.costs(f"{one.key} blank", {**_SLIPS_OF_OPENINGS, file_style.opening: 1.0}, noise=_SLIPS)
    if not _is_new(one, habits):
        forms = habits.costs(f"{name} form", _FORMS, "[] form")
        quotes = habits.costs(f"{name} quotes", _ITEM_QUOTES, "[] quotes")
        opening = habits.costs(f"{one.key} blank", _OPENINGS, "opening", _SLIPS)
    blanks = habits.costs(f"{name} blank", _BLANKS, "blank", _SLIPS)
    found: list[Option] = []
    for form, form_cost in forms.items():
        for style, style_cost in quotes.items():
            spent = form_cost + style_cost
            if spent > limit:
                continue
            items = [_item(item, style) for item in one.items]
            if form.startswith("["):
                dimensions = [_suffixed(f"{one.key}: [{form[1:-1].join(items)}]", opening, label, "\n")]
            else:
                dimensions = [_suffixed(f"{one.key}:", opening, label, "\n")]
                dimensions += [_suffixed(f"{form}{item}", blanks, label, "\n") for item in items]
            found += [
                Option(option.cost + spent, option.text, option.label | (label if spent else 0))
                for option in combine(dimensions, limit - spent)
            ]
    return ranked(found)


def _item(text: str, style: str) -> str:
    spellings = quoted(text)
    return spellings.get(style) or spellings.get("double") or text


@functools.lru_cache(maxsize=4096)
def quoted(text: str, *, as_is: bool = False) -> Mapping[str, str]:
    """Return the spellings of a scalar by their name; `plain` only where YAML reads the same text, or for `as_is`."""
    double = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    single = "'" + text.replace("'", "''") + "'"
    found = {"double": double, "single": single}
    return found if text and not as_is and _UNPLAIN_RE.match(text) else {"plain": text, **found}


def _bare(value: str) -> str:
    text = value.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        inside = text[1:-1]
        return inside.replace("''", "'") if text[0] == "'" else re.sub(r"\\([\"\\])", r"\1", inside)
    return text


def observe(english: str) -> list[tuple[str, str]]:
    """Return how an English file spells its front matter, as (feature, name)."""
    place = front_matter_place(english)
    if place is None:
        return []
    marks: list[tuple[str, str]] = []
    key = opening = ""
    for raw in english[place.start : place.end].splitlines():
        line = raw.rstrip(" \t")
        blank = raw[len(line) :]
        item, scalar = _ITEM_RE.fullmatch(line), _KEY_RE.fullmatch(line)
        if not line and marks and marks[-1] == ("blank", ""):
            # An empty line counts as what stands behind the line before it.
            marks[-2:] = [(marks[-2][0], "\n"), ("blank", "\n")]
        elif scalar:
            key, opening = scalar.group(1), blank
            marks += _observe_value(key, scalar.group(2))
            marks += [(f"{key} blank", opening), ("blank", opening)]
        elif item and key:
            name = f"{key}[]"
            if marks[-2:] == [(f"{key} blank", opening), ("blank", opening)]:
                marks[-1] = ("opening", opening)
            marks += [(f"{name} form", item.group(1)), ("[] form", item.group(1))]
            marks += [(feature, _style(item.group(2))) for feature in (f"{name} quotes", "[] quotes")]
            marks += [(f"{name} blank", blank), ("blank", blank)]
    rest = english[english.find("\n", place.end) + 1 :]
    return [*marks, ("gap", rest[: len(rest) - len(rest.lstrip("\r\n"))].replace("\r\n", "\n"))]


def _observe_value(key: str, value: str) -> list[tuple[str, str]]:
    if value.startswith("[") and value.endswith("]"):
        form = "[, ]" if ", " in value else "[,]"
        return [(f"{key}[] form", form), ("[] form", form)]
    features = (f"{key} quotes",) if key in TRANSLATED_KEYS else (f"{key} quotes", "quotes")
    return [(feature, _style(value)) for feature in features]


def _style(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return "double" if value[0] == '"' else "single"
    return "plain"
