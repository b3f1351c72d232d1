"""What ends a sentence, learnt from spans."""

from __future__ import annotations

from sphinx_bitext.alignment.boundaries import USUAL, SentenceRules
from sphinx_bitext.alignment.corpus import align_articles
from sphinx_bitext.alignment.learning import learn_rules, learn_sentence_rules
from sphinx_bitext.alignment.sentences import split_sentences
from sphinx_bitext.markup.article import parse_article
from sphinx_bitext.model import Article
from support import unit

SENTENCES = [
    ("Förklara saken skyndsaml. Med bild.", "Explain it quickly, with a picture."),
    ("Stoppa maskinen.", "Stop the machine."),
    ("**Märk!** Den är varm.", "**Note** that it is hot."),
    ("Vänta sedan.", "Then wait."),
]


def _delivery(name: str, locale: str = "sv-SE", count: int = 3) -> Article:
    units = [unit(f"3a593-{101 + i}", *SENTENCES[i % len(SENTENCES)]) for i in range(4 * count)]
    blocks = [" ".join(units[start : start + 4]) for start in range(0, len(units), 4)]
    return parse_article("\n\n".join(blocks) + "\n", path=f"{name}.md", locale=locale)


def _split(text: str, rules: SentenceRules) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, rules)]


def test_words_whose_mark_ends_nothing_are_learnt() -> None:
    rules = learn_sentence_rules([_delivery("a"), _delivery("b")])
    assert rules.abbreviations == {"skyndsaml", "märk"}
    text = "Bär ut den skyndsaml. Med båda händerna. **Märk!** Håll i dig. Gå sedan."
    assert len(_split(text, USUAL)) == 5
    assert _split(text, rules) == ["Bär ut den skyndsaml. Med båda händerna.", "**Märk!** Håll i dig.", "Gå sedan."]


def test_both_sides_can_be_learnt_from() -> None:
    assert learn_sentence_rules([_delivery("a"), _delivery("b")], "source") == USUAL


def test_one_article_is_not_enough_for_an_abbreviation() -> None:
    assert learn_sentence_rules([_delivery("a", count=9)]).abbreviations == frozenset()
    assert learn_sentence_rules([]) == learn_sentence_rules(
        [parse_article("Utan spann.\n", path="a.md", locale="sv-SE")]
    )


def test_a_word_that_often_ends_sentences_stays_a_word() -> None:
    articles = []
    for name in "ab":
        blocks = [
            f"{unit(f'3a593-{n}', 'Hon reser gärna med båt. Ofta.', 'x')} {unit(f'3a593-{n + 1}', 'Nu.', 'y')}"
            for n in range(101, 109, 2)
        ]
        blocks += [
            f"{unit(f'3a593-{n}', 'Hon har en båt.', 'x')} {unit(f'3a593-{n + 1}', 'Nu.', 'y')}"
            for n in range(111, 119, 2)
        ]
        articles.append(parse_article("\n\n".join(blocks), path=f"{name}.md", locale="sv-SE"))
    assert "båt" not in learn_sentence_rules(articles).abbreviations


def test_a_kind_of_place_that_spans_contradict_changes_its_meaning() -> None:
    """A delivery whose sentences end at colons teaches so; two places teach nothing."""
    pair = f"{unit('3a593-101', 'Gör så här:', 'x')} {unit('3a593-102', 'Vänta', 'y')}"
    many = [parse_article("\n\n".join([pair] * 40), path=f"{n}.md", locale="sv-SE") for n in range(3)]
    assert _split("Nu: sedan", learn_sentence_rules(many)) == ["Nu:", "sedan"]
    few = [parse_article(pair, path=f"{n}.md", locale="sv-SE") for n in range(2)]
    assert _split("Nu: sedan", learn_sentence_rules(few)) == ["Nu: sedan"]


def test_paragraph_units_and_broken_runs_teach_nothing() -> None:
    text = unit("3a593-p101", "Ett skyndsaml. Ord. Här skyndsaml. Där.", "x") + "\n\n"
    articles = [parse_article(text * 5, path=f"{n}.md", locale="sv-SE") for n in range(3)]
    assert learn_sentence_rules(articles) == USUAL


def test_rules_are_learnt_for_the_locales_that_need_them_and_for_english() -> None:
    spans = [_delivery("a"), _delivery("b"), _delivery("a", "fi-FI")]
    assert learn_rules(spans) == {}
    clean = parse_article("Utan spann.\n", path="c.md", locale="sv-SE")
    assert sorted(learn_rules([*spans, clean])) == ["en-US", "sv-SE"]
    english = parse_article("No spans.\n", path="c.md", locale="en-US")
    assert learn_rules([*spans, english]) == {}


def test_what_one_article_teaches_another_one_is_split_by() -> None:
    english = parse_article("Carry it out quickly, with both hands. Then go.\n", path="c.md", locale="en-US")
    clean = parse_article("Bär ut den skyndsaml. Med båda händerna. Gå sedan.\n", path="c.md", locale="sv-SE")
    corpus = align_articles([_delivery("a"), _delivery("b"), english, clean])
    (bitext,) = corpus.articles["c.md"].bitexts
    assert [(one.source, one.target, one.certainty.value) for one in bitext.segments] == [
        ("Carry it out quickly, with both hands.", "Bär ut den skyndsaml. Med båda händerna.", "certain"),
        ("Then go.", "Gå sedan.", "certain"),
    ]
