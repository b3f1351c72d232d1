"""Checks of content: what the words, numbers and characters say."""
