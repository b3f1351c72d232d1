"""What was written, judged without a browser: no script but ours, no handlers, no foreign scheme, in any file."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html

from sphinx_bitext.theme.assets import theme_assets

_FOREIGN = re.compile(
    r"applet|base|embed|foreignobject|frame|frameset|iframe|math|marquee|noembed|noframes|noscript|object|plaintext"
    r"|portal|style|template|textarea|video|audio|source|track|xmp"
)
"""No page of ours has these; frames only for hosts that were allowed."""
_ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "background", "cite", "longdesc", "ping")
_SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.\s-]*):", re.I)
_KNOWN = ("http", "https", "mailto", "tel")


def faults(html_dir: Path) -> list[str]:
    """Return what must not stand in the written site: `file: what`."""
    found: list[str] = []
    scripts = {Path(asset.path).name for name, asset in theme_assets().items() if name.endswith(".js")}
    for path in sorted(file for file in html_dir.rglob("*") if file.is_file()):
        name = path.relative_to(html_dir).as_posix()
        if path.suffix == ".html":
            found += [f"{name}: {fault}" for fault in page_faults(path.read_bytes(), scripts)]
        elif path.suffix in (".json", ".xml", ".txt", ".pf_fragment") or path.name.startswith("_"):
            found += [f"{name}: {fault}" for fault in _data_faults(path)]
        elif path.suffix == ".js" and "_pagefind" not in name and path.name not in scripts:
            found.append(f"{name}: a script that is not ours")
    return found


def page_faults(data: bytes, scripts: set[str]) -> Iterator[str]:
    """Yield what must not stand in a page."""
    document = lxml_html.document_fromstring(data)
    for element in document.iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.rpartition("}")[2].lower()
        if _FOREIGN.fullmatch(tag):
            yield f"<{tag}>"
        if tag == "script" and ((element.text or "").strip() or _file(element.get("src")) not in scripts):
            yield f"a script: {element.get('src')} {element.text!r}"
        if tag == "meta" and (element.get("http-equiv") or "refresh").lower() != "refresh":
            yield f"<meta http-equiv={element.get('http-equiv')}>"
        for name, value in element.attrib.items():
            yield from _attribute_faults(tag, str(name).lower(), str(value))


def _attribute_faults(tag: str, name: str, value: str) -> Iterator[str]:
    if name.startswith("on") or name in ("style", "srcdoc", "srcset", "is", "xlink:href", "ping", "formaction"):
        yield f"<{tag} {name}={value[:60]!r}>"
    if name in _ADDRESSES and (scheme := _SCHEME.match(value)):
        image = tag == "img" and re.match(r"data:image/(?:png|gif|jpeg|webp);base64,", value)
        own = tag == "link" and value.startswith(("http://", "https://"))
        loads = name == "src" and not image
        if (re.sub(r"\s", "", scheme[1]).lower() not in _KNOWN and not image) or (loads and not own):
            yield f"<{tag} {name}={value[:60]!r}>"


def _data_faults(path: Path) -> Iterator[str]:
    """Yield what is wrong in a file that a program reads: it must be whole, and its addresses of known kinds."""
    data = path.read_bytes()
    if path.suffix == ".pf_fragment":
        url = json.loads(gzip.decompress(data).decode("utf-8").removeprefix("pagefind_dcd"))["url"]
        if (scheme := _SCHEME.match(url)) or url.startswith("//"):
            yield f"the search index leads to {url[:60]!r} ({scheme})"
    elif path.suffix == ".json":
        json.loads(data)
    elif path.suffix == ".xml":
        for element in etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True)).iter():
            if element.text and ":" in element.text and not re.match(r"https?://|\d{4}-", element.text.strip()):
                yield f"{element.text[:60]!r}"
    elif path.name == "_redirects":
        for line in data.decode("utf-8").splitlines():
            target = line.split()[1]
            if not re.match(r"/(?![/\\])|https://", target):
                yield line[:80]


def _file(address: str | None) -> str:
    return (address or "").rpartition("/")[2]
