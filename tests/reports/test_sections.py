"""Sections by their words: what must be found, what must not be taken for one, and what may be called missing."""

from __future__ import annotations

import pytest

import reports
from tests.reports.statutory import HEADINGS

IDS = ("overview", "disclosure", "applications", "litigation", "problems", "other_matters")


def page(*lines: str) -> bytes:
    body = "".join(f"<p>{line}</p>" for line in lines)
    title = "清河县教育局2023年政府信息公开工作年度报告"
    return (
        f"<html><head><meta charset=utf-8><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"
    ).encode()


def whole(titles: tuple[str, ...] = HEADINGS) -> list[str]:
    return [line for title in titles for line in (title, "本部分的内容在这里。")]


def sections(*lines: str) -> dict[str, reports.Section]:
    return dict(reports.read(page(*lines), "page.html").sections)


def test_all_six_sections_are_found_in_their_order() -> None:
    found = sections(*whole())
    assert [found[id].order for id in IDS] == [1, 2, 3, 4, 5, 6]
    assert [found[id].heading for id in IDS] == list(HEADINGS)


@pytest.mark.parametrize("mark", ["", "1、", "（一）", "第一部分 "])
def test_headings_are_known_by_words_when_their_numbers_are_lost(mark: str) -> None:
    found = sections(*whole(tuple(mark + title.split("、", 1)[1] for title in HEADINGS)))
    assert all(found[id].present for id in IDS)


@pytest.mark.parametrize("mark", ["- ", "• ", "+ "])
def test_headings_that_a_page_numbers_by_its_lists_are_known_in_its_text(mark: str) -> None:
    """Not those of a list of contents, one right below the other."""
    names = [title.split("、", 1)[1] for title in HEADINGS]
    head = "清河县教育局2023年政府信息公开工作年度报告\n"
    text = head + "".join(f"{mark}{name}\n本部分的内容在这里。\n" for name in names)
    found = reports.read(text.encode(), "report.txt").sections
    assert all(found[id].present and not found[id].repeats for id in IDS)
    listed = head + "".join(f"{mark}{name}\n" for name in names) + "\n".join(whole(HEADINGS[:5]))
    assert not reports.read(listed.encode(), "report.txt").sections["other_matters"].present


LINE = " ".join(HEADINGS)
OPEN = {
    "its heading stands again": (*HEADINGS, HEADINGS[0], "全年主动公开信息100条。"),
    "its text follows the list": (*HEADINGS, "全年主动公开信息100条。"),
    "the fifth is open": (*HEADINGS, HEADINGS[4], "公开的及时性有待加强。"),
    "the list is one line": (LINE, HEADINGS[0], "全年主动公开信息100条。"),
}


@pytest.mark.parametrize("lines", OPEN.values(), ids=OPEN)
def test_of_a_report_that_shows_one_section_at_a_time_no_other_is_called_empty_doubled_or_missing(
    lines: tuple[str, ...],
) -> None:
    """As it is printed or saved: the list of all headings, and the text of the one that was open."""
    found = sections(*lines)
    assert not any(section.repeats for section in found.values())
    assert not any(section.present and section.certain and not section.text for section in found.values())
    assert not any(section.certain and not section.present for section in found.values())


def test_a_section_that_is_empty_among_others_is_there() -> None:
    """No list: what follows has words."""
    found = sections(
        HEADINGS[0], "全年主动公开信息100条。", *HEADINGS[1:5], "公开的及时性有待加强。", HEADINGS[5]
    )
    assert all(section.present and section.certain for section in found.values())
    assert found["other_matters"].text == ""


def test_word_debris_before_a_heading_does_not_hide_it() -> None:
    found = sections(*whole((*HEADINGS[:5], "[bookmark: _GoBack]六、其他需要报告的事项")))
    assert found["other_matters"].present
    assert found["other_matters"].heading == "六、其他需要报告的事项"


def test_a_list_in_the_preamble_is_not_a_section() -> None:
    listing = "本报告由总体情况、主动公开政府信息情况和其他需要报告的事项等部分组成。"
    found = sections(listing, *whole(HEADINGS[:5]))
    assert not found["other_matters"].present
    assert found["other_matters"].certain


def test_points_numbered_like_chapters_inside_section_five_stay_inside_it() -> None:
    lines = whole()
    at = lines.index(HEADINGS[4]) + 1
    lines[at:at] = ["一、加强宣传教育，提高参与度。", "二、增强部门协作。"]
    found = sections(*lines)
    assert found["overview"].repeats == ()
    assert "增强部门协作" in found["problems"].text


