"""What stands in a digest: the worst place first, links to the proof, the reader's language, and the workbook it carries."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import event

from alerts import Offices, OfficesInvalid, compose, deliver, load_offices, preview
from alerts.digest import arranged, in_order, summary
from alerts.entries import Links, entry_of
from alerts.exports.rows import HEADINGS, finding_row
from alerts.places import Places
from alerts.wording import CHINESE
from storage import Memory, Notice
from storage.tables import FindingRow, OutboxRow
from tests.alerts.stand_ins import hook, mail_box
from tests.storage.builders import address, judge, later, read, verdict

FILE = """
pages: https://nianbao.yunling.example/
operator: {destinations: [{name: 值守, address_from: OPERATOR_URL}]}
offices:
  - name: 云岭省办
    divisions: ["99"]
    destinations: [{name: 渠道, address_from: CHANNEL_URL, gateway_from: GATEWAY, workbook: true}]
"""


def offices(tmp_path: Path, destination: str, *, gateway: str = "", text: str = FILE) -> Offices:
    file = tmp_path / "offices.yaml"
    file.write_text(text, encoding="utf-8")
    return load_offices(file, {"CHANNEL_URL": destination, "GATEWAY": gateway})


def folder(tmp_path: Path) -> str:
    return f"nianbaofile://{tmp_path / 'channel'}"


def only(tmp_path: Path, kind: str) -> Path:
    (file,) = (tmp_path / "channel").glob(f"*.{kind}")
    return file


def test_a_message_links_to_its_finding_and_its_evidence(memory: Memory, tmp_path: Path) -> None:
    judge(memory, read(memory), verdict())
    desk = offices(tmp_path, folder(tmp_path))
    compose(memory, desk, later())
    deliver(memory, desk, later())
    (finding,) = memory.findings()
    said = only(tmp_path, "md").read_text("utf-8")
    assert "<https://nianbao.yunling.example/findings/NB-000001>" in said
    assert f"<https://nianbao.yunling.example/evidence/{finding.evidence}>" in said


def test_who_is_told_of_two_years_gets_the_page_of_each(memory: Memory, tmp_path: Path) -> None:
    read(memory, "去年", year=2023)
    judge(
        memory,
        read(memory),
        replace(verdict("XYR-CARRY"), places=("previous.applications.carried_out.total",)),
    )
    desk = offices(tmp_path, folder(tmp_path))
    compose(memory, desk, later())
    deliver(memory, desk, later())
    said = only(tmp_path, "md").read_text("utf-8")
    assert f"- 页面：<{address()}>" in said
    assert f"- 上年页面：<{address(year=2023)}>" in said
    (row,) = map(finding_row, memory.findings())
    assert dict(zip(HEADINGS, row, strict=True))["上年页面"] == address(year=2023)


def test_without_a_dashboard_nothing_is_linked_that_would_not_answer(memory: Memory, tmp_path: Path) -> None:
    judge(memory, read(memory), verdict())
    desk = offices(
        tmp_path, folder(tmp_path), text=FILE.replace("pages: https://nianbao.yunling.example/", "")
    )
    compose(memory, desk, later())
    deliver(memory, desk, later())
    said = only(tmp_path, "md").read_text("utf-8")
    assert "/findings/" not in said
    assert "sha256 " in said


@pytest.mark.parametrize(
    "address", ["ftp://host", "nianbao.example", "https://user:word@host", "https://h/?q"]
)
def test_an_address_of_the_pages_that_cannot_be_one_is_refused_with_its_line(
    tmp_path: Path, address: str
) -> None:
    with pytest.raises(OfficesInvalid, match=r"offices.yaml:2: pages：写法不对"):
        offices(tmp_path, "", text=FILE.replace("https://nianbao.yunling.example/", address))


def notice(
    memory: Memory, agency: str, division: str | None, severity: str = "error", kind: str = "opened"
) -> Notice:
    (finding,) = memory.findings()
    about = replace(finding, agency=agency, division=division)
    return Notice(1, agency, "office", kind, division, severity, "", "", later(), about, None)


def test_only_what_is_new_is_told_by_severity_wherever_it_stands_in_the_digest(memory: Memory) -> None:
    """The severities of new findings once stood behind whatever came first: reminders, of a city that is worse."""
    judge(memory, read(memory), verdict())
    told = [
        notice(memory, "甲局", "990121", "error", "reminder"),
        notice(memory, "乙局", "990121", "error", "reminder"),
        notice(memory, "丙局", "990221", "error", "rectified"),
        notice(memory, "丁局", "990221"),
        notice(memory, "戊局", "990221", "warning"),
        notice(memory, "己局", "990221", "notice", "reopened"),
    ]
    entries = in_order([entry_of(one, CHINESE, Links()) for one in told])
    assert summary(entries, 3, CHINESE) == (
        "新发现 2 项（错误 1、警告 1），再次出现 1 项（提示 1），逾期未整改 2 项，已整改 1 项，此前发现待整改 3 项。"
    )


def test_the_worst_city_comes_first_and_in_it_the_worst_county(memory: Memory) -> None:
    judge(memory, read(memory), verdict())
    told = [
        notice(memory, "甲局", "990121"),
        notice(memory, "乙局", "990221"),
        notice(memory, "丙局", "990222", "warning"),
        notice(memory, "丁局", "990222"),
        notice(memory, "戊局", "990121", "notice"),
        notice(memory, "己局", None, "notice"),
    ]
    entries = in_order([entry_of(one, CHINESE, Links()) for one in told])
    assert [entry.agency for entry in entries] == ["丁局", "丙局", "乙局", "甲局", "戊局", "己局"]
    places = Places(CHINESE, {"990200": "北渚市", "990100": "南麓市"})
    cities = arranged(entries, places.city, places.county)
    assert [(city.name, [county.name for county in city.counties]) for city in cities] == [
        ("北渚市", ["990222", "990221"]),
        ("南麓市", ["990121"]),
        ("", ["未定地区"]),
    ]


@pytest.mark.parametrize(
    ("division", "city", "county"),
    [
        ("620423", "白银市", "景泰县"),
        ("620400", "", "白银市"),
        ("110105", "", "朝阳区"),
        ("429004", "", "仙桃市"),
        ("620423101", "白银市", "景泰县"),
        (None, "", "未定地区"),
    ],
)
def test_a_county_stands_under_its_city_and_under_none_where_there_is_none(
    division: str | None, city: str, county: str
) -> None:
    places = Places(CHINESE)
    assert (places.city(division), places.county(division)) == (city, county)


def test_a_reader_of_english_gets_our_words_in_english_and_the_report_as_it_is(
    memory: Memory, tmp_path: Path
) -> None:
    judge(memory, read(memory), verdict())
    text = FILE.replace("workbook: true", "language: en")
    desk = offices(tmp_path, folder(tmp_path), text=text)
    compose(memory, desk, later())
    deliver(memory, desk, later())
    said = only(tmp_path, "md").read_text("utf-8").replace("\\", "")
    for words in ("Annual report watch", "New (1)", "since 2025-02-10", "Evidence: ", "之和为10"):
        assert words in said, words
    assert "新发现" not in said


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_word_is_missing_in_either_language(language: str) -> None:
    shown = preview(language="en" if language == "en" else "zh")
    assert "NB-000004" in shown.text
    assert "{" not in shown.text


def test_a_digest_carries_the_workbook_of_what_it_tells_and_of_nothing_else(
    memory: Memory, tmp_path: Path
) -> None:
    judge(memory, read(memory), verdict())
    read(memory, "财政", agency="财政局")
    desk = offices(tmp_path, folder(tmp_path))
    compose(memory, desk, later())
    deliver(memory, desk, later())
    book = openpyxl.load_workbook(only(tmp_path, "xlsx"))
    assert [row[0] for row in book["问题清单"].iter_rows(min_row=2, values_only=True)] == ["NB-000001"]
    assert {row[0] for row in book["依申请公开情况"].iter_rows(min_row=2, values_only=True)} == {"教育局"}


def test_mail_carries_the_workbook_as_a_file(memory: Memory, tmp_path: Path) -> None:
    judge(memory, read(memory), verdict())
    with mail_box() as server:
        port = server.server_address[1]
        desk = offices(tmp_path, f"mailto://127.0.0.1:{port}?from=watch@example.cn&to=office@example.cn")
        compose(memory, desk, later())
        assert len(deliver(memory, desk, later()).sent) == 1, memory.messages()
        (mail,) = server.received
    (attached,) = mail.iter_attachments()
    assert re.fullmatch(r"nianbao-\d{8}-[0-9a-f]{4}\.xlsx", attached.get_filename() or "")
    assert "新发现 " in str(mail["subject"])
    content = attached.get_content()
    assert isinstance(content, bytes)
    book = openpyxl.load_workbook(BytesIO(content))
    assert book["问题清单"]["A2"].value == "NB-000001"


def test_a_chat_robot_that_takes_no_files_gets_the_words_alone(memory: Memory, tmp_path: Path) -> None:
    judge(memory, read(memory), verdict())
    with hook() as server:
        desk = offices(tmp_path, "feishu://abcdefghijklmnopqrstuvwxyz012345", gateway=server.base)
        compose(memory, desk, later())
        assert len(deliver(memory, desk, later()).sent) == 1, memory.messages()
        assert len(server.received) == 1


def test_very_many_findings_are_counted_without_holding_their_rows(memory: Memory, tmp_path: Path) -> None:
    """A country's season: each finding once in one message, and no row of a finding or notice is made for it."""
    agencies = ("教育局", "民政局", "水利局")
    for agency in agencies:
        judge(memory, read(memory, agency, agency=agency), verdict(), verdict(rule="CEL-NEG"))
    desk = offices(tmp_path, folder(tmp_path))
    made: list[object] = []

    def note(row: object, _: object) -> None:
        made.append(row)

    for table in (FindingRow, OutboxRow):
        event.listen(table, "load", note)
    (message,) = compose(memory, desk, later(), in_words=2)
    for table in (FindingRow, OutboxRow):
        event.remove(table, "load", note)
    assert not made
    assert sorted(message.findings) == sorted(one.number for one in memory.findings())
    assert f"{CHINESE.kinds['opened']} {CHINESE.severities['error']} 6（NB-000001" in message.text
    assert compose(memory, desk, later(), in_words=2) == ()
