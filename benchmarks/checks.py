"""Prints the figures of the checks on a pack of real deliveries: `python benchmarks/checks.py --help`."""

from __future__ import annotations

from defects.command import checks

if __name__ == "__main__":
    checks()
