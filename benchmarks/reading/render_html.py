"""A made report as a portal's page: tables whole or broken, chrome around them, in the charset it says or another."""

from __future__ import annotations

import random
from dataclasses import replace

from benchmarks.reading import tables
from benchmarks.reading.damage import damage
from benchmarks.reading.figures import Expected, Made, Printed, Table
from benchmarks.reading.html_cells import Habits, block, grid, habits

_CHARSETS = (
    ("utf-8", "utf-8"),
    ("utf-8", "utf-8"),
    ("utf-8", "utf-8"),
    ("gb18030", "gb2312"),
    ("gb18030", "utf-8"),
    ("utf-8", "gbk"),
    ("utf-8-sig", "gb2312"),
    ("gb18030", ""),
)
"""What the bytes are, and what the page says they are."""


def render(made: Made, seed: int, injury: str | None = None) -> tuple[bytes, dict[str, Expected]]:
    """The page's bytes, and what each address should be read as."""
    dice = random.Random(f"html {seed}")
    how = habits(dice)
    expected = dict(made.expected)
    third = tables.applications(made)
    if injury:
        third, changed = damage(made, third, injury, dice)
        expected |= changed
    parts = {
        "disclosure": _second(made, how),
        "applications": _third(third, how),
        "litigation": _table(tables.litigation(made), how),
    }
    body = [_title(made, dice)]
    for section, heading in made.headings.items():
        body.append(_heading(heading, dice))
        body.append(parts.get(section, ""))
        body += [f"<p>{block(text, replace(how, editor='plain'))}</p>" for text in made.words[section]]
    return _page(made, "\n".join(body), dice), expected


def _title(made: Made, dice: random.Random) -> str:
    return dice.choice(
        (
            f"<h1>{made.title}</h1>",
            f'<div class="bt_title">{made.title}</div>',
            f"<p><strong>{made.title}</strong></p>",
        )
    )


def _heading(text: str, dice: random.Random) -> str:
    return dice.choice(
        (
            f"<h2>{text}</h2>",
            f"<p><strong>{text}</strong></p>",
            f'<p style="text-indent:2em"><span style="font-family:黑体">{text}</span></p>',
            f"<div><b>{text[:2]}</b><b>{text[2:]}</b></div>",
        )
    )


def _table(table: Table, how: Habits) -> str:
    end = "" if how.unclosed and how.dice.random() < 0.3 else "</tbody>"
    return f'<table border="1" cellspacing="0" width="100%"><tbody>{grid(table, how)}{end}</table>'


def _second(made: Made, how: Habits) -> str:
    pieces = tables.disclosure(made, how.dice)
    if how.dice.random() < 0.5:
        return _table([row for piece in pieces for row in piece], how)
    if how.dice.random() < 0.5:
        pieces = [
            [[*row[:-1], (row[-1][0], 1, 1)] if len(row) > 1 else row for row in piece] for piece in pieces
        ]
    return "<p>&nbsp;</p>".join(_table(piece, how) for piece in pieces)


def _third(table: Table, how: Habits) -> str:
    dice = how.dice
    if how.group_style != "spans":
        table = _unmerged(table, repeated=how.group_style == "repeated")
    if dice.random() < 0.75:
        return _table(table, how)
    cuts = sorted(dice.sample(range(5, len(table) - 2), dice.choice((1, 2))))
    fragments = [table[a:b] for a, b in zip([0, *cuts], [*cuts, len(table)], strict=True)]
    head = table[:3]
    repeat = dice.random() < 0.4
    made = [_table(_cut(fragments[0]), how)]
    before = cuts[0]
    for fragment in fragments[1:]:
        rows = _reopened(table, fragment, before, dice)
        made.append(_table([*head, *rows] if repeat else rows, how))
        before += len(fragment)
    return "<p></p>".join(made)


def _cut(fragment: Table) -> Table:
    """Spans end with the fragment."""
    return [
        [(text, min(down, len(fragment) - at), across) for text, down, across in row]
        for at, row in enumerate(fragment)
    ]


