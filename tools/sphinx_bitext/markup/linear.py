"""The inline parser of markdown-it with a bound: a text whose brackets cost too much is read as plain text.

The parser looks from each bracket for its end, through up to `maxNesting` others, and reads the description of an image
once more for each image around it. A text of brackets alone so takes a hundred times as long as any other.
"""

from __future__ import annotations

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

FEW_STEPS = 1_000
"""Steps of looking ahead that any text may take; besides, two for each of its characters."""
_LEFT = "bitext_steps"
_PLAIN = "bitext_plain"


class _OverloadError(Exception):
    """A text takes more steps than it may."""


class LinearInline(ParserInline):
    """Inline parser whose work grows with the length of a text, whatever stands in it."""

    state: type[StateInline] = StateInline
    """What the rules work on."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Process `src` and push inline tokens into `tokens`; one of plain text where it takes too many steps."""
        if _LEFT in env:  # the description of an image: a part of the text that is read just now
            spend(env, len(src))
            return self.read(src, md, env, tokens)
        env[_LEFT] = FEW_STEPS + 2 * len(src)
        count = len(tokens)
        try:
            return self.read(src, md, env, tokens)
        except _OverloadError:
            tokens[count:] = [Token("text", "", 0, content=src)]
            self.overloaded(src, env)
            return tokens
        finally:
            del env[_LEFT]

    def read(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Process `src` without regard to steps."""
        state = self.state(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens

    def overloaded(self, src: str, env: EnvType) -> None:
        """Take notice that a text is read as plain text."""
        del src
        env[_PLAIN] = True

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 (name of the base)
        """Look at the next token without making it."""
        spend(state.env, 1)
        super().skipToken(state)


def spend(env: EnvType, steps: int) -> None:
    """Take steps off what a text has left."""
    env[_LEFT] -= steps
    if env[_LEFT] < 0:
        raise _OverloadError


def linear_markdown(options: dict[str, Any], max_nesting: int, inline: LinearInline | None = None) -> MarkdownIt:
    """Return a parser of CommonMark with an inline parser of that kind."""
    parser = MarkdownIt("zero")
    parser.inline = inline or LinearInline()
    return parser.configure("commonmark", {**options, "maxNesting": max_nesting})


def is_overloaded(parser: MarkdownIt, markdown: str) -> bool:
    """Say whether a parser that `linear_markdown` made reads inline Markdown as plain text."""
    if markdown.count("[") * int(parser.options["maxNesting"]) < FEW_STEPS:
        return False
    env: dict[str, Any] = {}
    parser.inline.parse(markdown, parser, env, [])
    return _PLAIN in env
