"""Delivered Markdown to the model: front matter, alignment spans, blocks. Losing nothing, raising on nothing."""
