"""Prepared pages to a site: Sphinx for each locale, and what all locales share."""
