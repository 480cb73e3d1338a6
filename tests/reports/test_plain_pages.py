"""Cells and paragraphs of plain words are read in one call; what is more than words must still be read piece by piece."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

import reports
from reports.folding import WITHOUT_INVISIBLE, squeeze
from reports.form import sections
from reports.headings import heading_of
from reports.markup.cell_text import cell_text, plain_text
from reports.markup.composed import Composed
from reports.markup.nodes import rare_nodes

_NONE: frozenset[int] = frozenset()
_WORDS = st.sampled_from(["0", "12", " ", "\n", "三、", "&nbsp;", "\u200b", "本年", "\u3000"])
_INLINE = st.sampled_from(["span", "b", "strong", "font", "em", "o:p", "u"])


def _cell(inside: str) -> tuple[str, str]:
    """One cell's text by the way the page takes, and piece by piece."""
    tree = LexborHTMLParser(f"<table><tr><td>{inside}</td></tr></table>")
    (node,) = tree.css("td")
    composed = Composed(tree, rare_nodes(tree), []).cells()
    everything = frozenset(each.mem_id for each in tree.css("*"))
    quick = cell_text(node, _NONE, composed) if node.mem_id in composed else plain_text(node)
    return quick, cell_text(node, _NONE, everything)


@st.composite
def _markup(draw: st.DrawFn) -> str:
    made = []
    for _ in range(draw(st.integers(1, 4))):
        words = draw(_WORDS) + draw(
            st.sampled_from(["", "", "", "<br>2", "<sup>2</sup>", "<p>2</p>", "<del>2</del>"])
        )
        for tag in draw(st.lists(_INLINE, max_size=2)):
            words = f"<{tag}>{words}</{tag}>"
        wrapped = draw(
            st.sampled_from(["{}", "{}", "<p>{}</p>", "<p>{}</p>\n", "<div>{}</div>", "{}<br>", "<!--x-->{}"])
        )
        made.append(wrapped.format(words))
    return "".join(made)


@given(_markup())
def test_a_cell_read_at_once_says_what_it_says_piece_by_piece(inside: str) -> None:
    quick, careful = _cell(inside)
    assert quick == careful


def test_two_paragraphs_of_a_cell_never_run_together() -> None:
    assert _cell("<p>1</p>\n<p>2</p>")[0] == "1\n2"
    assert _cell("<span><p>1</p></span>2")[0] == "1\n2"


def test_a_paragraph_with_a_break_or_a_script_is_not_read_as_plain_words() -> None:
    page = "<p>一、总体<br>情况</p><p>甲<script>乙</script>丙</p><p>丁<style>戊</style></p>".encode()
    read = reports.load(b"<html><body>" + page, "x.html")
    assert [paragraph.text for paragraph in read.paragraphs] == ["一、总体", "情况", "甲丙", "丁"]


def test_a_break_deep_within_spans_still_ends_a_line() -> None:
    page = "<body><p><span><b>一、总体情况<br></b>甲</span></p><p><span><b><script>乙</script>丙</b></span></p>".encode()
    read = reports.load(page, "x.html")
    assert [paragraph.text for paragraph in read.paragraphs] == ["一、总体情况", "甲", "丙"]


@given(st.text(alphabet="甲 \u00a0\u3000\u200b\ufeff\u00ad\t\n\r1", max_size=12))
def test_the_short_way_of_squeezing_does_what_the_long_way_does(text: str) -> None:
    assert squeeze(text) == " ".join(text.translate(WITHOUT_INVISIBLE).split())


def test_every_title_of_a_section_passes_the_first_sieve_for_headings() -> None:
    for fact in sections():
        for spaced in (fact.title, " ".join(fact.title), fact.title.replace("情况", "\u3000情\u3000况")):
            heading = heading_of(spaced)
            assert heading is not None
            assert heading.section == fact.id


def test_a_page_read_with_its_source_says_what_reading_alone_says() -> None:
    page = "<html><body><h1>景泰县2021年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>无。</p>".encode()
    document, report = reports.read_with_source(page, "x.html")
    assert report == reports.read(page, "x.html")
    assert document == reports.load(page, "x.html")


_HIDING_STYLES = (
    '"display:none"',
    "'display: none'",
    "display:none",
    '"COLOR:RED; DISPLAY : NONE"',
    '"display&colon;none"',
    '"displ&#97;y:none"',
    '"font-family:&quot;宋体&quot;;display:none"',
    "\"background:url('a');mso-hide:all\"",
    '"font-size: 0"',
    '"display:\nnone"',
)


@pytest.mark.parametrize("style", _HIDING_STYLES)
@pytest.mark.parametrize("others", [0, 40])
def test_a_style_hides_in_whatever_letters_and_among_however_many_it_is_written(
    style: str, others: int
) -> None:
    beside = "".join(f'<p style="display:none;margin:{number}pt">藏</p>' for number in range(others))
    page = f'<html><body>{beside}<p style={style}>藏</p><p style="display:inline">见</p></body></html>'
    document = reports.load(page.encode(), "page.html")
    assert [paragraph.text for paragraph in document.paragraphs] == ["见"]


def test_a_word_beside_a_style_does_not_hide_the_style_from_us() -> None:
    page = '<html><body><p title="style" style="display:none">藏</p><p>见</p></body></html>'
    assert [paragraph.text for paragraph in reports.load(page.encode(), "page.html").paragraphs] == ["见"]
