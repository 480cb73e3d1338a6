"""A report on the pages of real CMS families, pasted in real ways, is the report alone: its cells, words, agency and dates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import cycle

import pytest

import reports
from reports.model import AnnualReport, CellState
from specimens.report import SpecimenReport
from tests.reports.portal_pages import PAGES, PASTES, TABBED, UNDATED, bare, page, report

_WAYS = list(zip(PAGES, cycle(PASTES), strict=False)) + list(
    zip(PAGES, cycle(reversed(PASTES)), strict=False)
)
_EDITOR = report(PASTES["editor"])


def _read(data: bytes) -> AnnualReport:
    return reports.read(data, "page.html")


def _shown(made: SpecimenReport) -> Mapping[str, object]:
    return {address: Decimal(text) for address, text in made.figures.cells.items()}


def _cells(read: AnnualReport) -> Mapping[str, object]:
    return {address: cell.value for address, cell in read.cells.items()}


def _sections(read: AnnualReport) -> Sequence[object]:
    """What does not hang on whether the page links a file that may say more."""
    return [
        (id, each.present, each.heading, each.text, len(each.repeats)) for id, each in read.sections.items()
    ]


@pytest.mark.parametrize("paste", PASTES)
def test_a_report_pasted_in_this_way_is_read_whole(paste: str) -> None:
    made = report(PASTES[paste])
    read = _read(bare(made))
    assert _cells(read) == _shown(made)
    assert all(section.present and not section.repeats for section in read.sections.values())


@pytest.mark.parametrize(("family", "paste"), _WAYS, ids=["-".join(way) for way in _WAYS])
def test_what_a_family_prints_around_a_report_is_no_part_of_it(family: str, paste: str) -> None:
    made = report(PASTES[paste])
    read, alone = _read(page(family, made)), _read(bare(made))
    assert _cells(read) == _shown(made)
    assert _sections(read) == _sections(alone)
    told = [sentence.text for sentence in read.narrative if sentence.section]
    assert told == [sentence.text for sentence in alone.narrative if sentence.section]
    assert (read.agency.name, read.year) == (alone.agency.name, alone.year)
    days = {date.date for date in read.dates}
    assert days == (set() if family in UNDATED else {made.published.isoformat()})
    tabbed = [each for each in read.uncertain if "hidden until a tab is chosen" in each.why]
    assert list(read.uncertain) == tabbed
    assert bool(tabbed) == (family in TABBED)


def _two(first: str, second: str) -> bytes:
    """A page that shows one article to computers and the other to telephones."""
    whole = page("twice", _EDITOR, "|").decode()
    before, between, after = whole.split("|")
    return (before + first + between + second + after).encode()


_CONTENT = _EDITOR.content()
_NO_TABLES = re.sub("<table.*?</table>", "<p>请在电脑上查看</p>", _CONTENT, flags=re.DOTALL)
_PICTURES = re.sub("<table.*?</table>", "<p><img src='t.png'></p>", _CONTENT, flags=re.DOTALL)
_FLAT = re.sub(r"</?(table|tbody|tr|td)[^>]*>", "\n", _CONTENT)
_OTHERWISE = report(PASTES["ueditor"]).content()
_COUNTED = _CONTENT.replace("</table>", f"<tr height=0>{'<td width=40></td>' * 10}</tr></table>")
"""Word's own page ends a table of uneven cells with a row that counts its columns."""


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (_CONTENT, _OTHERWISE),
        (_COUNTED, _CONTENT),
        (_CONTENT, _NO_TABLES),
        (_NO_TABLES, _CONTENT),
        (_CONTENT, _PICTURES),
        (_PICTURES, _CONTENT),
        (_CONTENT, _FLAT),
    ],
    ids=[
        "pasted otherwise",
        "counted by Word",
        "without tables",
        "tables second",
        "with pictures",
        "pictures first",
        "flattened",
    ],
)
def test_a_copy_for_another_screen_is_no_second_report(first: str, second: str) -> None:
    read = _read(_two(first, second))
    assert _cells(read) == _shown(_EDITOR)
    assert _sections(read) == _sections(_read(bare(_EDITOR)))
    assert not read.uncertain


def test_two_articles_that_differ_are_not_taken_for_copies() -> None:
    text = _EDITOR.figures.cells["applications.new_received.total"]
    other = _CONTENT.replace(f">{text}<", f">{int(text) + 1}<")
    assert other != _CONTENT
    read = _read(_two(_CONTENT, other))
    assert read.cell("applications.new_received.total").state is CellState.UNREADABLE


def test_a_report_that_its_office_pasted_twice_has_its_headings_twice() -> None:
    assert all(section.repeats for section in _read(bare(_EDITOR, _CONTENT * 2)).sections.values())


_PARTS = re.split(r'(?=<p style="text-indent: 2em;"><strong>)', _CONTENT)
_NAMES = [part.split("</strong>")[0].rpartition(">")[2] for part in _PARTS[1:]]
_BODIES = [part.split("</p>", 1)[1] for part in _PARTS[1:]]


