"""Han characters that one of Simplified Chinese, Traditional Chinese and Japanese does not write."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple


class OtherHan(NamedTuple):
    """Han characters that a locale does not write."""

    chars: frozenset[str]
    name: str
    """What they are: `Traditional`, `Simplified`, `Chinese`."""
    is_all: bool
    """Whether they are more than those that only this locale writes."""


def is_everywhere(char: str, code: str) -> bool:
    """Say whether `other_han` says nothing of a Han character in a locale of script `code`."""
    odd = {"Jpan": _is_chinese_only, "Hans": _is_traditional_only, "Hant": _is_simplified_only}.get(code)
    return odd is None or not odd(char)


def other_han(chars: Collection[str], code: str) -> OtherHan | None:
    """Return which of the Han characters a locale of script `code` does not write.

    National standards tell: everyday characters of the one Chinese that the other has not, and for Japanese those that
    no Japanese standard has, or only the one of rare characters while they are everyday ones in China.
    """
    if code == "Jpan":
        odd, own, name = {char for char in chars if _is_chinese_only(char)}, set(chars), "Chinese"
    elif code in ("Hans", "Hant"):
        simplified = {char for char in chars if _is_simplified_only(char)}
        traditional = {char for char in chars if _is_traditional_only(char)}
        odd, own, name = (traditional, simplified, "Traditional")
        if code == "Hant":
            odd, own, name = simplified, traditional, "Simplified"
    else:
        return None
    is_all = len(odd) > 2 and len(odd) > len(own)
    if code == "Hant" and not is_all:  # Hong Kong writes some of them
        odd = {char for char in odd if not _stands_in(char, "big5hkscs")}
    return OtherHan(frozenset(odd), name, is_all) if odd else None


@lru_cache(maxsize=1 << 14)
def _is_chinese_only(char: str) -> bool:
    if _stands_in(char, "euc_jis_2004") and not _stands_in(char, "gb2312"):
        return False
    return not _stands_in(char, "cp932")


@lru_cache(maxsize=1 << 14)
def _is_simplified_only(char: str) -> bool:
    return _stands_in(char, "gb2312") and not _stands_in(char, "big5")


@lru_cache(maxsize=1 << 14)
def _is_traditional_only(char: str) -> bool:
    return _stands_in(char, "big5") and char.encode("big5") <= _BIG5_EVERYDAY and not _stands_in(char, "gb2312")


_BIG5_EVERYDAY = b"\xc6\x7e"
"""The last of the frequently used characters of Big5; the rare ones behind it are often common to both."""


@lru_cache(maxsize=1 << 15)
def _stands_in(char: str, encoding: str) -> bool:
    try:
        return len(char.encode(encoding)) > 1
    except UnicodeEncodeError:
        return False
