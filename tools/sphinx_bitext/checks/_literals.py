"""What is copied and never translated: addresses, paths, file names, identifiers. Found in text as it is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..model import Span
from ._tokens import inline

_FILE_TYPES = (
    "aspx?|bat|bin|bmp|cab|cer|cfg|cmd|conf|config|cpp|cs|csproj|css|csv|dat|db|dll|dmg|docm|docx?|dotx|efi|eml|exe|gif|"
    "gz|hta|html?|ico|inf|ini|iso|jar|java|jpe?g|js|json|jsx|ldf|lnk|log|lua|md|mdf|mht|mobi|mov|mp3|mp4|msg|msi|msix|"
    "msp|nupkg|nuspec|ocx|ost|pdb|pdf|pem|pfx|php|png|pot|pptm|pptx?|ps1|psd1|psm1|pst|py|rar|rdp|reg|resx|rtf|sln|sql|"
    "svg|sys|tar|tiff?|tmp|toml|tsx?|txt|vb|vbs|vhdx?|vsix|wav|wmv|xaml|xlsb|xlsm|xlsx?|xml|xsd|xslt?|ya?ml|zip"
)
_PATH_PART = r"[\w.$%{}()~&@+-]+"
# A folder name may hold blanks where another part follows.
_PATH_PARTS = rf"(?:\\(?:{_PATH_PART}(?:[ ]{_PATH_PART}){{1,4}}(?=\\)|{_PATH_PART}))"
_LITERAL_RE = re.compile(
    rf"""
    (?P<address>(?:https?|ftps?|mailto|file|ms-[a-z]+(?:-[a-z]+)*):[!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]+
        | (?<![\w.@/-])www\.[\w-]+\.[\w.-]+(?:/[!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]*)?)
  | (?P<mail>(?<![\w.+-])\w[\w.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)
  | (?P<registry>\bHK(?:EY_[A-Z_]+|LM|CU|CR|CC|U)\b:?{_PATH_PARTS}*)
  | (?P<path>(?:(?<!\w)[A-Za-z]:(?=\\)|\\\\[\w.$-]+(?=\\)|%\w+%(?=\\)){_PATH_PARTS}*
        | (?<![\w\\:.%)}}-])\.{{0,2}}(?=\\\w[^\\\s]*\\){_PATH_PARTS}{{2,}}
        | (?<![\w/:.<>)-])(?:~|\.{{1,2}})?/(?:[\w.-]+/)+[\w.-]*|(?<![\w/:.<>)-])\.{{1,2}}/[A-Za-z][\w.-]*)
  | (?P<guid>(?<![\w-])[0-9A-Fa-f]{{8}}(?:-[0-9A-Fa-f]{{4}}){{3}}-[0-9A-Fa-f]{{12}}(?!\w))
  | (?P<code>(?<!\w)0[xX][0-9A-Fa-f]+(?!\w))
  | (?P<file>(?<![\w.-])\w[\w-]*(?:\.[\w-]+)*\.(?i:{_FILE_TYPES})(?![\w]|\.\w))
    """,
    re.VERBOSE | re.ASCII,
)
_HINT_RE = re.compile(r"[\\@]|\.\w|/\w|0x|0X|HK|-[0-9A-Fa-f]{4}-", re.ASCII)
_NOT_SHOWN_RE = re.compile(r"\]\([^()]*\)|`[^`]*`")
_CLOSING = ".,;:!?'*_"


@dataclass(frozen=True, slots=True)
class Literal:
    """Something that is copied."""

    kind: str
    """`address`, `mail`, `registry`, `path`, `guid`, `code` (hexadecimal) or `file`."""
    text: str
    span: Span
    """In the text it was found in."""


@lru_cache(maxsize=1 << 13)
def literals(text: str) -> tuple[Literal, ...]:
    """Return what is copied in a text as it is shown, in its order."""
    if not _HINT_RE.search(text):
        return ()
    found = []
    for match in _LITERAL_RE.finditer(text):
        written = _trimmed(match.group())
        if not written.endswith("//"):
            start = match.start()
            found.append(Literal(str(match.lastgroup), written, Span(start, start + len(written))))
    return tuple(found)


def may_have_literals(markdown: str) -> bool:
    """Say whether there is anything for `literals` in what Markdown shows, links that do not work apart."""
    if not _HINT_RE.search(inline(markdown).plain):
        return False
    return bool(_HINT_RE.search(_NOT_SHOWN_RE.sub("", markdown) if "](" in markdown or "`" in markdown else markdown))


def without_literals(text: str) -> str:
    """Return a text of the same length with blanks where something is copied."""
    pieces, position = [], 0
    for one in literals(text):
        pieces += [text[position : one.span.start], " " * len(one.text)]
        position = one.span.end
    return "".join([*pieces, text[position:]])


def _trimmed(text: str) -> str:
    """Return a match without the punctuation of the sentence behind it."""
    while True:
        text = text.rstrip(_CLOSING)
        for opening, closing in ("()", "[]"):
            if text.endswith(closing) and text.count(closing) > text.count(opening):
                text = text[:-1]
                break
        else:
            return text
