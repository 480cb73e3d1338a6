"""What happens to a whole report on its way to us changes no number, no agency and no year, and accuses nobody.

A letter, figure or sign lost everywhere (a font that does not name it), escapes of a system or of Markdown, what is not seen put between
letters, every paragraph twice.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date

import pytest

import reports
import rules
from reports import AnnualReport, CellState
from tests.reports.portal_pages import PASTES, bare, report

RULES = rules.load()
_TAGS = re.compile(r"<[^>]+>|&\w+;|[^<&]+")
_TABLE = re.compile(r"(<table.*?</table>)", re.DOTALL)


def page(year: int = 2024) -> str:
    return bare(report(PASTES["editor"], year=year)).decode()


def text(year: int = 2024) -> str:
    """The page's words; its tables with tabs between cells."""
    lines: list[str] = []
    for piece in _TABLE.split(page(year)[page(year).index("<h1") :]):
        if piece.startswith("<table"):
            rows = re.findall(r"<tr.*?</tr>", piece, re.DOTALL)
            lines += ["\t".join(map(_words, re.findall(r"<td.*?</td>", row, re.DOTALL))) for row in rows]
        else:
            lines += filter(None, map(_words, re.split(r"</p>|<br[^>]*>|</h\d>", piece)))
    return "\n".join(lines)


def _words(piece: str) -> str:
    return "".join(html.unescape(re.sub("<[^>]+>", "", piece)).split())


def in_words(change: Callable[[str], str]) -> Callable[[str], str]:
    """A change of what a page shows, not of its tags and references."""
    return lambda source: _TAGS.sub(
        lambda found: found[0] if found[0][0] in "<&" else change(found[0]), source
    )


def replacing(letter: str, instead: str) -> Callable[[str], str]:
    return lambda words: words.replace(letter, instead)


def read(source: str, name: str) -> tuple[AnnualReport, set[str]]:
    """And the rules that fail for the agency."""
    found = reports.read(source.encode(), name)
    judged = RULES.judge(rules.Case(found, date(2026, 11, 1), agency=rules.agency_facts(found)))
    failed = (
        one for one in judged if one.outcome is rules.Outcome.FAIL and one.severity is not rules.Severity.INFO
    )
    return found, {one.rule for one in failed if one.attribution is rules.Attribution.AGENCY}


def unjust(source: str, injured: str, name: str) -> list[str]:
    """What is said of the injured report that is not said of the whole one, or is not what it printed."""
    whole, before = read(source, name)
    found, failed = read(injured, name)
    said = sorted(failed - before)
    if found.agency.name not in (None, whole.agency.name):
        said.append(f"agency {found.agency.name}")
    if found.year not in (None, whole.year):
        said.append(f"year {found.year}")
    said += [
        f"{address} {cell.value}"
        for address, cell in found.cells.items()
        if cell.value not in (None, whole.cells[address].value)
    ]
    return said


def as_read(found: AnnualReport) -> tuple[object, ...]:
    return found.agency.name, found.year, {address: cell.value for address, cell in found.cells.items()}


@pytest.mark.parametrize("year", [2019, 2024])
@pytest.mark.parametrize("instead", ["", "?", "\ufffd", "□", "\uf731", "l"])
def test_a_figure_lost_everywhere_makes_no_number_and_no_rule_fail(instead: str, year: int) -> None:
    """9 stands in no label and in no year: where it is lost without a trace nobody can tell."""
    accused = []
    for figure in "012345678":
        for source, name in ((page(year), "page.html"), (text(year), "text.txt")):
            injured = in_words(replacing(figure, instead))(source)
            accused += [(figure, name, one) for one in unjust(source, injured, name)]
    assert accused == []


@pytest.mark.parametrize("number", [r"", r"(\1)", "一、"])
def test_labels_that_an_office_numbers_otherwise_have_lost_no_figure(number: str) -> None:
    """Of a report without numbers, where hardly a figure stands."""
    nothing = in_words(lambda words: re.sub(r"\d", "0", words) if words.strip().isdecimal() else words)(
        page(2020)
    )
    source = in_words(lambda words: re.sub(r"(\d)\.", number, words))(nothing)
    assert source != nothing
    found = reports.read(source.encode(), "page.html")
    assert not any("lost letters" in one.why for one in found.uncertain)


def test_a_figure_that_no_number_of_a_large_table_has_is_lost() -> None:
    addresses = list(reports.read(page().encode(), "page.html").cells)
    figures = iter(range(10_000, 10_000 + 7 * len(addresses), 7))
    source = in_words(lambda words: f" {next(figures)} " if words.strip().isdecimal() else words)(page())
    whole = reports.read(source.encode(), "page.html")
    assert sum(cell.value is not None for cell in whole.cells.values()) > 100
    lost = reports.read(in_words(lambda words: words.replace("9", ""))(source).encode(), "page.html")
    assert {cell.state for cell in lost.cells.values()} <= {CellState.UNREADABLE, CellState.ABSENT}