def _folded(opened: int) -> str:
    return _PARTS[0] + "".join(
        f"<div class=acc><div class=hd>{name}</div><div class=bd style='display:{'block' if at < opened else 'none'}'>{body}</div></div>"
        for at, (name, body) in enumerate(zip(_NAMES, _BODIES, strict=True))
    )


def _tabs() -> str:
    menu = "".join(f"<li>{name[2:]}</li>" for name in _NAMES)
    panes = "".join(
        f"<div style='display:{'none' if at else 'block'}'>{part}</div>" for at, part in enumerate(_PARTS[1:])
    )
    return f"<ul>{menu}</ul>{_PARTS[0]}{panes}"


@pytest.mark.parametrize(
    "article", [_folded(0), _folded(1), _tabs()], ids=["folded", "first open", "a tab for each section"]
)
def test_sections_that_unfold_are_read(article: str) -> None:
    read = _read(bare(_EDITOR, article))
    assert _cells(read) == _shown(_EDITOR)
    assert [each.text for each in read.sections.values()] == [
        each.text for each in _read(bare(_EDITOR)).sections.values()
    ]


def test_tables_left_over_in_a_hidden_part_are_not_read_for_those_shown_as_pictures() -> None:
    stale = "".join(re.findall("<table.*?</table>", _CONTENT, re.DOTALL))
    read = _read(bare(_EDITOR, f"{_PICTURES}<div style='display:none'>{stale}</div>"))
    assert {cell.state for cell in read.cells.values()} == {CellState.UNREADABLE}


_PICTURE_PAGES = "".join(
    f"<p><img src='./W02025{number}.jpg' style='width:800px'></p>" for number in range(6)
)
_MENUS = {
    "a column": "<ul><li>首页</li><li>总体情况</li></ul>",
    "contents": "<ul>" + "".join(f"<li>{name}</li>" for name in _NAMES) + "</ul>",
}


@pytest.mark.parametrize("menu", _MENUS)
def test_a_column_named_like_a_section_is_not_the_report_beside_its_pictures(menu: str) -> None:
    page = f"<html><body>{_MENUS[menu]}<h1>{_EDITOR.title}</h1><div>{_PICTURE_PAGES}</div></body></html>"
    read = _read(page.encode())
    assert len(read.pictures) == 6
    assert {cell.state for cell in read.cells.values()} == {CellState.UNREADABLE}


def test_one_heading_that_can_be_told_does_not_make_its_own_element_the_report() -> None:
    parts = [f"<div class=part>{part}</div>" for part in _PARTS]
    renamed = "".join(
        part.replace(name, f"第{at}部分")
        for at, (name, part) in enumerate(zip(["", *_NAMES], parts, strict=True))
        if at != 1
    )
    read = _read(bare(_EDITOR, parts[1] + renamed))
    assert _cells(read) == _shown(_EDITOR)


def test_a_file_that_a_viewer_shows_is_linked() -> None:
    viewer = "<iframe src='/pdfjs/web/viewer.html?file=%2Ffiles%2Fa.pdf&amp;page=1' width=800></iframe>"
    assert len(_read(bare(_EDITOR, viewer)).attachments) == 1


@pytest.mark.parametrize("size", ["0", "0px", "0pt"])
def test_letters_without_a_size_between_tables_hide_no_table(size: str) -> None:
    around = _CONTENT.replace(
        "<table", f"<div style='font-size:{size}'>\n<table style='font-size: 14px'"
    ).replace("</table>", "</table></div>")
    assert _cells(_read(bare(_EDITOR, around))) == _shown(_EDITOR)


def test_words_without_a_size_stay_hidden() -> None:
    text = "<p>全年公开<span style='font-size:0'>9<b style='font-size:0px'>8</b></span>7条。</p>"
    read = _read(bare(_EDITOR, _PARTS[0] + text + "".join(_PARTS[1:])))
    assert [each.text for each in read.narrative if "全年公开" in each.text] == ["全年公开7条。"]


@pytest.mark.parametrize(
    ("size", "may_hold_a_table"),
    [
        ("width=129 height=129", False),
        ("style='width: 120px; height: 120px'", False),
        ("width=129 height=90", True),
        ("width=600 height=600", True),
        ("style='width:100%'", True),
    ],
)
def test_a_small_square_is_a_code_for_telephones_and_no_picture_of_a_table(
    size: str, may_hold_a_table: bool
) -> None:
    read = _read(bare(_EDITOR, f"{_CONTENT}<p><img src='a.png' {size}></p>"))
    assert bool(read.pictures) == may_hold_a_table


def test_a_size_of_thousands_of_digits_is_no_size() -> None:
    read = _read(bare(_EDITOR, f"{_CONTENT}<p><img src='a.png' width={'9' * 5_000} height=²></p>"))
    assert read.pictures
