"""Numbers of a sentence, as a reader of its language takes them, and those that differ between two sentences."""
