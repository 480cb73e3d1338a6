"""How the cells of a BIFF workbook look ([MS-XLS] 2.4.122, 2.4.126, 2.4.353): formats of numbers, fonts that strike or hide."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from reports.formats.sheet_looks import Looks
from reports.formats.sheet_numbers import BUILT_IN, OTHER

_FONT, _FORMAT, _XF = 0x0031, 0x041E, 0x00E0
_STRUCK = 0x0008
_WHITE = (1, 9)
_MISSING_FONT = 4
"""No font has this number: those after it are one earlier in the file (2.5.129)."""
_BIFF8 = 0x0600
_MOST = 10_000


@dataclass(slots=True)
class LooksTaken:
    """The looks of a workbook, record by record."""

    version: int = _BIFF8
    codes: dict[str, str] = field(default_factory=lambda: dict(BUILT_IN))
    fonts: list[tuple[bool, bool]] = field(default_factory=list)
    """(struck out or raised, white)"""
    styles: list[tuple[int, int, bool]] = field(default_factory=list)
    """(font, format, filled)"""

    def begins(self, record: bytes) -> None:
        self.version = struct.unpack_from("<H", record)[0]

    def take(self, kind: int, record: bytes) -> None:
        if kind == _FONT and len(record) >= 10 and len(self.fonts) < _MOST:
            flags, colour, _, raised = struct.unpack_from("<HHHH", record, 2)
            self.fonts.append((bool(flags & _STRUCK) or raised in (1, 2), colour in _WHITE))
        elif kind == _FORMAT and len(record) >= 5:
            self.codes[str(struct.unpack_from("<H", record)[0])] = self._format(record)
        elif kind == _XF and len(record) >= 16 and len(self.styles) < _MOST:
            font, format = struct.unpack_from("<HH", record)
            filled = (
                self.version < _BIFF8 or len(record) < 18 or struct.unpack_from("<I", record, 14)[0] >> 26
            )
            self.styles.append((font, format, bool(filled)))

    def _format(self, record: bytes) -> str:
        if self.version < _BIFF8:
            return record[3 : 3 + record[2]].decode("gb18030", "replace")
        count, wide = struct.unpack_from("<HB", record, 2)
        text = record[5 : 5 + count * (2 if wide & 1 else 1)]
        return text.decode("utf-16-le" if wide & 1 else "latin-1", "replace")

    def made(self) -> Looks:
        return Looks(
            codes=tuple(self.codes.get(str(format), OTHER) for _, format, _ in self.styles),
            odd=tuple(self._is_odd(font, filled=filled) for font, _, filled in self.styles),
        )

    def has_odd_fonts(self) -> bool:
        return any(apart or white for apart, white in self.fonts)

    def is_odd_run(self, font: int) -> bool:
        """Whether a run of a string in that font is no part of its words."""
        return self._is_odd(font, filled=False)

    def _is_odd(self, font: int, *, filled: bool) -> bool:
        own = font - 1 if font > _MISSING_FONT else font
        apart, white = self.fonts[own] if own < len(self.fonts) else (False, False)
        return apart or (white and not filled)
