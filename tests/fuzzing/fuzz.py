"""`make fuzz SECONDS=60`: random text for everything that reads foreign text, until the time is over.

Prints how much each target was given; what breaks one is printed as short as it can be made, and the exit code is 1.
What was found belongs into the cases of tests/fuzzing/test_fuzzing.py.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter

from fuzz_targets import TARGETS, texts
from hypothesis import HealthCheck, given, seed, settings

BATCH = 200


def run(seconds: float, start: int) -> int:
    """Try all targets in turn; return how many broke."""
    given_texts = texts()
    tried: Counter[str] = Counter()
    broken: set[str] = set()
    end = time.monotonic() + seconds
    number = start
    while time.monotonic() < end and len(broken) < len(TARGETS):
        for name, target in TARGETS.items():
            if name in broken or time.monotonic() >= end:
                continue
            number += 1
            attempt = settings(
                max_examples=BATCH, deadline=None, database=None, suppress_health_check=list(HealthCheck)
            )(given(given_texts)(target))
            try:
                seed(number)(attempt)()
            except Exception as error:  # whatever it is, it is what is looked for
                broken.add(name)
                print(f"{name}: {type(error).__name__}: {error}", *getattr(error, "__notes__", ()), sep="\n")
            tried[name] += BATCH
    print(", ".join(f"{name} {count}" for name, count in tried.items()), f"(first seed {start + 1})")
    return len(broken)


if __name__ == "__main__":
    sys.exit(min(1, run(float(sys.argv[1]) if len(sys.argv) > 1 else 60.0, random.SystemRandom().randrange(1 << 32))))
