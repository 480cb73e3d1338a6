"""A digest of our own code, for what is kept between runs: what other code of ours came to is not built upon."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def code_digest(files: Iterable[Path]) -> str:
    """sha256 over the names and contents of files, in the order given."""
    whole = hashlib.sha256()
    for file in files:
        whole.update(file.name.encode())
        whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()
