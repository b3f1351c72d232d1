"""The tree of a page's tokens as MyST renders it, made in one pass.

No node knows its parent, as nothing asks for it: the tree is gone when it is rendered, and nobody has to look for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode


class TokenNode(SyntaxTreeNode):
    """A token that stands alone, or one that opens what its children are."""

    type = ""
    nester_tokens = None
    _parent = None

    def __init__(self, token: Token) -> None:
        self.token = token
        self.type = token.type.removesuffix("_open") if token.nesting else token.type
        self._children = nest(token.children) if token.children else []


def nest(tokens: Sequence[Token]) -> list[SyntaxTreeNode]:
    """Return the nodes of the outermost tokens; raises ValueError where not each that is opened is closed."""
    around: list[list[SyntaxTreeNode]] = [[]]
    for token in tokens:
        if token.nesting >= 0:
            node: SyntaxTreeNode = TokenNode(token)
            around[-1].append(node)
            if token.nesting:
                around.append(node.children)
        elif len(around) > 1:
            around.pop()
        else:
            raise ValueError("a token closes what none has opened")
    if len(around) > 1:
        raise ValueError("a token is not closed")
    return around[0]
