"""Text of a cell or a paragraph as Word, WPS and portal editors leave it in HTML."""

from __future__ import annotations

import html
import random
from dataclasses import dataclass

from benchmarks.reading.figures import Table


@dataclass(frozen=True, slots=True)
class Habits:
    """How one page was made."""

    dice: random.Random
    editor: str
    """`plain`, `word` or `wps`."""
    split: bool
    """Words and figures are split over several spans."""
    invisible: bool
    vertical: bool
    """Group labels stand one glyph to a line."""
    breaks: bool
    """Long labels are broken inside the cell."""
    unclosed: bool
    """End tags of cells and rows are left out (HTML §13.1.2.4 allows it)."""
    group_style: str
    """`spans`, or `repeated` on every row, or `empty` cells below the first."""
    entities: bool


def habits(dice: random.Random) -> Habits:
    return Habits(
        dice,
        editor=dice.choice(("plain", "word", "wps")),
        split=dice.random() < 0.3,
        invisible=dice.random() < 0.2,
        vertical=dice.random() < 0.2,
        breaks=dice.random() < 0.4,
        unclosed=dice.random() < 0.15,
        group_style=dice.choice(("spans", "spans", "spans", "repeated", "empty")),
        entities=dice.random() < 0.1,
    )


def inline(text: str, how: Habits) -> str:
    """One line of text as inline markup."""
    dice = how.dice
    if not text:
        return dice.choice(("&nbsp;", "", "<o:p></o:p>", "<o:p>&nbsp;</o:p>", " "))
    pieces = [text]
    if how.split and len(text) > 1:
        at = dice.randrange(1, len(text))
        pieces = [text[:at], text[at:]]
    made = []
    for piece in pieces:
        words = html.escape(piece)
        if how.entities:
            words = "".join(f"&#{ord(c)};" if c.isdigit() else c for c in piece)
        if how.invisible and dice.random() < 0.3:
            words += dice.choice(("&#8203;", "\ufeff", "&zwnj;"))
        made.append(_wrap(words, how.editor, dice))
    pad = dice.choice(("", "", "", "&nbsp;", " ", "\u3000", "\r\n   ")) if how.editor != "plain" else ""
    return pad + "".join(made) + (pad if pad != "\u3000" else "")


def _wrap(words: str, editor: str, dice: random.Random) -> str:
    if editor == "word":
        style = dice.choice(
            ("font-size:12.0pt;font-family:仿宋_GB2312", "mso-bidi-font-size:10.5pt;font-family:宋体")
        )
        return f"<span lang=EN-US style='{style}'>{words}</span>"
    if editor == "wps":
        return f'<span style="font-family: 仿宋; letter-spacing: 0; font-size: 14px;"><font face="仿宋">{words}</font></span>'
    return words


def block(text: str, how: Habits) -> str:
    """The lines of a cell as its content."""
    lines = text.split("\n")
    if how.editor == "plain":
        return "<br>".join(inline(line, how) for line in lines)
    kind = ' class=MsoNormal align=center style="text-align:center;mso-pagination:widow-orphan"'
    attributes = kind if how.editor == "word" else ' style="text-align: center;"'
    if how.dice.random() < 0.3:
        return f"<p{attributes}>" + "<br/>".join(inline(line, how) for line in lines) + "</p>"
    return "".join(f"<p{attributes}>{inline(line, how)}</p>" for line in lines)


def broken(text: str, how: Habits, *, group: bool) -> str:
    """Labels as narrow columns break them."""
    if group and how.vertical and len(text) > 4:
        return "\n".join(text)
    if how.breaks and len(text) > 5 and not text[0].isdigit() and how.dice.random() < 0.5:
        at = how.dice.randrange(2, len(text) - 1)
        return f"{text[:at]}\n{text[at:]}"
    return text


def grid(table: Table, how: Habits, *, head: bool = False) -> str:
    """Rows and cells; the caller wraps them in a table."""
    made = []
    for row in table:
        cells = []
        for text, down, across in row:
            name = "th" if head and how.dice.random() < 0.5 else "td"
            spans = (f' rowspan="{down}"' if down > 1 else "") + (f" colspan={across}" if across > 1 else "")
            style = (
                ' style="border:solid windowtext 1.0pt;padding:0cm 5.4pt" valign=top'
                if how.editor != "plain"
                else ""
            )
            words = text if any(c.isdigit() for c in text[:1]) else broken(text, how, group=down > 2)
            end = "" if how.unclosed else f"</{name}>"
            cells.append(f"<{name}{spans}{style}>{block(words, how)}{end}")
        made.append("<tr>" + "\n".join(cells) + ("" if how.unclosed else "</tr>"))
    return "\n".join(made)