def test_a_missing_section_is_certain_only_when_its_title_stands_nowhere() -> None:
    gone = sections(*whole(HEADINGS[:5]))
    assert (gone["other_matters"].present, gone["other_matters"].certain) == (False, True)
    joined = sections(*whole(HEADINGS[:5])[:-1], "具体结果见上表。六、其他需要报告的事项 无。")
    assert joined["other_matters"].present or not joined["other_matters"].certain


def test_a_heading_inside_a_table_cell_is_never_called_missing() -> None:
    found = sections(
        *whole(HEADINGS[:5]), "<table><tr><td>六、其他需要报告的事项</td></tr><tr><td>无</td></tr></table>"
    )
    assert found["other_matters"].present or not found["other_matters"].certain


def test_a_picture_in_the_article_makes_every_absence_uncertain() -> None:
    found = sections(*whole(HEADINGS[:5]), '<img src="/upload/2023/table.png" width="800" height="900">')
    assert not found["other_matters"].certain


@pytest.mark.parametrize(
    "last",
    [
        "今后我局将进一步完善公开制度，",
        "一年来，对照条例要求逐项检查，发现公开内容更新不够及时，解读形式也较为单一，今后将积极探索并实行",
    ],
)
def test_nothing_of_a_text_that_ends_in_the_midst_of_a_sentence_is_called_missing(last: str) -> None:
    torn = sections(*whole(HEADINGS[:3]), *whole(HEADINGS[4:5]), last)
    assert not torn["problems"].certain
    assert not torn["other_matters"].certain
    assert torn["litigation"].certain
    assert sections(*whole(HEADINGS[:5]), f"{last}新做法。")["other_matters"].certain


def test_a_page_that_is_no_report_is_not_an_error() -> None:
    data = "<html><head><title>关于召开会议的通知</title></head><body><p>定于周五开会。</p></body></html>".encode()
    report = reports.read(data, "notice.html")
    assert report.kind is reports.ReportKind.OTHER
    assert report.cells == {}


def test_a_section_whose_text_has_lost_letters_is_not_searched_for_what_it_lacks() -> None:
    """Its words may be those that were lost; a bullet at a line's beginning is none."""
    lost = sections(*whole(HEADINGS)[:-1], "全年收取信息\ufffd理费320元。")
    assert (lost["other_matters"].present, lost["other_matters"].certain) == (True, False)
    assert lost["problems"].certain
    bulleted = sections(*whole(HEADINGS)[:-1], "\ufffd 本年无收费。", "\u3000\ufffd\ufffd没有其他事项。")
    assert bulleted["other_matters"].certain


def test_an_account_of_the_year_above_the_first_heading_may_be_the_overview() -> None:
    """Its heading was lost, or never typed: the part is not missing. A preamble on the report itself is none."""
    account = "2023年，我局坚持把政府信息公开作为转变作风的重要抓手，完善工作机制，明确责任分工，及时主动公开各类信息，做好依申请公开办理，不断提高公开质量和时效。"
    preamble = "根据《中华人民共和国政府信息公开条例》要求，现公布清河县教育局2023年度报告。本报告由六个部分组成，所列数据的统计期限自2023年1月1日起至12月31日止。"
    assert not sections(account, *whole(HEADINGS)[2:])["overview"].certain
    gone = sections(preamble, *whole(HEADINGS)[2:])["overview"]
    assert (gone.present, gone.certain) == (False, True)


def test_what_a_site_says_behind_every_paragraph_is_not_the_reports() -> None:
    banner = "本网站使用Cookie以改善您的浏览体验，继续浏览即表示您同意我们的隐私政策，请知悉并同意。"
    lines = [part for line in whole() for part in (line, banner)]
    report = reports.read(page(*lines), "page.html")
    assert banner not in {sentence.text for sentence in report.narrative}
    assert "本部分的内容在这里。" in report.sections["problems"].text
    same = sections(
        *(part for title in HEADINGS for part in (title, "本年度我单位没有发生此类情况，特此说明。"))
    )
    assert all(section.text for section in same.values())
    twice = reports.read(page(*whole(), banner, banner), "page.html")
    assert [sentence.text for sentence in twice.narrative].count(banner) == 2
