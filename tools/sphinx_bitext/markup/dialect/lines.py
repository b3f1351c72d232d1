"""Constructs on lines of their own, whatever sentences and catalogs did to the line breaks."""

from __future__ import annotations

import re

from ..marks import CLOSE, END, MARK_RE, START
from . import read_line

_LINE_RE = re.compile(
    rf"^(?P<prefix>[ \t>]*(?:[-+*]|\d{{1,9}}[.)])?[ \t>]*)(?P<marks>(?:{MARK_RE.pattern.replace('(', '(?:')})+)"
    rf"(?P<line>(?::::|\[!)[^\n]*)$",
    re.MULTILINE,
)
_PIECE_RE = re.compile(r":::[ \t]*[A-Za-z][\w-]*(?:[ \t]+[\w-]+[ \t]*=[ \t]*\"[^\"\n]*\")*(?:[ \t]*:::(?!:))?")


def free_lines(markdown: str) -> str:
    """Return localized Markdown whose constructs stand free of marks, so that a parser sees them.

    Marks in front of a construct move to the line behind it, if that continues the paragraph; marks inside it go.
    """
    if START not in markdown or not (":::" in markdown or "[!" in markdown):
        return markdown
    lines = markdown.split("\n")
    held = ""
    for number, line in enumerate(lines):
        if not held and ":::" not in line and "[!" not in line:
            continue
        match = _LINE_RE.match(line) if START in line or CLOSE in line else None
        bare = MARK_RE.sub("", match["line"]).strip() if match else MARK_RE.sub("", line).strip(" \t>")
        if match and read_line(bare):
            held += "".join(mark for mark in _openings(match["marks"]))
            lines[number] = match["prefix"] + bare
        elif read_line(bare):
            lines[number] = MARK_RE.sub("", line)
        elif held:
            if bare:
                start = len(line) - len(line.lstrip(" \t>"))
                lines[number] = line[:start] + held + line[start:]
            held = ""
    return "\n".join(lines)


def dedent_columns(markdown: str) -> str:
    """Return Markdown in which the text of indented columns is no code: their indentation is that of the construct."""
    if ":::column" not in markdown:
        return markdown
    lines = markdown.split("\n")
    begin: int | None = None
    for number, line in enumerate(lines):
        bare = line.strip()
        if not bare.startswith(":::column"):
            continue
        if begin is not None:
            _dedent(lines, begin + 1, number)
        begin = None if bare.startswith(":::column-end") else number
    return "\n".join(lines)


def _dedent(lines: list[str], first: int, end: int) -> None:
    filled = [line for line in lines[first:end] if line.strip()]
    common = min((len(line) - len(line.lstrip(" ")) for line in filled), default=0)
    outer = lines[first - 1]
    extra = common - (len(outer) - len(outer.lstrip(" ")))
    if extra > 0:
        lines[first:end] = [line[extra:] if line.strip() else line for line in lines[first:end]]


def _openings(marks: str) -> list[str]:
    return [match.group() for match in MARK_RE.finditer(marks) if match.group().endswith(END)]


def own_lines(text: str, english: str) -> str:
    """Return a translation whose constructs stand on lines of their own again, where they do so in English.

    A catalog holds a paragraph on one line; `:::row::: :::column::: text` would be no row any more.
    """
    if ":::" not in english or ":::" not in text:
        return text
    own = {line.strip() for line in english.split("\n") if line.strip().startswith(":::")}
    names = {found.group()[3:].strip().split()[0].rstrip(":") for line in own if (found := _PIECE_RE.match(line))}
    pieces: list[str] = []
    position = 0
    for match in _PIECE_RE.finditer(text):
        name = match.group()[3:].strip().split()[0].rstrip(":")
        if name not in names or not read_line(match.group()):
            continue
        pieces += [text[position : match.start()].rstrip(" \t\n"), "\n", match.group(), "\n"]
        position = match.end()
        while position < len(text) and text[position] in " \t\n":
            position += 1
    if not pieces:
        return text
    joined = "".join([*pieces, text[position:]])
    return re.sub(r"\n{2,}", "\n", joined).strip("\n")
