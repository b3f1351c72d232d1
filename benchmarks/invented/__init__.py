"""Invented corpora: articles that nobody wrote, in the delivered format, as many as asked for."""
