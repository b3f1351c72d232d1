"""The parser of inline Markdown, which here notes where its tokens stand, and tries only the rules that can match."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from ..markup.blocks import MAX_NESTING
from ..markup.linear import LinearInline, linear_markdown

_PLAIN_URL_RE = re.compile(
    r"(?:https?://[a-z0-9]+(?:[.-][a-z0-9]+)*(?=[/?#]|\Z)|(?![/.]*//))"
    r"[A-Za-z0-9_./~-]*(?:\?[A-Za-z0-9_./~=-]*)?(?:\#[A-Za-z0-9_./~-]*)?"
)
"""Addresses that stay as they are."""
_Rule = Callable[[StateInline, bool], bool]
_STARTS = {
    "newline": "\n",
    "escape": "\\",
    "backticks": "`",
    "emphasis": "*_",
    "link": "[",
    "image": "!",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
}
"""Characters that a rule of the parser can match at; the others of the dialect make no token."""
# Where plain text ends: there, and at what ends the label of a link.
_TEXT_END_RE = re.compile(r"[\n\\`*_\[\]!<&]")


def placed_tokens(markdown: str) -> list[Token]:
    """Return the tokens of inline `markdown`; `meta` says where each of them stands.

    `at` is where the parser stood when it made the token, `start` and `end` are the range of the rule that made it,
    `back` which of the tokens of that rule it is, from the last.
    """
    parser = _parser()
    return parser.inline.parse(markdown, parser, {}, [])


@lru_cache(maxsize=1 << 13)
def destination(url: str, *, escaped: bool = True) -> str | None:
    """Return where a link with this address, in which signs may be `escaped`, leads; None where it may not lead."""
    if _PLAIN_URL_RE.fullmatch(url):
        return url
    parser = _parser()
    found = parser.normalizeLink(unescapeAll(url) if escaped else url)
    return found if parser.validateLink(found) else None


class _State(StateInline):
    """Notes where the parser stood when it made a token."""

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        token.meta = {"at": self.pos}
        return token


class _Inline(LinearInline):
    """Makes tokens that know where they stand."""

    state = _State


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    """Return the product's dialect with rules that note where their tokens end.

    At each character only the rules are tried that can match there: trying all takes a third more time.
    """
    parser = linear_markdown({}, MAX_NESTING, _Inline())
    rules: dict[str, list[_Rule]] = {}
    for name, rule in zip(parser.get_active_rules()["inline"], parser.inline.ruler.getRules(""), strict=True):
        for start in _STARTS.get(name, ""):
            rules.setdefault(start, []).append(_placing(rule))
    parser.inline.ruler.enableOnly("text")
    parser.inline.ruler.push("marks", _by_start(rules))
    parser.inline.terminator_re = _TEXT_END_RE
    parser.inline.ruler2.disable("fragments_join")  # joined texts would lose the places of their delimiters
    parser.normalizeLink = lru_cache(1 << 13)(parser.normalizeLink)  # type: ignore[method-assign]
    return parser


def _by_start(rules: Mapping[str, Sequence[_Rule]]) -> _Rule:
    def run(state: StateInline, silent: bool) -> bool:
        return any(rule(state, silent) for rule in rules.get(state.src[state.pos], ()))

    return run


def _placing(rule: _Rule) -> _Rule:
    def run(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            new = (token for token in reversed(state.tokens[count:]) if "end" not in token.meta)
            for back, token in enumerate(new, 1):
                token.meta.update(start=start, end=state.pos, back=back)
        return True

    return run
