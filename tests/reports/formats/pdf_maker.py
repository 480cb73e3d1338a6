"""A PDF writer of a few lines, so that tests say exactly what is on the page (ISO 32000-1 §7.5, §8.5, §9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

HEIGHT = 842.0
SIZE = 10.0


@dataclass
class Page:
    """Drawing in points from the top left; text in Helvetica, Chinese in the reader's own Song (ISO 32000-1 §9.7.5.2)."""

    commands: list[str] = field(default_factory=list)
    rotate: int = 0
    media: tuple[float, float, float, float] = (0, 0, 595, HEIGHT)

    def text(
        self, x: float, baseline: float, text: str, size: float = SIZE, spacing: float = 0.0, mode: int = 0
    ) -> Page:
        if text.isascii():
            escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            font, shown = "F1", f"({escaped})"
        else:
            font, shown = "F2", f"<{text.encode('utf-16-be').hex()}>"
        y = HEIGHT - baseline
        self.commands.append(f"BT /{font} {size} Tf {spacing} Tc {mode} Tr {x:.2f} {y:.2f} Td {shown} Tj ET")
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.7) -> Page:
        self.commands.append(f"{width} w {x0:.2f} {HEIGHT - y0:.2f} m {x1:.2f} {HEIGHT - y1:.2f} l S")
        return self

    def bar(self, x0: float, y0: float, x1: float, y1: float) -> Page:
        """A filled box: how some programs draw a ruling, and all draw a background."""
        self.commands.append(f"{x0:.2f} {HEIGHT - y1:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re f")
        return self

    def raw(self, command: str) -> Page:
        self.commands.append(command)
        return self


def grid(
    page: Page, xs: Sequence[float], ys: Sequence[float], cells: Sequence[tuple[int, int, int, int, str]]
) -> Page:
    """Each cell (row, column, rows, columns, text) with its border, its text in the middle."""
    for row, column, rows, columns, text in cells:
        left, right, top, bottom = xs[column], xs[column + columns], ys[row], ys[row + rows]
        for x in (left, right):
            page.line(x, top, x, bottom)
        for y in (top, bottom):
            page.line(left, y, right, y)
        if text:
            width = 0.5 * SIZE * len(text)
            page.text((left + right) / 2 - width / 2, (top + bottom) / 2 + 0.35 * SIZE, text)
    return page


def pdf(*pages: Page, info: str = "", annotations: Sequence[str] = (), more: Sequence[str] = ()) -> bytes:
    """`annotations` are laid over each page (bodies of dictionaries; ``{more}`` is the first of the further objects)."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    descendant = (
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>"
    )
    objects.append(
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        f"/DescendantFonts [{descendant}] >>"
    )
    kids = []
    laid = []
    extra = len(objects) + 1
    objects += more
    for annotation in annotations:
        objects.append(f"<< /Type /Annot {annotation.replace('{more}', f'{extra} 0 R')} >>")
        laid.append(f"{len(objects)} 0 R")
    for page in pages:
        content = "\n".join(page.commands)
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        box = " ".join(f"{value:g}" for value in page.media)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Rotate {page.rotate} /Contents {len(objects)} 0 R "
            f"/Annots [{' '.join(laid)}] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< {info} >>")
    out = "%PDF-1.7\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return (out + f"xref\n0 {size}\n0000000000 65535 f \n{table}" + trailer).encode("latin-1")
