"""Small OFDs by hand (GB/T 33190-2016): objects of a page as they are written, in a package."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

SIZE = 4.0
"""Millimetres."""
LEFT, TOP, COLUMN, ROW = 20.0, 60.0, 30.0, 8.0
_NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_PAGE = "0 0 210 297"


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: float = SIZE,
    fill: str = "0 0 0",
    more: str = "",
    step: float | None = None,
) -> str:
    """A text object whose line begins at (x, y). `more`: attributes; `step`: millimetres from each letter to the next."""
    steps = [step or (size / 2 if letter.isascii() else size) for letter in words[:-1]]
    deltas = f' DeltaX="{" ".join(map(str, steps))}"' if steps else ""
    colour = f'<ofd:FillColor Value="{fill}"/>' if fill else ""
    return (
        f'<ofd:TextObject ID="1" Font="3" Size="{size}" Boundary="{_PAGE}" {more}>{colour}'
        f'<ofd:TextCode X="{x}" Y="{y}"{deltas}>{escape(words)}</ofd:TextCode></ofd:TextObject>'
    )


def box(left: float, top: float, right: float, bottom: float, *, fill: str = "", alpha: int = 255) -> str:
    """A rectangle: only its outline, or filled with a colour."""
    data = f"M {left} {top} L {right} {top} L {right} {bottom} L {left} {bottom} C"
    ground = f'<ofd:FillColor Value="{fill}" Alpha="{alpha}"/>' if fill else ""
    how = 'Fill="true" Stroke="false"' if fill else ""
    return (
        f'<ofd:PathObject ID="2" Boundary="{_PAGE}" {how}>{ground}'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def image(left: float, top: float, width: float, height: float, resource: int = 7) -> str:
    return (
        f'<ofd:ImageObject ID="4" ResourceID="{resource}" Boundary="{left} {top} {width} {height}"'
        f' CTM="{width} 0 0 {height} 0 0"/>'
    )


def place(row: int, column: int) -> tuple[float, float]:
    """Where the words of a cell of `table` begin."""
    return LEFT + COLUMN * column + 2, TOP + ROW * row + 5.5


def table(rows: Sequence[Sequence[str]]) -> str:
    """Cells with lines around them."""
    made = []
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            left, top = LEFT + COLUMN * c, TOP + ROW * r
            made.append(box(left, top, left + COLUMN, top + ROW))
            made.append(text(*place(r, c), words) if words else "")
    return "".join(made)


def ofd(
    *pages: str,
    files: Mapping[str, bytes] | None = None,
    templates: Mapping[int, str] | None = None,
    media: Mapping[int, str] | None = None,
    composites: Mapping[int, str] | None = None,
    bodies: int = 1,
    extra: str = "",
    info: str = "",
) -> bytes:
    """Pages of objects. `templates` are painted under all of them; `media`: files of pictures by their IDs; `extra`: elements of the
    document; `info`: of its particulars."""
    templates = templates or {}
    body = f"<ofd:DocBody><ofd:DocInfo>{info}</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
    named = "".join(f'<ofd:TemplatePage ID="{id}" BaseLoc="T{id}.xml"/>' for id in templates)
    listed = "".join(f'<ofd:Page ID="{100 + at}" BaseLoc="Pages/P{at}.xml"/>' for at in range(len(pages)))
    used = "".join(f'<ofd:Template TemplateID="{id}"/>' for id in templates)
    held = "".join(
        f'<ofd:MultiMedia ID="{id}" Type="Image"><ofd:MediaFile>{file}</ofd:MediaFile></ofd:MultiMedia>'
        for id, file in (media or {}).items()
    ) + "".join(
        f'<ofd:CompositeGraphicUnit ID="{id}" Width="210" Height="297"><ofd:Content>{objects}</ofd:Content></ofd:CompositeGraphicUnit>'
        for id, objects in (composites or {}).items()
    )
    parts = {
        "OFD.xml": f'<ofd:OFD {_NAMESPACE} Version="1.0" DocType="OFD">{body * bodies}</ofd:OFD>',
        "Doc_0/Document.xml": f"<ofd:Document {_NAMESPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>{_PAGE}</ofd:PhysicalBox>"
        f"</ofd:PageArea><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>{named}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages>{extra}</ofd:Document>",
        "Doc_0/DocumentRes.xml": f'<ofd:Res {_NAMESPACE} BaseLoc="Res">{held}</ofd:Res>',
        **{f"Doc_0/T{id}.xml": _content(objects) for id, objects in templates.items()},
        **{f"Doc_0/Pages/P{at}.xml": _content(objects, used) for at, objects in enumerate(pages)},
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
        for name, data in (files or {}).items():
            package.writestr(name, data)
    return made.getvalue()


def _content(objects: str, used: str = "") -> str:
    return f'<ofd:Page {_NAMESPACE}>{used}<ofd:Content><ofd:Layer Type="Body" ID="9">{objects}</ofd:Layer></ofd:Content></ofd:Page>'
