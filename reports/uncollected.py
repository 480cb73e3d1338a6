"""Reading without the garbage collector: what a reading makes goes when its last user does, and nothing of it is in a circle.

A page is some ten thousand small objects, so that the collector looks through them, and through all that is remembered, a dozen
times in vain: a twentieth of the time of reading it.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """The collector rests meanwhile. Where it rests already it is left so; threads may be in here at the same time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
