"""Checks of links and emphasis: did they survive the translation."""