def _reopened(table: Table, fragment: Table, start: int, dice: random.Random) -> Table:
    """A later fragment: groups that go on are printed again, or as empty cells, or not at all (other widths)."""
    going_on: list[Printed] = []
    style = dice.choice(("again", "empty", "none"))
    for at, row in enumerate(table[:start]):
        for text, down, across in row:
            if down > 1 and at + down > start and at >= 3:
                going_on.append((text if style == "again" else "", at + down - start, across))
    rows = _cut([list(row) for row in fragment])
    if style == "none":
        width = max(sum(across for _, _, across in row) for row in rows)
        return [_widened(row, width) for row in rows] if not going_on else rows
    rows[0] = [*[(text, min(down, len(rows)), across) for text, down, across in going_on], *rows[0]]
    return rows


def _widened(row: list[Printed], width: int) -> list[Printed]:
    text, down, across = row[0]
    return [(text, down, across + width - sum(each for _, _, each in row)), *row[1:]]


def _unmerged(table: Table, *, repeated: bool) -> Table:
    """Group cells without row spans: the same words, or nothing, on every row they cover."""
    rows: Table = [list(row) for row in table[:3]]
    open_groups: list[tuple[str, int]] = []
    for row in table[3:]:
        open_groups = [(text, left - 1) for text, left in open_groups if left > 1]
        going_on: list[Printed] = [(text if repeated else "", 1, 1) for text, _ in open_groups]
        for text, down, _ in row:
            if down > 1:
                open_groups.append((text, down))
        rows.append([*going_on, *((text, 1, across) for text, _, across in row)])
    return rows


def _page(made: Made, article: str, dice: random.Random) -> bytes:
    real, said = dice.choice(_CHARSETS)
    meta = f'<meta charset="{said}">' if said else ""
    tags = (
        f'<meta name="ArticleTitle" content="{made.title}"><meta name="PubDate" content="{made.year + 1}-01-20 09:30">'
        if dice.random() < 0.5
        else ""
    )
    wrapped = _wrapped(article, made, dice)
    page = f"<!DOCTYPE html><html><head>{meta}{tags}<title>{made.title}</title><style>td{{color:#333}}</style></head><body>{wrapped}</body></html>"
    return page.encode(real, "xmlcharrefreplace")


def _wrapped(article: str, made: Made, dice: random.Random) -> str:
    nav = '<div class="nav"><ul><li>首页</li><li>政府信息公开</li><li>依申请公开</li><li>政府信息公开年报</li></ul></div>'
    info = f"<div>发布时间：{made.year + 1}-01-20　来源：本站　浏览次数：123</div>"
    footer = "<div>网站标识码：3208000001　京ICP备12345678号</div><table><tr><td>关于我们</td><td>2024</td></tr></table>"
    kind = dice.choice(("bare", "chrome", "layout", "deep layout", "tab", "stale"))
    if kind == "bare":
        return article
    if kind == "chrome":
        return f'{nav}<div id="zoom" class="TRS_Editor">{info}{article}</div>{footer}'
    if kind == "layout":
        return f'{nav}<table width="1000"><tr><td width="200">{nav}</td><td>{info}{article}</td></tr></table>{footer}'
    if kind == "deep layout":
        inner = f"<table><tbody><tr><td><div>{info}{article}</div></td></tr></tbody></table>"
        return f"<center><table><tr><td>{nav}</td></tr><tr><td>{inner}</td></tr><tr><td>{footer}</td></tr></table></center>"
    if kind == "tab":
        return (
            f'{nav}<div class="tab">{info}</div><div class="tab" style="display:none">{article}</div>{footer}'
        )
    stale = '<div style="display: none"><table><tr><td>规章</td><td>77</td><td>77</td><td>77</td></tr></table></div>'
    return f"{nav}<div>{info}{stale}{article}{stale}</div><script>var a='<td>规章</td>'</script>{footer}"
