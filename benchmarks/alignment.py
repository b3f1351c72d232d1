"""Prints the figures of alignment on a pack of real deliveries: `python benchmarks/alignment.py --help`."""

from __future__ import annotations

from measures.command import alignment

if __name__ == "__main__":
    alignment()
