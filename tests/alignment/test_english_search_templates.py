"""The search proves the English of corpora whose templates nobody told it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from sphinx_bitext.alignment.edits import wrap_lines
from sphinx_bitext.alignment.english import subject_of
from sphinx_bitext.alignment.groups import group_deliveries
from sphinx_bitext.alignment.habits import Habits
from sphinx_bitext.alignment.proof import matches
from sphinx_bitext.alignment.search import HASHES_PER_SECOND, Budget, Subject, prove_all
from sphinx_bitext.markup.article import parse_article
from sphinx_bitext.model import Article
from support import unit

LOCALES = {"sv-SE": "3a593", "lv-LV": "a4d76"}
VERBS = ("Mount", "Inspect", "Repair", "Rename", "Archive", "Paint")
THINGS = ("the red lantern", "a spare mast", "your harbour pass", "old charts")


@dataclass(frozen=True)
class Template:
    """How the writers of one corpus spell their files."""

    front_matter: str
    """With `{title}`, `{first}` (the first sentence) and `{number}`."""
    head: str = "---\n{front}---\n\n"
    title: Callable[[str, int], str] = lambda heading, _: heading
    loss: Callable[[str], str] = lambda body: body
    """English text to what the deliveries keep of it."""
    write: Callable[[str], str] = lambda body: body
    """Plain text to what the writers wrote."""
    newline: str = "\n"
    algorithm: str = "sha1"


def _heading(number: int) -> str:
    return f"{VERBS[number % 6]} {THINGS[number // 6]}"


def _body(number: int) -> str:
    heading = _heading(number)
    return (
        f"# {heading}\n\nYou can {heading.lower()} whenever the quay is dry. Bring rope number {number} and ask nobody "
        f"for help, since the harbour master watches.\n\n- Open **Store {number}**.\n- Close it again.\n"
    )


def _english(template: Template, number: int) -> str:
    first = "You can " + _heading(number).lower() + " whenever the quay is dry."
    title = template.title(_heading(number), number)
    front = template.front_matter.format(title=title, first=first, number=number)
    return template.head.format(front=front) + template.write(_body(number))


def _translate(text: str, locale: str) -> str:
    """Translate each word to nonsense; what stands behind ` | ` is a name."""
    words, bar, name = text.partition(" | ")
    return re.sub(r"[A-Za-z]+", lambda match: match.group()[::-1] + locale[0], words) + bar + name


def _serialize(english: str, locale: str) -> str:
    """Return front matter as a delivery writes it: no needless quotes, blanks, indents or empty lines."""
    lines = []
    for raw in english.splitlines():
        key, colon, value = raw.strip().partition(": ")
        bare = value.strip("\"' ")
        if key in ("title", "description"):
            lines.append(f"{key}: {_translate(bare, locale)}")
        elif value.startswith("["):
            lines += [f"{key}:", *(f"- {item.strip()}" for item in value.strip("[]").split(","))]
        elif raw.strip().startswith("- "):
            item = raw.strip()[2:].strip("\"'")
            lines.append(f'- "{item}"' if item.isdigit() else f"- {item}")
        elif raw.strip():
            lines.append(f"{key}: {bare}" if colon else key)
    return "\n".join(lines) + "\n"


def _delivery(template: Template, number: int, locale: str, english: str) -> Article:
    inside, _, body = english.removeprefix("\ufeff").removeprefix("---\n").partition("---\n")
    data = english.replace("\n", template.newline).encode()
    digest = hashlib.new(template.algorithm, data, usedforsecurity=False).hexdigest()
    front = _serialize(inside, locale) + f"ms.openlocfilehash: {digest}\nms.contentlocale: {locale}\n"
    count = iter(range(102, 200))

    def wrapped(match: re.Match[str]) -> str:
        sentence = match.group(2)
        name = f"{LOCALES[locale]}-{next(count)}"
        return match.group(1) + unit(name, _translate(sentence, locale), sentence)

    text = re.sub(
        r"(^# |^- |^|(?<=\. ))([A-Z].*?(?:\.(?= |$)|$))", wrapped, template.loss(body).lstrip("\n"), flags=re.M
    )
    path = "-".join(re.findall(r"[a-z]+", _heading(number).lower())) + ".md"
    return parse_article(f"---\n{front}---\n{text}", path=path, locale=locale)


def _subject(template: Template, number: int) -> Subject:
    english = _english(template, number)
    (group,) = group_deliveries([_delivery(template, number, locale, english) for locale in LOCALES])
    return subject_of(group)


def _unwrap(body: str) -> str:
    return re.sub(r"(?<=\S)\n(?=[^\s\-#])", " ", body)


PLAIN = "title: {title}\nrole: guide\nitems:\n- one\n- {number}\n"
TEMPLATES = {
    "quotes everywhere, indented lists, no blank line, SHA-256": Template(
        'title: "{title}"\nrole: "guide"\nitems: \n  - "one"\n  - "{number}"\nmore: \n  - "two"\n',
        head="---\n{front}---\n",
        algorithm="sha256",
    ),
    "single quotes, flow lists, description is the first sentence, CRLF": Template(
        "title: '{title}'\ndescription: '{first}'\nitems: [one, {number}]\nrole: guide\n", newline="\r\n"
    ),
    "blanks behind two keys, no line end": Template(
        "title: {title}\nrole: guide \nlevel: 3 \nitems:\n  - one\n",
        write=lambda body: body.rstrip("\n"),
        newline="\r\n",
    ),
    "an empty line at the end of the front matter": Template("title: {title}\nrole: guide\nitems:\n- one\n\n"),
    "title with a suffix": Template(PLAIN, title=lambda heading, _: f"{heading} | Harbour"),
    "title with a number": Template(PLAIN, title=lambda heading, number: f"{number + 500} {heading}"),
    "title from the file name": Template(
        PLAIN.replace("{title}", '"{title}"'), write=lambda body: re.sub(r"^# .*", "# Before you begin", body)
    ),
    "filled lines": Template(PLAIN, write=lambda body: wrap_lines(body, 80), loss=_unwrap),
    "no-break spaces": Template(
        PLAIN, write=lambda body: body.replace("**Store ", "**Store\xa0"), loss=lambda body: body.replace("\xa0", " ")
    ),
    "byte order mark": Template(PLAIN, head="\ufeff---\n{front}---\n\n"),
}
TRIES = 100_000


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_that_nobody_knows_is_learnt_from_the_corpus(name: str) -> None:
    template = TEMPLATES[name]
    subjects = [_subject(template, number) for number in range(24)]
    budget = Budget(5 * HASHES_PER_SECOND)
    found = prove_all(subjects, Habits(), budget)
    for number, text in found.items():
        assert text == _english(template, number)
        assert matches(text, subjects[number].hash)
    hits, tries = budget.tally.hits.total(), budget.tally.tries.total()
    print(f"{name}: {hits} of {len(subjects)}, {tries} tries ({budget.tally})")
    assert len(found) == hits == len(subjects)
    assert tries <= TRIES
