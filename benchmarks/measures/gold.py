"""The door to the measuring functions of the test suite.

How well clean articles are aligned is pinned in tests/alignment and printed here: with the same functions, which live
there. Their folder is no package, so it is put on the path.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "tests" / "alignment"))

from alignment_gold import Direction, Sample, Score, Task, measure, measure_versions

__all__ = ["Direction", "Sample", "Score", "Task", "measure", "measure_versions"]
