from __future__ import annotations

import dataclasses
import hashlib

import pytest
import yaml

from sphinx_bitext.alignment.corpus import align_path, draft
from sphinx_bitext.alignment.edits import wrap_lines
from sphinx_bitext.alignment.guesses import Told, collect_words, guess, price_guesses
from sphinx_bitext.alignment.habits import Habits, Option, combine
from sphinx_bitext.alignment.masters import Draft, Master, choose_masters
from sphinx_bitext.alignment.proof import matches
from sphinx_bitext.alignment.search import Tally
from sphinx_bitext.alignment.spelling import observe, quoted
from sphinx_bitext.markup.article import parse_article
from sphinx_bitext.model import Article
from support import unit

BODY = "# Feed the heron\n\nFish are in the bucket. Wear **gloves**.\n"
FRONT = "title: Feed the heron\nrole: guide\n"


def _delivery(english: str, path: str = "feed-the-heron.md", title: str = "Mata hägern", body: str = BODY) -> Article:
    """Return a delivery of `english` whose units hold `body`; its first heading is translated as `Mata hägern`."""
    digest = hashlib.sha1(english.replace("\n", "\r\n").encode(), usedforsecurity=False).hexdigest()
    heading, _, rest = body.removeprefix("# ").partition("\n")
    front = f"---\ntitle: {title}\nrole: guide\nms.openlocfilehash: {digest}\n---\n"
    units = [unit("3a593-102", "Mata hägern", heading), unit("3a593-103", "Fisk finns.", rest.strip())]
    return parse_article(front + f"# {units[0]}\n\n{units[1]}\n", path=path, locale="sv-SE")


def _proven(english: str, **changes: str) -> bool:
    found = align_path("feed-the-heron.md", [_delivery(english, **changes)]).english
    assert found
    return found.proof == "proven" and found.article.text == english


LOST = {
    "nothing": (FRONT, BODY),
    "a blank behind a key": (FRONT.replace("guide", "guide "), BODY),
    "an empty line before the end": (FRONT + "\n", BODY),
    "a no-break space": (FRONT, BODY.replace("Wear **", "Wear\xa0**")),
    "a line break behind a sentence": (FRONT, BODY.replace(". Wear", ".\nWear")),
    "two spaces behind a sentence": (FRONT, BODY.replace(". Wear", ".  Wear")),
    "no space where a delivery added one": (FRONT, BODY.replace("Wear **", "Wear**")),
    "another case of the title": (FRONT.replace("Feed the heron", "Feed the Heron"), BODY),
}


@pytest.mark.parametrize("loss", LOST)
def test_one_loss_is_undone_without_any_corpus(loss: str) -> None:
    front, body = LOST[loss]
    assert _proven(f"---\n{front}---\n\n{body}")


TITLES = {
    "the words of the file name": ("Mate den grå fågeln", "feed-the-heron.md", "Feed the heron"),
    "a number before the heading": ("77 Mata hägern", "a.md", "77 Welcome"),
    "a product behind the heading": ("Mata hägern | Zoo", "a.md", "Welcome | Zoo"),
    "left untranslated": ("Fish bucket", "a.md", "Fish bucket"),
}


@pytest.mark.parametrize("name", TITLES)
def test_a_title_that_is_not_the_heading_is_found(name: str) -> None:
    delivered, path, title = TITLES[name]
    body = BODY.replace("Feed the heron", "Welcome")
    english = f'---\ntitle: "{title}"\nrole: guide\n---\n\n{body}'
    assert _proven(english, path=path, title=delivered, body=body)


def test_a_hash_that_is_none_is_not_searched() -> None:
    article = _delivery("x")
    for digest in ("", "beef", "g" * 40, "f" * 41, "${hash}"):
        text = article.text.replace(article.metadata.source_hash or "?", digest)
        broken = parse_article(text, path="a.md", locale="sv-SE")
        tally = Tally()
        english = choose_masters([draft("a.md", [broken])], tally=tally)["a.md"].english
        assert english
        assert (english.proof, tally.tries.total()) == ("unproven", 0)


def _again(one: Draft, master: Master) -> Draft:
    """Return the draft of the next ingest, when nothing has changed."""
    assert master.english
    proven = master.english.proof == "proven"
    return dataclasses.replace(
        one,
        kept=master.english.article,
        kept_hash=master.english.hash or "",
        kept_proven=proven,
        searched=master.searched,
    )


