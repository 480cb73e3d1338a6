"""The files that are meant by what stands on the command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

_DASH = Path("-")
_STDIN = Path("/dev/stdin")


def files_in(given: Sequence[Path]) -> list[Path]:
    """Each file as given, and for a folder all files in it and below, by name; hidden ones are passed over.

    A folder without any stands for itself: it is told that there is nothing to read. `-` is standard input.
    """
    return [file for path in given for file in ([_STDIN] if path == _DASH else list(_below(path)) or [path])]


def _below(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        return
    for each in sorted(path.iterdir()):
        if each.name.startswith("."):
            continue
        if each.is_dir() and not each.is_symlink():
            yield from _below(each)
        elif each.is_file():
            yield each
