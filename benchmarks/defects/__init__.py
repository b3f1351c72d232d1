"""The defects that `benchmarks/checks.py` puts into good deliveries, and what it counts then."""
