"""Rule files that were read and found in order before, kept in the user's cache folder: the same bytes are not read twice.

Reading YAML strictly and compiling every rule for every form takes most of a start. What is kept is the file's plain values
as JSON under the sha256 of the file's text and of this room's own code: nothing of it is run, and values are shaped by
pydantic again. Places in the file (`Loaded.marks`) are not kept; who asks for one has the file read again. A file with any
problem is never kept. A folder that cannot be read or written changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from decimal import Decimal
from functools import cache
from pathlib import Path

MAX_FILES = 256
"""Files kept; those that were asked for longest ago go first."""
_DECIMAL = "\u0000decimal"
"""Key under which a decimal number is kept; a file that has the word itself is not kept."""


def kept(text: str) -> object | None:
    """The values of a file whose text was found in order before; `None` where it was not, or cannot be had."""
    place = _place(text)
    try:
        found: object = json.loads(place.read_bytes(), object_hook=_decimal)
    except (OSError, ValueError):
        return None
    with suppress(OSError):  # somebody else's folder, which can be read
        os.utime(place)
    return found


def keep(text: str, value: object) -> None:
    """Note that this text is in order and comes to `value`."""
    decimals: list[Decimal] = []

    def plain(one: object) -> dict[str, str]:
        assert isinstance(one, Decimal), f"a rule file holds {one!r}"
        decimals.append(one)
        return {_DECIMAL: str(one)}

    said = json.dumps(value, ensure_ascii=False, default=plain)
    if said.count(json.dumps(_DECIMAL)[1:-1]) != len(decimals):
        return
    place = _place(text)
    unfinished = place.with_suffix(f".{os.getpid()}")
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished.write_text(said, "utf-8")
        unfinished.replace(place)
        standing = sorted(place.parent.glob("*.json"), key=lambda one: one.stat().st_mtime)
        for one in standing[:-MAX_FILES]:
            one.unlink(missing_ok=True)
    except OSError:
        return


def _decimal(found: dict[str, object]) -> object:
    return Decimal(str(found[_DECIMAL])) if _DECIMAL in found else found


def _place(text: str) -> Path:
    name = hashlib.sha256(own_code() + text.encode("utf-8", "surrogatepass")).hexdigest()
    return folder() / f"{name}.json"


def folder() -> Path:
    """Where the XDG base directory specification puts what can be made again."""
    said = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(said) if said and Path(said).is_absolute() else Path.home() / ".cache"
    return base / "nianbao" / "rules"


@cache
def own_code() -> bytes:
    """A digest of everything that decides whether a rule file is in order: this room's code, and the form's own facts."""
    import reports  # noqa: PLC0415 - only its folder and its digest are asked for

    here = Path(__file__).resolve().parent
    form = Path(reports.__file__).resolve().parent
    files = (*sorted(here.glob("*.py")), form / "form.py", *sorted(form.glob("*.yaml")))
    return reports.code_digest(files).encode()
