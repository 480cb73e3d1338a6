"""A report laid out for paper: how its tables are ruled, set, cut by pages and turned, drawn from a seed; then printed.

`dress` gives a page for a browser or an office program to print; what `tricks` do to a report may be done to it before.
"""

from __future__ import annotations

import html
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.reading import tricks
from benchmarks.reading.corpus import NOBODYS, TRICKS, Case, trick_sheet
from benchmarks.reading.figures import Table, make
from benchmarks.reading.tricks import Raw, Sheet

FIRST = 3_000_000
"""Seeds of these reports; no other case has them."""

RULES = {
    "ruled": "table{border-collapse:collapse}td{border:0.7px solid #000}",
    "thick": "table{border-collapse:collapse;border:2.5px solid #000}td{border:1.5px solid #444}",
    "double": "table{border-collapse:collapse;border:4px double #000}td{border:3px double #000}",
    "dashed": "table{border-collapse:collapse}td{border:0.8px dashed #000}",
    "dotted": "table{border-collapse:collapse}td{border:1px dotted #000}",
    "apart": "table{border-collapse:separate;border-spacing:2px;border:1px solid #000}td{border:1px solid #777}",
    "open sides": "table{border-collapse:collapse;border-top:1px solid;border-bottom:1px solid}td{border:1px solid}"
    "td:first-child{border-left:none}td:last-child{border-right:none}",
    "across only": "table{border-collapse:collapse}td{border-top:1px solid;border-bottom:1px solid}",
    "down only": "table{border-collapse:collapse}td{border-left:1px solid;border-right:1px solid}",
    "three lines": "table{border-collapse:collapse;border-top:2px solid;border-bottom:2px solid}"
    "tr:nth-child(3) td{border-bottom:1px solid}",
    "filled": "table{border-collapse:separate;border-spacing:1px;background:#000}td{background:#fff}",
    "banded": "table{border-collapse:collapse}td{border:none}tr:nth-child(odd) td{background:#e6ecf5}",
    "white lines": "table{border-collapse:collapse}td{border:1px solid #fff;background:#dfe7f1}",
    "faint": "table{border-collapse:collapse}td{border:0.5px solid #ddd}",
    "bare": "table{border-collapse:separate;border-spacing:12px 3px}td{border:none}",
}
RULED = frozenset(("ruled", "thick", "double", "dashed", "dotted", "apart", "open sides", "filled", "faint"))
"""Where every cell can be seen to end."""
_FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei", "Noto Sans Mono CJK SC")


@dataclass(frozen=True, slots=True)
class Dress:
    """How a report is set. `size` in px, `margins` in mm, `turned` in degrees as /Rotate has it."""

    rules: str
    font: str
    size: int
    padding: int
    page: str
    landscape: bool
    margins: tuple[int, int]
    turned: int
    names: str
    digits: str
    fourth: str
    second: str
    heads_again: bool
    rows_whole: bool
    align: str
    ghosts: bool

    @property
    def told(self) -> str:
        return f"{self.rules}, {self.names}, {self.digits}, {self.fourth}"


def dress_of(seed: int) -> Dress:
    dice = random.Random(f"paper {seed}")
    return Dress(
        rules=list(RULES)[seed % len(RULES)],
        font=dice.choice(_FONTS),
        size=dice.choice((9, 10, 11, 12, 13)),
        padding=dice.choice((0, 1, 2, 4, 6)),
        page=dice.choice(("A4", "A4", "A4", "A3", "Letter")),
        landscape=dice.random() < 0.2,
        margins=(dice.randint(8, 30), dice.randint(8, 40)),
        turned=dice.choice((0, 0, 0, 0, 90, 180, 270)),
        names=dice.choice(("flat", "flat", "vertical", "glyph a line", "narrow")),
        digits=dice.choice(
            ("plain", "plain", "plain", "spread", "spaced", "full width", "bold", "each apart")
        ),
        fourth=dice.choice(("one", "one", "one", "transposed", "three", "transposed three")),
        second=dice.choice(("one", "five", "five apart")),
        heads_again=dice.random() < 0.5,
        rows_whole=dice.random() < 0.5,
        align=dice.choice(("center", "center", "left", "right", "justify")),
        ghosts=dice.random() < 0.1,
    )


