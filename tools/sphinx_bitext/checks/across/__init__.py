"""Checks across locales: what one locale alone has or lacks, and what all have but the English."""
