"""Tricks with whole tables: of another year, of another agency, of a sample; hidden, deleted or left in from last year."""

from __future__ import annotations

import random

from benchmarks.reading.figures import NOTE, Expected
from benchmarks.reading.tricks import Sheet, Trick, Tricks, another, markup

_PARTS = ("disclosure", "applications", "litigation")


def _drop(printed: Sheet, part: str, state: str = "absent") -> None:
    """The report's own table is not there."""
    printed.parts[part] = []
    for address in [each for each in printed.expected if each.startswith(f"{part}.")]:
        printed.expected[address] = Expected(state, None)


def _in_place_of_own(caption: str) -> Trick:
    def trick(printed: Sheet, dice: random.Random) -> None:
        other, report = another(printed.made, dice.randrange(10**6), dice)
        part = dice.choice(_PARTS)
        words = caption.format(year=report.year, last=printed.made.year - 1)
        printed.before[part] = f"<p>{words}</p>"
        tables = other.parts[part]
        _drop(printed, part)
        printed.parts[part] = tables

    return trick


def _beside_own(caption: str, *, first: bool) -> Trick:
    """Another's table before or after the own one, which lacks a few rows."""

    def trick(printed: Sheet, dice: random.Random) -> None:
        other, report = another(printed.made, dice.randrange(10**6), dice)
        words = f"<p>{caption.format(year=report.year, last=printed.made.year - 1)}</p>"
        tables = "".join(markup(table) for table in other.parts["applications"])
        own = printed.parts["applications"][0]
        (block,) = printed.made.blocks("applications")
        del own[-1]
        for column in block.columns:
            printed.expected[f"applications.{block.rows[-1].id}.{column.id}"] = Expected("absent", None)
        if first:
            printed.before["applications"] = words + tables
        else:
            printed.after["applications"] = words + tables

    return trick


def two_reports(printed: Sheet, dice: random.Random) -> None:
    """A second whole report of another year on the page; the first lacks one of its tables."""
    other, report = another(printed.made, dice.randrange(10**6), dice)
    body = f"<h1>{report.title}</h1>"
    for section, heading in report.headings.items():
        body += f"<p><strong>{heading}</strong></p>" + "".join(
            markup(table) for table in other.parts.get(section, ())
        )
        body += "".join(f"<p>{words}</p>" for words in report.words[section])
    printed.end = body
    _drop(printed, dice.choice(_PARTS))


def years_as_columns(printed: Sheet, dice: random.Random) -> None:
    """A comparison over seven years stands where table three should."""
    (block,) = printed.made.blocks("applications")
    _drop(printed, "applications")
    year = printed.made.year
    rows = [[("指标", 1, 1), *((f"{year - 6 + k}年", 1, 1) for k in range(7))]]
    rows += [[(row.label, 1, 1), *((str(dice.randint(0, 90)), 1, 1) for _ in range(7))] for row in block.rows]
    printed.after["overview"] = markup(rows)


def departments_as_columns(printed: Sheet, dice: random.Random) -> None:
    """The figures of seven towns, not of seven kinds of applicants."""
    (block,) = printed.made.blocks("applications")
    _drop(printed, "applications")
    towns = ("城关镇", "石桥镇", "白水乡", "东风街道", "柳林乡", "永安镇", "合计")
    rows = [[("指标", 1, 1), *((town, 1, 1) for town in towns)]]
    rows += [[(row.label, 1, 1), *((str(dice.randint(0, 90)), 1, 1) for _ in range(7))] for row in block.rows]
    printed.after["overview" if dice.random() < 0.5 else "applications"] = markup(rows)


def _hidden(attributes: str, head: str = "") -> Trick:
    """A table of figures that nobody sees, where the own one is missing."""

    def trick(printed: Sheet, dice: random.Random) -> None:
        other, _ = another(printed.made, dice.randrange(10**6), dice)
        part = dice.choice(_PARTS)
        _drop(printed, part, "shown")
        printed.head = head
        printed.after[part] = f"<div {attributes}>" + "".join(map(markup, other.parts[part])) + "</div>"

    return trick


