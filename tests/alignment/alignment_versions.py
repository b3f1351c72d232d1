"""Makes another version of an article: some of its blocks are dropped, added or edited, and it is known which.

What is added is our own text. All is decided by the seed, so a version can be made again.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import NamedTuple

from sphinx_bitext.markup.blocks import parse_blocks
from sphinx_bitext.model import Block, Span

FILLERS = {
    "en": (
        "Ask the person who looks after the network before you open port 8443.",
        "Nothing else needs to be done here.",
        "Read [how backups are kept](https://help.example/backups) and write down the date of the last one.",
        "This takes about 20 minutes, or an hour where the connection is slow, and can be stopped at any time.",
        "Old drawings stay in the attic.",
        "Type `harbour --list` to see which boats have come in since yesterday, then wait for the tide.",
    ),
    "id": (
        "Tanyakan kepada penanggung jawab jaringan sebelum Anda membuka port 8443.",
        "Tidak ada lagi yang perlu dilakukan di sini.",
        "Baca [cara cadangan disimpan](https://help.example/backups) dan catat tanggal yang terakhir.",
        "Ini memakan waktu sekitar 20 menit, atau satu jam bila koneksi lambat, dan dapat dihentikan kapan saja.",
        "Gambar lama tetap di loteng.",
        "Ketik `harbour --list` untuk melihat kapal mana yang masuk sejak kemarin, lalu tunggu air pasang.",
    ),
    "ja": (
        "ポート 8443 を開く前に、ネットワークの担当者に相談してください。",
        "ここでは他に何もする必要はありません。",
        "[バックアップの保管方法](https://help.example/backups)を読み、最後の日付を書き留めます。",
        "これには約 20 分、接続が遅い場所では 1 時間かかりますが、いつでも中止できます。",
        "古い図面は屋根裏に残ります。",
        "`harbour --list` と入力して昨日から入港した船を確認し、潮を待ちます。",
    ),
    "lv": (
        "Pirms atverat portu 8443, jautājiet tam, kurš rūpējas par tīklu.",
        "Šeit nekas cits nav jādara.",
        "Izlasiet, [kā glabā dublējumus](https://help.example/backups), un pierakstiet pēdējā datumu.",
        "Tas aizņem apmēram 20 minūtes vai stundu, ja savienojums ir lēns, un to var pārtraukt jebkurā brīdī.",
        "Vecie rasējumi paliek bēniņos.",
        "Ierakstiet `harbour --list`, lai redzētu, kuras laivas ienākušas kopš vakardienas, un gaidiet paisumu.",
    ),
    "sv": (
        "Fråga den som sköter nätverket innan du öppnar port 8443.",
        "Inget annat behöver göras här.",
        "Läs [hur säkerhetskopior sparas](https://help.example/backups) och skriv upp datumet för den senaste.",
        "Det tar ungefär 20 minuter, eller en timme där anslutningen är långsam, och kan avbrytas när som helst.",
        "Gamla ritningar blir kvar på vinden.",
        "Skriv `harbour --list` för att se vilka båtar som har kommit in sedan i går och vänta sedan på tidvattnet.",
    ),
    "tr": (
        "8443 numaralı bağlantı noktasını açmadan önce ağa bakan kişiye sorun.",
        "Burada başka bir şey yapmak gerekmez.",
        "[Yedeklerin nasıl saklandığını](https://help.example/backups) okuyun ve sonuncunun tarihini not edin.",
        "Bu yaklaşık 20 dakika, bağlantının yavaş olduğu yerde bir saat sürer ve istenildiği zaman durdurulabilir.",
        "Eski çizimler tavan arasında kalır.",
        "Dünden beri hangi teknelerin geldiğini görmek için `harbour --list` yazın, sonra gelgiti bekleyin.",
    ),
    "vi": (
        "Hãy hỏi người phụ trách mạng trước khi bạn mở cổng 8443.",
        "Ở đây không cần làm gì thêm.",
        "Đọc [cách lưu giữ bản sao lưu](https://help.example/backups) và ghi lại ngày của bản cuối cùng.",
        "Việc này mất khoảng 20 phút, hoặc một giờ ở nơi kết nối chậm, và có thể dừng bất cứ lúc nào.",
        "Bản vẽ cũ vẫn ở trên gác mái.",
        "Gõ `harbour --list` để xem những thuyền nào đã vào từ hôm qua, rồi chờ thủy triều.",
    ),
}
"""Language: sentences about nothing that an article is about, in the same order."""

_SENTENCE_RE = re.compile(r"(?<=[.!?]) +(?=\S)|(?<=[。！？])(?=\S)")


class Piece(NamedTuple):
    """A block of a version."""

    content: str
    origins: frozenset[int]
    """The blocks of the article that it comes from; empty when it is new."""


class Version(NamedTuple):
    """Another version of an article."""

    text: str
    origins: tuple[frozenset[int], ...]
    """For each block of the version, the indices of the blocks it comes from."""
    changes: int
    """How many places were changed."""


class _Draft(NamedTuple):
    lines: list[str]
    pieces: list[Piece]


class _Chunk(NamedTuple):
    """Whole lines, and the blocks that stand on them and nowhere else: one, or the cells of a row."""

    first: int
    after: int
    blocks: range


def make_version(text: str, language: str, seed: int, share: float) -> Version:
    """Return the article with about `share` of its blocks dropped, added or edited."""
    chance = random.Random(f"{seed} {text}")  # an article has its own luck
    blocks = parse_blocks(text)
    pieces = [Piece(block.content, frozenset({index})) for index, block in enumerate(blocks)]
    draft = _Draft(text.splitlines(keepends=True), pieces)
    wanted = len(blocks) * share
    count = int(wanted) + (chance.random() < wanted % 1)
    fillers = FILLERS.get(language, FILLERS["en"])
    done = 0
    for _ in range(4 * count):
        if done >= count:
            break
        changed = _change(draft, chance, fillers)
        if changed is not None:
            draft, done = changed, done + 1
    return Version("".join(draft.lines), tuple(piece.origins for piece in draft.pieces), done)


def _change(draft: _Draft, chance: random.Random, fillers: Sequence[str]) -> _Draft | None:
    """Return the draft with one more change; None where the one that was drawn cannot be made."""
    text = "".join(draft.lines)
    blocks = parse_blocks(text)
    chunks = _chunks(text, draft, blocks)
    old = [chunk for chunk in chunks if all(draft.pieces[index].origins for index in chunk.blocks)]
    if len(old) < 2:
        return None
    kind = chance.choice(("drop", "drop", "drop", "add", "add", "add", "edit", "edit", "edit"))
    chunk = chance.choice(old)
    filler = chance.choice(fillers)
    if kind == "drop":
        return _checked(_drop(draft, chunk))
    if kind == "add":
        loose, tight = _add(draft, blocks, chunk, filler, "\n"), _add(draft, blocks, chunk, filler, "")
        return _checked(tight) or _checked(loose)
    changed = chance.choice((_replace_sentence, _drop_sentence, _add_sentence, _split, _merge))
    found = changed(draft, blocks, chunk, filler, chance)
    return _checked(found) if found else None


def _checked(draft: _Draft) -> _Draft | None:
    """Return the draft if its text has just the blocks that it should have."""
    found = [block.content.strip() for block in parse_blocks("".join(draft.lines))]
    return draft if found == [piece.content.strip() for piece in draft.pieces] else None


def _chunks(text: str, draft: _Draft, blocks: Sequence[Block]) -> list[_Chunk]:
    starts = [0]
    for line in draft.lines:
        starts.append(starts[-1] + len(line))
    line_of = {offset: number for number, line in enumerate(starts[:-1]) for offset in range(line, starts[number + 1])}
    found: list[_Chunk] = []
    for index, block in enumerate(blocks):
        if not block.is_message or not text[block.place.start : block.place.end].strip():
            continue
        first, last = line_of[block.place.start], line_of[block.place.end - 1]
        if found and first < found[-1].after:
            found[-1] = found[-1]._replace(
                after=max(last + 1, found[-1].after), blocks=range(found[-1].blocks.start, index + 1)
            )
        else:
            found.append(_Chunk(first, last + 1, range(index, index + 1)))
    return found


def _drop(draft: _Draft, chunk: _Chunk) -> _Draft:
    lines = draft.lines[: chunk.first] + draft.lines[chunk.after :]
    return _Draft(lines, draft.pieces[: chunk.blocks.start] + draft.pieces[chunk.blocks.stop :])


def _add(draft: _Draft, blocks: Sequence[Block], chunk: _Chunk, filler: str, between: str) -> _Draft:
    """Put blocks of the same kind behind a chunk."""
    line = _with(draft, blocks, chunk, [filler] * len(chunk.blocks)).rstrip("\n") + "\n"
    before = "".join(draft.lines[chunk.first : chunk.after]).rstrip("\n") + "\n"
    lines = [*draft.lines[: chunk.first], before, *([between] if between else []), line, *draft.lines[chunk.after :]]
    new = [Piece(filler, frozenset())] * len(chunk.blocks)
    return _Draft(_relined(lines), draft.pieces[: chunk.blocks.stop] + new + draft.pieces[chunk.blocks.stop :])


def _with(draft: _Draft, blocks: Sequence[Block], chunk: _Chunk, contents: Sequence[str]) -> str:
    """Return the lines of a chunk with other contents, each on one line."""
    offset = sum(map(len, draft.lines[: chunk.first]))
    text = "".join(draft.lines[chunk.first : chunk.after])
    pieces, position = [], 0
    for index, content in zip(chunk.blocks, contents, strict=True):
        place = Span(blocks[index].place.start - offset, blocks[index].place.end - offset)
        pieces += [text[position : place.start], content]
        position = place.end
    return "".join([*pieces, text[position:]])


def _relined(lines: Sequence[str]) -> list[str]:
    return "".join(lines).splitlines(keepends=True)


def _edited(draft: _Draft, blocks: Sequence[Block], chunk: _Chunk, content: str) -> _Draft:
    """Give the first block of a chunk another content; it is still the same block."""
    rest = [blocks[index].content for index in chunk.blocks[1:]]
    lines = [*draft.lines[: chunk.first], _with(draft, blocks, chunk, [content, *rest]), *draft.lines[chunk.after :]]
    start = chunk.blocks.start
    piece = Piece(content, draft.pieces[start].origins)
    return _Draft(_relined(lines), [*draft.pieces[:start], piece, *draft.pieces[start + 1 :]])


def _sentences(blocks: Sequence[Block], chunk: _Chunk) -> tuple[list[str], str]:
    """Return the sentences of the first block of a chunk and what joins them."""
    content = " ".join(blocks[chunk.blocks.start].content.split())
    found = _SENTENCE_RE.split(content)
    return found, " " if " ".join(found) == content else ""


def _replace_sentence(
    draft: _Draft, blocks: Sequence[Block], chunk: _Chunk, filler: str, chance: random.Random
) -> _Draft | None:
    found, joint = _sentences(blocks, chunk)
    if len(found) < 2:
        return None
    found[chance.randrange(len(found))] = filler
    return _edited(draft, blocks, chunk, joint.join(found))


def _drop_sentence(
    draft: _Draft, blocks: Sequence[Block], chunk: _Chunk, filler: str, chance: random.Random
) -> _Draft | None:
    found, joint = _sentences(blocks, chunk)
    if len(found) < 2:
        return None
    del found[chance.randrange(len(found))]
    return _edited(draft, blocks, chunk, joint.join(found))


def _add_sentence(
    draft: _Draft, blocks: Sequence[Block], chunk: _Chunk, filler: str, chance: random.Random
) -> _Draft | None:
    if blocks[chunk.blocks.start].kind != "paragraph":
        return None
    found, _ = _sentences(blocks, chunk)
    found.insert(chance.randint(1, len(found)), filler)
    return _edited(draft, blocks, chunk, " ".join(found))


def _split(draft: _Draft, blocks: Sequence[Block], chunk: _Chunk, filler: str, chance: random.Random) -> _Draft | None:
    """Make two paragraphs of one."""
    found, joint = _sentences(blocks, chunk)
    block = blocks[chunk.blocks.start]
    if len(found) < 2 or block.kind != "paragraph" or block.containers:
        return None
    cut = chance.randrange(1, len(found))
    halves = [joint.join(found[:cut]), joint.join(found[cut:])]
    lines = [*draft.lines[: chunk.first], f"{halves[0]}\n\n{halves[1]}\n", *draft.lines[chunk.after :]]
    start = chunk.blocks.start
    new = [Piece(half, draft.pieces[start].origins) for half in halves]
    return _Draft(_relined(lines), [*draft.pieces[:start], *new, *draft.pieces[start + 1 :]])


def _merge(draft: _Draft, blocks: Sequence[Block], chunk: _Chunk, filler: str, chance: random.Random) -> _Draft | None:
    """Make one paragraph of this one and the next."""
    start = chunk.blocks.start
    both = blocks[start : start + 2]
    if len(both) < 2 or any(block.kind != "paragraph" or block.containers for block in both):
        return None
    one, two = (" ".join(block.content.split()) for block in both)
    text = "".join(draft.lines)
    first, end = blocks[start].place.start, blocks[start + 1].place.end
    lines = [text[:first], f"{one} {two}", text[end:]]
    piece = Piece(f"{one} {two}", draft.pieces[start].origins | draft.pieces[start + 1].origins)
    return _Draft(_relined(lines), [*draft.pieces[:start], piece, *draft.pieces[start + 2 :]])
