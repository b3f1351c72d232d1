"""Jobs of a large project, ours and the usual way, measured in one run on one machine."""