def commented(printed: Sheet, dice: random.Random) -> None:
    other, _ = another(printed.made, dice.randrange(10**6), dice)
    part = dice.choice(_PARTS)
    _drop(printed, part)
    printed.after[part] = "<!-- " + "".join(map(markup, other.parts[part])) + " -->"


def deleted(printed: Sheet, dice: random.Random) -> None:
    other, _ = another(printed.made, dice.randrange(10**6), dice)
    part = dice.choice(_PARTS)
    _drop(printed, part, "shown")
    printed.after[part] = "<del>" + "".join(map(markup, other.parts[part])) + "</del>"


def rows_hidden(printed: Sheet, dice: random.Random) -> None:
    """Rows of last year's figures hidden by a class or a style beside the shown ones' place."""
    (block,) = printed.made.blocks("applications")
    printed.head = "<style>tr.old{display:none}</style>"
    table = printed.parts["applications"][0]
    row = table.pop()
    for column in block.columns:
        printed.expected[f"applications.{block.rows[-1].id}.{column.id}"] = Expected("shown", None)
    cells = "".join(f"<td>{dice.randint(1, 50)}</td>" for _ in range(7))
    style = dice.choice(('class="old"', 'style="display:none"', "hidden", 'style="visibility:collapse"'))
    own = markup(table)
    printed.parts["applications"] = []
    printed.before["applications"] = own.replace(
        "</table>", f"<tr {style}><td colspan=3>{row[0][0]}</td>{cells}</tr></table>"
    )


def filled_by_script(printed: Sheet, dice: random.Random) -> None:
    """The cells are empty until a script fills them."""
    (block,) = printed.made.blocks("applications")
    table = printed.parts["applications"][0]
    for line in table[3:]:
        line[-7:] = [("", 1, 1)] * 7
    for row in block.rows:
        for column in block.columns:
            printed.expected[f"applications.{row.id}.{column.id}"] = Expected("shown", None)
    printed.end = "<script>$.getJSON('/nb/data.json', function (d) { fill(d) })</script>"
    own = markup(table).replace("<td></td>", '<td id="x"></td>')
    printed.parts["applications"] = []
    printed.before["applications"] = own


def label_in_prose(printed: Sheet, dice: random.Random) -> None:
    """The caption of table three above a table that is none of the form's."""
    _drop(printed, "applications")
    rows = [
        [(NOTE, 1, 1), ("数量", 1, 1)],
        [("网上申请", 1, 1), ("7", 1, 1)],
        [("信函申请", 1, 1), ("8", 1, 1)],
    ]
    printed.after["applications"] = markup(rows)


PAGES: Tricks = {
    "last year's table in its place": _in_place_of_own("{year}年度情况如下表："),
    "named after last year": _in_place_of_own("附：{last}年政府信息公开工作情况统计表"),
    "a sample": _in_place_of_own("填表示例（数据仅供参考）"),
    "a template": _in_place_of_own("样表"),
    "last year's table before": _beside_own("{last}年度情况：", first=True),
    "last year's table after": _beside_own("附：{last}年度收到和处理政府信息公开申请情况", first=False),
    "a whole county's table after": _beside_own("全县汇总情况", first=False),
    "an unnamed table after": _beside_own("", first=False),
    "two reports": two_reports,
    "years as columns": years_as_columns,
    "towns as columns": departments_as_columns,
    "hidden by style": _hidden('style="display:none"'),
    "hidden by class": _hidden('class="history"', "<style>.history{display:none;color:red}</style>"),
    "hidden by id": _hidden(
        'id="old"', "<style>@media screen{a{b:c}} #old { display: none!important }</style>"
    ),
    "hidden attribute": _hidden("hidden"),
    "commented out": commented,
    "deleted": deleted,
    "rows hidden": rows_hidden,
    "filled by script": filled_by_script,
    "label in prose": label_in_prose,
}
