"""Bitexts to gettext catalogs and back to localized Markdown."""
