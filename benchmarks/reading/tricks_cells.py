"""Tricks in single cells: struck out, raised, hidden, said in words, drawn as a picture, typed into a field."""

from __future__ import annotations

import random
from collections.abc import Callable

from benchmarks.reading.figures import Expected
from benchmarks.reading.tricks import Raw, Sheet, Trick, Tricks, some_values

_BESIDE: tuple[Callable[[str, int], str], ...] = (
    lambda text, n: f"{text}<sup>{n}</sup>",
    lambda text, n: f'{text}<span style="vertical-align:super;font-size:8px">{n}</span>',
    lambda text, n: f'{text}<span style="position:relative;top:-4.0pt;mso-text-raise:4.0pt">{n}</span>',
    lambda text, n: f'{text}<a href="#_ftn{n}">{n}</a>',
    lambda text, n: f"{text}[{n}]",
    lambda text, n: f"{text}({n})",
    lambda text, n: f"{text}①",
    lambda text, n: f"{text}¹",
    lambda text, n: f"{text}注{n}",
    lambda text, n: f"<del>{n}</del>{text}",
    lambda text, n: f"{text}<s>{n}</s>",
    lambda text, n: f'<span style="text-decoration: line-through">{n}</span>{text}',
    lambda text, n: f'<span style="text-decoration-line:line-through">{n}</span><ins>{text}</ins>',
    lambda text, n: f'{text}<span style="display:none">{n}</span>',
    lambda text, n: f'{text}<span class="gone">{n}</span>',
    lambda text, n: f"{text}<span hidden>{n}</span>",
    lambda text, n: f'{text}<span style="font-size:0">{n}</span>',
    lambda text, n: f'{text}<span style="opacity: 0">{n}</span>',
    lambda text, n: f"{text}<!-- {n} -->",
    lambda text, n: f"{text}<!--[if gte mso 9]>{n}<![endif]-->",
    lambda text, n: f"<ruby>{text}<rt>{n}</rt></ruby>",
)
"""The cell's own figure with another beside it that does not belong to it: its own may be read, or nothing."""

_NOT_THERE: tuple[Callable[[int], str], ...] = (
    lambda n: f"<del>{n}</del>",
    lambda n: f"<strike>{n}</strike>",
    lambda n: f'<span style="text-decoration:line-through">{n}</span>',
    lambda n: f"<sup>{n}</sup>",
    lambda n: f"<sub>{n}</sub>",
    lambda n: f"约{n}",
    lambda n: f"{n}余",
    lambda n: f"近{n}件",
    lambda n: f"{n}-{n + 3}",
    lambda n: f"{n}~{n + 3}",
    lambda n: f"{n}至{n + 3}",
    lambda n: f"{n}/{n + 2}",
    lambda n: f"{n}%",
    lambda n: f"{n}％",
    lambda n: f"{n}‰",
    lambda n: f"2024年{n}月",
    lambda n: f"2024-01-{n:02}",
    lambda n: f"2024.1.{n}",
    lambda n: f"{n}<br>{n + 1}",
    lambda n: f"<p>{n}</p><p>{n}</p>",
    lambda n: f"{n} {n + 1}",
    lambda n: f"0{n}",
    lambda n: f"{n},{n + 1}",
    lambda n: f"({n})",
    lambda n: f"≥{n}",
    lambda n: f"<{n}".replace("<", "&lt;"),
    lambda n: f"{n}+",
    lambda n: f"{n}?",
    lambda n: f"{n}、{n + 1}",
    lambda n: f"第{n}",
    lambda n: f"见注{n}",
    lambda n: f"{n}e2",
    lambda n: "一",
    lambda n: "X",
    lambda n: "XX",
    lambda n: "O",
    lambda n: "—",
    lambda n: "/",
    lambda n: "无",
    lambda n: "N/A",
    lambda n: "同上",
    lambda n: "见附件",
    lambda n: "{{row.total}}",
    lambda n: "#REF!",
    lambda n: "#VALUE!",
    lambda n: "NaN",
    lambda n: "undefined",
)
"""What stands in the cell is no number of the agency's: nothing may be read."""

_DRAWN: tuple[Callable[[int], str], ...] = (
    lambda n: f'<img src="/upload/{n}.png">',
    lambda n: f'<img src="/upload/{n}.png" width=20 height=14 alt="{n}">',
    lambda n: f'<input type="text" value="{n}">',
    lambda n: f"<textarea>{n}</textarea>",
    lambda n: f"<select><option>{n + 1}</option><option selected>{n}</option></select>",
    lambda n: f"<svg><text>{n}</text></svg>",
    lambda n: f"<canvas data-value={n}></canvas>",
    lambda n: f'<object data="{n}.svg"></object>',
    lambda n: f'<iframe src="{n}.html"></iframe>',
    lambda n: f"<script>document.write({n})</script>",
    lambda n: f"<button>{n}</button>",
    lambda n: f'<embed src="{n}.swf">',
)
"""A figure is shown in a way that is no text: the cell is not blank, and may be left unread."""


def _beside(made: Callable[[str, int], str]) -> Trick:
    def trick(printed: Sheet, dice: random.Random) -> None:
        printed.head = "<style>.gone, .note em { display : none }</style>"
        for table, row, cell, address in some_values(printed, dice):
            _, down, across = table[row][cell]
            if printed.expected[address].state != "number":
                continue
            own = table[row][cell][0]
            table[row][cell] = (Raw(made(own, dice.randint(1, 9))), down, across)

    return trick


def _instead(made: Callable[[int], str], state: str) -> Trick:
    def trick(printed: Sheet, dice: random.Random) -> None:
        for table, row, cell, address in some_values(printed, dice):
            _, down, across = table[row][cell]
            table[row][cell] = (Raw(made(dice.randint(2, 28))), down, across)
            printed.expected[address] = Expected(state, None)

    return trick


CELLS: Tricks = {
    **{f"beside {number} {made('A', 7)}": _beside(made) for number, made in enumerate(_BESIDE)},
    **{f"instead {number} {made(7)}": _instead(made, "other") for number, made in enumerate(_NOT_THERE)},
    **{f"drawn {number} {made(7)}": _instead(made, "shown") for number, made in enumerate(_DRAWN)},
}