def test_a_total_that_lost_its_first_figure_is_held_against_nothing() -> None:
    words = "全年主动公开政府信息902条，其中政府网站842条、政务新媒体32条、公开查阅点28条。"
    source = text().replace("（一）主动公开。", f"（一）主动公开。{words}")
    assert words in source
    for injured in ("02条", "□02条", "9O2条", "?02条"):
        assert unjust(source, source.replace("902条", injured), "text.txt") == []


@pytest.mark.parametrize("spoilt", ["*2", "l2", "$2", "~2"])
def test_a_spoilt_figure_before_another_does_not_lend_it_its_column(spoilt: str) -> None:
    rows = ["第二十条第（九）项", "信息内容\t采购项目数量\t采购总金额（单位：万元，保留4位小数）"]
    source = text(2019)
    at = source.index("第二十条第（九）项")
    source = (
        source[:at]
        + "\n".join((*rows, f"政府集中采购\t{spoilt}\t7537.4900\t"))
        + "\n三、收到"
        + source.split("三、收到", 1)[1]
    )
    found = reports.read(source.encode(), "text.txt")
    assert found.cell("disclosure.procurement.projects").value is None


@pytest.mark.parametrize(
    "injure",
    [
        lambda words: re.sub(r"(.)", "\\1\u200b", words),
        lambda words: re.sub(r"(.)", "\\1\u00ad", words),
        lambda words: "".join(f"&#x{ord(one):X};" if one > "\u2e80" else one for one in words),
        lambda words: words.replace("“", "&ldquo;").replace("、", "、&nbsp;"),
        lambda words: re.sub(r"([.#+_-])", r"\\\1", words),
        lambda words: words.replace("青", "⻘").replace("民", "⺠").replace("见", "⻅"),
        lambda words: re.sub(r"(?m)^([^\t\n]{30,})$", r"\1\n<!-- image -->", words),
        lambda words: "\n".join(f"**{line}**" if "\t" not in line else line for line in words.split("\n")),
    ],
    ids=[
        "zero width",
        "soft hyphens",
        "references",
        "named references",
        "Markdown escapes",
        "radicals",
        "comments",
        "bold",
    ],
)
def test_a_text_is_read_as_it_is_meant_to_be_seen(injure: Callable[[str], str]) -> None:
    whole, before = read(text(), "text.txt")
    found, failed = read(injure(text()), "text.txt")
    assert as_read(found) == as_read(whole)
    assert failed == before


def test_what_was_escaped_twice_is_resolved_twice() -> None:
    whole, before = read(page(), "page.html")
    for injured in (
        page().replace("&nbsp;", "&amp;nbsp;"),
        re.sub(r"(<td[^>]*>(?:<[^>]+>)*)(\s*\d)", r"\1&amp;nbsp;\2", page()),
    ):
        assert injured != page()
        found, failed = read(injured, "page.html")
        assert as_read(found) == as_read(whole)
        assert failed == before


def test_letters_that_stand_apart_are_words() -> None:
    for source, name in ((page(), "page.html"), (text(), "text.txt")):
        spaced = in_words(lambda words: re.sub(r"([\u4e00-\u9fff])", r"\1 ", words))(source)
        assert unjust(source, spaced, name) == []


def test_every_paragraph_twice_is_a_copy_not_a_repetition() -> None:
    source = text()
    assert unjust(source, "\n".join(f"{line}\n{line}" for line in source.split("\n")), "text.txt") == []
    pieces = _TABLE.split(page())
    doubled = "".join(
        piece if piece.startswith("<table") else re.sub(r"<p\b.*?</p>", r"\g<0>\g<0>", piece, flags=re.DOTALL)
        for piece in pieces
    )
    assert doubled != page()
    assert unjust(page(), doubled, "page.html") == []


def test_a_paragraph_printed_twice_is_one() -> None:
    """One alone is no copy of all: it is still said."""
    lines = text().split("\n")
    longest = max(range(len(lines)), key=lambda at: len(lines[at]) if "\t" not in lines[at] else 0)
    lines.insert(longest, lines[longest])
    assert unjust(text(), "\n".join(lines), "text.txt") == ["TXT-DUP-PARA"]


@pytest.mark.parametrize("sign", ["。", "[，。；：、]"])
def test_a_stop_lost_everywhere_is_not_missing_at_the_end(sign: str) -> None:
    for source, name in ((page(), "page.html"), (text(), "text.txt")):
        assert unjust(source, in_words(lambda words: re.sub(sign, "", words))(source), name) == []
