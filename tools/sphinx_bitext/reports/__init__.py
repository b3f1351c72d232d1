"""Reports: what was found, as text, JSON and a page. They know the model only, and touch no disk."""
