"""From marks in the text to nodes: sentences, states of paragraphs, ids of headings. Afterwards no mark is left."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from docutils import nodes

from sphinx_bitext.markup.marks import CLOSE, MARK_RE, START, MarkKind, read_mark, remove_marks

from .elements import segment
from .surgery import Replacement, replace_all

_LEFT_RE = re.compile("[\ufdd0-\ufdef]")
_BLOCK_FLAGS = (MarkKind.ENGLISH, MarkKind.STALE)


def assign_heading_ids(document: nodes.document, heading_ids: Sequence[Sequence[str]]) -> None:
    """Give each heading the ids its mark names; a heading without a mark gets a slug of its text.

    Runs before anything else takes ids. Raises nothing: a wrong index counts as no mark.
    """
    waiting: list[tuple[nodes.Element, str]] = []
    for title in document.findall(nodes.TextElement):
        if not isinstance(title, (nodes.title, nodes.rubric)):
            continue
        owner = title.parent if isinstance(title, nodes.title) else title
        if isinstance(title, nodes.title) and not isinstance(owner, nodes.section):
            continue
        text = title.astext()
        ids = _marked_ids(text, heading_ids)
        if ids:
            owner["ids"] = ids
            for name in ids:
                document.ids.setdefault(name, owner)
        else:
            waiting.append((owner, remove_marks(text)))
    numbers: dict[str, int] = {}
    for owner, text in waiting:
        owner["ids"] = [name := free_id(document, slug(text) or "section", numbers)]
        document.ids[name] = owner


def _marked_ids(text: str, heading_ids: Sequence[Sequence[str]]) -> list[str]:
    for match in MARK_RE.finditer(text):
        kind, payload = read_mark(match)
        if kind is MarkKind.HEADING and payload.isdigit() and int(payload) < len(heading_ids):
            return list(heading_ids[int(payload)])
    return []


def slug(text: str) -> str:
    """Return the anchor a heading gets by its text: lower case, hyphens for spaces, no punctuation."""
    kept = (char for char in text.strip().lower() if char in " -_" or unicodedata.category(char)[0] in "LMN")
    return re.sub(r"\s+", "-", "".join(kept).strip())


def free_id(document: nodes.document, name: str, numbers: dict[str, int]) -> str:
    """Return `name`, or `name-1`, `name-2` and so on where it is taken; `numbers` remembers the last of each name."""
    candidate = name
    while candidate in document.ids:
        numbers[name] = numbers.get(name, 0) + 1
        candidate = f"{name}-{numbers[name]}"
    return candidate


@dataclass(slots=True)
class _Block:
    """One text element while its marks are read."""

    document: nodes.document
    unit: str = ""
    """The sentence that is open, empty for none."""
    flags: set[MarkKind] = field(default_factory=set)

    def rebuild(self, parent: nodes.Element) -> None:
        """Replace the children of `parent` by the same without marks, sentences wrapped."""
        children = list(parent.children)
        parent.clear()
        run: list[nodes.Node] = []
        for child in children:
            if isinstance(child, nodes.Text):
                run = self._text(parent, run, str(child))
            elif isinstance(child, nodes.Element) and _has_marks(child):
                self._flush(parent, run)
                run = []
                parent.append(child)
                self.rebuild(child)
            else:
                run.append(child)
        self._flush(parent, run)

    def _text(self, parent: nodes.Element, run: list[nodes.Node], text: str) -> list[nodes.Node]:
        position = 0
        for match in MARK_RE.finditer(text):
            if match.start() > position:
                run.append(nodes.Text(text[position : match.start()]))
            position = match.end()
            kind, payload = read_mark(match)
            if kind in _BLOCK_FLAGS:
                self.flags.add(kind)
            elif kind is not MarkKind.HEADING:
                self._flush(parent, run)
                run = []
                self.unit = payload if kind is MarkKind.SEGMENT else ""
        if position < len(text):
            run.append(nodes.Text(text[position:]))
        return run

    def _flush(self, parent: nodes.Element, run: list[nodes.Node]) -> None:
        if not self.unit or not any(_is_visible(node) for node in run):
            parent.extend(run)
            return
        wrapper = segment(unit=self.unit)
        name = f"s{self.unit}"
        if name not in self.document.ids:
            wrapper["ids"] = [name]
            self.document.ids[name] = wrapper
        wrapper.extend(run)
        parent.append(wrapper)


def place_segments(document: nodes.document, *, in_english: bool = False) -> None:
    """Turn the marks of `document` into nodes and attributes; take every other trace of them out.

    `in_english`: the whole article is English and says so once, so its paragraphs do not.
    """
    blocks: dict[int, nodes.TextElement] = {}
    for text in document.findall(nodes.Text):
        if START in text or CLOSE in text:
            block = _block_of(text)
            if block is not None:
                blocks[id(block)] = block
    for block in blocks.values():
        if isinstance(block, nodes.FixedTextElement):
            continue
        reader = _Block(document)
        reader.rebuild(block)
        if MarkKind.ENGLISH in reader.flags and not in_english:
            block["bitext_lang"], block["bitext_dir"] = "en", "ltr"
            block["classes"].append("untranslated")
        if MarkKind.STALE in reader.flags:
            block["classes"].append("stale")
    _sweep(document)


def _block_of(text: nodes.Text) -> nodes.TextElement | None:
    """Return the outermost text element around `text`: the paragraph, title or cell."""
    block: nodes.TextElement | None = None
    parent = text.parent
    while isinstance(parent, nodes.TextElement):
        block, parent = parent, parent.parent
    return block


def _has_marks(element: nodes.Element) -> bool:
    text = element.astext()
    return START in text or CLOSE in text


def _is_visible(node: nodes.Node) -> bool:
    return not isinstance(node, nodes.Text) or bool(node.strip())


def _clean(text: str) -> str:
    return _LEFT_RE.sub("", remove_marks(text))


def _sweep(document: nodes.document) -> None:
    """Take marks out of what is left: code, attributes, and the raw source of every node."""
    replacements: list[Replacement] = []
    for node in document.findall():
        if isinstance(node, nodes.Text):
            if _LEFT_RE.search(node):
                replacements.append((node, [nodes.Text(_clean(str(node)))]))
        elif isinstance(node, nodes.Element):
            if node.rawsource and _LEFT_RE.search(node.rawsource):
                node.rawsource = _clean(node.rawsource)
            for key, value in node.attributes.items():
                if isinstance(value, str) and _LEFT_RE.search(value):
                    node[key] = _clean(value)
    replace_all(replacements)
