"""What a page's tree gives back is kept for the next page's."""

from __future__ import annotations

import ctypes
from functools import cache

_TRIM_THRESHOLD, _TOP_PAD, _MMAP_THRESHOLD = -1, -2, -3
"""mallopt(3)."""
_KEPT = 64 * 1024 * 1024


@cache
def keep_freed_memory() -> bool:
    """Ask glibc to keep up to 64 MiB that is free at the heap's end, and to map no single page of less.

    Else each tree's memory goes back to the system and is faulted in again for the next one, while the answers of other
    hosts wait to be stored: a fifth of what benchmarks/crawl spends with evidence. False where the C library is another.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError, TypeError):
        return False
    limits = ((_TRIM_THRESHOLD, _KEPT), (_MMAP_THRESHOLD, _KEPT // 2), (_TOP_PAD, _KEPT // 4))
    return all(mallopt(which, size) == 1 for which, size in limits)