def test_what_was_searched_in_vain_is_not_searched_again_until_more_is_known() -> None:
    found, lost = _delivery(f"---\n{FRONT}---\n\n{BODY}"), _delivery("something else")
    drafts = [draft("a.md", [found]), draft("b.md", [lost])]
    tally = Tally()
    masters = choose_masters(drafts, tally=tally)
    assert [master.english and master.english.proof for master in masters.values()] == ["proven", "unproven"]
    assert tally.hits.total() == 1
    assert tally.tries.total() > 1
    assert str(tally).startswith("front matter 1 of ")
    kept = [_again(one, masters[one.path]) for one in drafts]
    again = Tally()
    assert choose_masters(kept, tally=again) == masters
    assert again.tries.total() == 0
    more = Tally()
    choose_masters(kept, 6, tally=more)
    assert more.tries.total() > 0
    new = draft("c.md", [_delivery(f"---\n{FRONT.replace('guide', 'guide ')}---\n\n{BODY}")])
    taught = choose_masters([*kept, new])
    assert taught["b.md"].searched != masters["b.md"].searched


def test_without_seconds_nothing_is_tried() -> None:
    tally = Tally()
    choose_masters([draft("a.md", [_delivery("x")])], 0, tally)
    assert tally.tries.total() == 0


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_given_english_is_proven_whatever_its_line_ends_and_byte_order_mark(mark: str, line_end: str) -> None:
    hashed = (mark + BODY.replace("\n", line_end)).encode()
    digest = hashlib.sha256(hashed).hexdigest()
    for text in (BODY, "\ufeff" + BODY, BODY.replace("\n", "\r\n")):
        assert matches(text, digest)
    assert not matches(BODY + " ", digest)


@pytest.mark.parametrize(
    "text", ["a b", "a: b", "# a", "it's", 'say "a"', "a #b", "- a", "[a]", "back\\slash", "{a}", "@a"]
)
def test_every_spelling_of_a_scalar_is_read_as_the_same_text(text: str) -> None:
    spellings = quoted(text)
    assert {"double", "single"} <= set(spellings)
    for written in spellings.values():
        assert yaml.safe_load(f"key: {written}") == {"key": text}


def test_the_spelling_of_a_file_is_observed() -> None:
    english = '---\ntitle: "A"\nrole: x \nlist: \n  - "1"\n  - 2\t\nflow: [a, b]\n\n---\n\n\nText\n'
    assert set(observe(english)) >= {
        ("title quotes", "double"),
        ("role blank", " "),
        ("opening", " "),
        ("list[] form", "  - "),
        ("list[] quotes", "double"),
        ("list[] blank", "\t"),
        ("flow[] form", "[, ]"),
        ("gap", "\n\n"),
    }
    assert observe("no front matter") == []


def test_what_is_learnt_becomes_cheap_and_what_is_not_stays_possible() -> None:
    habits = Habits()
    expected = {"": 0.9, " ": 0.05, "\t": 0.05}
    before = habits.costs("role blank", expected, "blank", 0.2)
    habits.learn([("role blank", " ")] * 9)
    after = habits.costs("role blank", expected, "blank", 0.2)
    assert before[""] == after[" "] == 0
    assert 0 < after[""] < before[" "]
    assert after["\t"] < 8 * 8
    assert habits.costs("level blank", expected, "blank", 0.2) == before


def test_combinations_come_once_each_and_within_the_limit() -> None:
    dimensions = [[Option(0, "a"), Option(3, "b"), Option(5, "c")], [Option(0, "x"), Option(4, "y", 2)]]
    found = list(combine(dimensions, 8))
    assert found[0] == Option(0, "ax")
    assert sorted((option.text, option.cost) for option in found) == [
        ("ax", 0), ("ay", 4), ("bx", 3), ("by", 7), ("cx", 5),
    ]  # fmt: skip
    assert next(option.label for option in found if option.text == "by") == 2
    assert list(combine(dimensions, 0)) == [Option(0, "ax")]


def test_words_are_written_as_inside_sentences() -> None:
    words = collect_words(
        ["Harbour walks. The harbour of Riga can't close. Riga: see [x](https://x.example/riga/quay)."]
    )
    assert (words["harbour"], words["riga"], words["cant"], words["can-t"]) == ("harbour", "Riga", "can't", "can't")
    assert "quay" not in words


def test_a_title_translated_like_the_heading_is_the_heading() -> None:
    told = {"title": Told(("Mata hägern",), ("Feed the heron",))}
    guesses = guess(told, "x.md", BODY, {})["title"]
    first, *others = price_guesses(guesses, Habits(), 2)
    assert first == Option(0, "Feed the heron", 0)
    assert all(option.cost > 0 and option.label == 2 for option in others)


def test_lines_are_filled_as_editors_do_it() -> None:
    body = "# A heading that is long\n\none two three four\n\n> - one two three four\n\n```\none two three four\n```\n"
    assert wrap_lines(body, 13) == (
        "# A heading that is long\n\none two three\nfour\n\n"
        "> - one two\n>   three\n>   four\n\n```\none two three four\n```\n"
    )
    assert wrap_lines(body, 80) == body
