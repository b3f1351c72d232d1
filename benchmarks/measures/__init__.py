"""The figures of `benchmarks/alignment.py`: one small module each, over a pack that `pack` reads."""