def page_of(sheet: Sheet, how: Dress, seed: int) -> str:
    dice = random.Random(f"dressed {seed}")
    made = sheet.made
    body = [f"<h1>{html.escape(made.title)}</h1>"]
    for section, heading in made.headings.items():
        body.append(f"<p class=h>{html.escape(heading)}</p>{sheet.before.get(section, '')}")
        body += _tables(section, sheet.parts.get(section, ()), how, dice)
        words = [text for text in made.words[section] for _ in range(dice.choice((1, 1, 1, 4)))]
        body += [f"<p>{html.escape(text)}</p>" for text in words]
        body.append(sheet.after.get(section, ""))
    style = (
        f"@page{{size:{how.page}{' landscape' if how.landscape else ''};"
        f"margin:{how.margins[0]}mm {how.margins[1]}mm}}"
        f"body{{font:{how.size + 2}px/1.6 '{how.font}'}}h1{{font-size:24px;text-align:center}}"
        f"p{{text-indent:2em;margin:4px 0}}.h{{text-indent:0}}table{{width:100%;font-size:{how.size}px;"
        f"text-align:{how.align};margin:4px 0;line-height:1.25}}td{{padding:{how.padding}px}}"
        f"thead{{display:{'table-header-group' if how.heads_again else 'table-row-group'}}}"
        f"tr{{break-inside:{'avoid' if how.rows_whole else 'auto'}}}.v{{writing-mode:vertical-rl;margin:auto}}"
        f".n{{width:1.1em;display:block;margin:auto;text-indent:0;word-break:break-all}}.s{{letter-spacing:0.3em}}"
        f".g{{color:#fff}}{RULES[how.rules]}"
    )
    return f"<!doctype html><meta charset=utf-8><style>{style}</style>{sheet.head}{''.join(body)}{sheet.end}"


def _tables(section: str, tables: Sequence[Table], how: Dress, dice: random.Random) -> Iterator[str]:
    if section == "disclosure" and how.second == "one" and tables:
        tables = [[row for table in tables for row in table]]
    if section == "litigation" and how.fourth != "one":
        tables = [piece for table in tables for piece in _fourth(table, how.fourth)]
    heads = 3 if section == "applications" else 0
    for table in tables:
        if section == "disclosure" and how.second == "five apart":
            yield "<p>&nbsp;</p>"
        yield _markup(table, how, dice, heads)


def _fourth(table: Table, how: str) -> list[Table]:
    """Table four otherwise: three tables with a name above each, or names down the side, or both."""
    if len(table) != 4 or len(table[3]) != 15 or any(len(row) < 2 for row in table):
        return [table]
    names = ("行政复议", "未经复议直接起诉", "复议后起诉")
    labels, values = [cell[0] for cell in table[2][:5]], table[3]
    parts = [values[at : at + 5] for at in (0, 5, 10)]
    if how == "three":
        heads: list[Table] = [
            [[(name if not at else f"行政诉讼（{name}）", 1, 5)]] for at, name in enumerate(names)
        ]
        return [
            [*head, [(label, 1, 1) for label in labels], part]
            for head, part in zip(heads, parts, strict=True)
        ]
    sides: list[Table] = []
    for name, part in zip(names, parts, strict=True):
        rows: Table = [[(label, 1, 1), value] for label, value in zip(labels, part, strict=True)]
        rows[0].insert(0, (name, 5, 1 if name != "行政复议" else 2))
        sides.append(rows)
    if how == "transposed three":
        return [
            [[(name, side[0][0][1], 1), *side[0][1:]], *side[1:]]
            for name, side in zip(names, sides, strict=True)
        ]
    sides[1][0].insert(0, ("行政诉讼", 10, 1))
    return [[row for side in sides for row in side]]


