"""Checks of what the sentences say: numbers, copies, punctuation, spacing, language, terms and characters."""