def _markup(table: Table, how: Dress, dice: random.Random, heads: int) -> str:
    rows = []
    for row in table:
        cells = "".join(
            f"<td{f' rowspan={down}' if down > 1 else ''}{f' colspan={across}' if across > 1 else ''}>"
            f"{_cell(text, how, dice, tall=down > 1 and across == 1, narrow=across == 1)}</td>"
            for text, down, across in row
        )
        rows.append(f"<tr>{cells}</tr>")
    head = f"<thead>{''.join(rows[:heads])}</thead>" if heads else ""
    return f"<table>{head}<tbody>{''.join(rows[heads:])}</tbody></table>"


def _cell(text: str, how: Dress, dice: random.Random, *, tall: bool, narrow: bool) -> str:
    if isinstance(text, Raw):
        return text
    flat = text.replace("\n", "")
    if flat[-1:].isdigit() and flat.lstrip("+-")[:1].isdigit():
        return _figure(text, how, dice)
    ghost = f"<span class=g>{dice.randint(10, 99)}</span>" if how.ghosts and not text else ""
    safe = html.escape(text).replace("\n", "<br>")
    if not (tall or (narrow and how.names == "vertical")) or how.names == "flat" or not text:
        return safe + ghost
    if how.names == "vertical":
        return f"<div class=v>{safe}</div>"
    if how.names == "narrow":
        return f"<span class=n>{safe}</span>"
    return "<br>".join(html.escape(glyph) for glyph in flat)


_WIDE = str.maketrans("0123456789.,+-", "０１２３４５６７８９．，＋－")


def _figure(text: str, how: Dress, dice: random.Random) -> str:
    ghost = f"<span class=g>{dice.randint(1, 9)}</span>" if how.ghosts and dice.random() < 0.2 else ""
    if how.digits == "full width":
        return text.translate(_WIDE).replace("\n", "<br>") + ghost
    safe = html.escape(text).replace("\n", "<br>")
    if how.digits == "spread":
        return f"<span class=s>{safe}</span>{ghost}"
    if how.digits == "spaced" and len(text) >= 3 and text.isdigit():
        return " ".join(text) + ghost
    if how.digits == "each apart" and " " not in text:
        return (
            "".join(
                f"<span style='position:relative;left:0'>{html.escape(g)}</span>" for g in text if g != "\n"
            )
            + ghost
        )
    return f"<b>{safe}</b>{ghost}" if how.digits == "bold" else safe + ghost


_NOT_ON_PAPER = ("hidden", "commented", "rows hidden", "filled by script", "drawn", "extra")
"""Tricks of pages: what is not shown is not printed, a picture without its file neither; and a column that is too many
and empty has no width."""
_SAME_ON_PAPER = ("instead 20", "instead 3", "instead 4", "beside 3")
"""Where paper shows a figure and nothing else, whatever the markup meant by it."""
_ON_PAPER = tuple(name for name in TRICKS if not name.startswith((*_NOT_ON_PAPER, *_SAME_ON_PAPER)))


def sheet_of(seed: int) -> tuple[Sheet, str | None]:
    """(the report, what was done to it): half of the reports are as they should be, half after a trick."""
    made = make(seed)
    name = _ON_PAPER[seed // 2 % len(_ON_PAPER)] if seed % 2 else None
    return (trick_sheet(seed, name), name) if name else (tricks.sheet(made, random.Random(f"{seed}")), None)


def case_of(seed: int, data: bytes) -> Case:
    """`data` is what printing made of ``page_of(sheet_of(seed))``."""
    sheet, name = sheet_of(seed)
    how, made = dress_of(seed), sheet.made
    known = name not in NOBODYS
    return Case(
        seed, f"paper, {how.rules}", f"{name}, {how.told}" if name else how.told, name is None and how.rules in RULED,
        made.agency if known else None, made.year if known else None, data, "pdf", sheet.expected,
    )  # fmt: skip
