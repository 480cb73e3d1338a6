"""What Prefect and a terminal show of a patrol is for an operator to read: what could not be read is told of in Chinese."""

from __future__ import annotations

from flows.reading import DIED, DIES
from flows.words import in_words

_FILE = "http://www.qingxi.example/art_1.pdf"


def test_a_file_that_could_not_be_read_says_why_in_chinese() -> None:
    damaged = f"{_FILE}: art_1.pdf: the PDF is damaged or cut short; fetch it again"
    assert in_words("unreadable", damaged) == f"{_FILE}：art_1.pdf：PDF已损坏或不完整，请重新下载"
    for death in (DIES, DIED):
        told = in_words("unreadable", f"{_FILE}: {death}").removeprefix(_FILE)
        assert told.startswith("：")
        assert told.isascii() is False
        assert "died" not in told


def test_what_is_no_file_of_ours_is_told_as_it_came() -> None:
    assert in_words("trouble", "www.qingxi.example: timeout") == "www.qingxi.example: timeout"
    assert in_words("unreadable", _FILE) == _FILE
    assert in_words("unreadable", f"{_FILE}: quite another thing") == f"{_FILE}：quite another thing"


def test_what_could_not_be_checked_is_not_told_as_not_there() -> None:
    assert (
        in_words("absence", "x jyj 2024: could_not_check:captcha") == "x jyj 2024：未能核实，网站要求验证码"
    )
    assert in_words("absence", "x jyj 2024: not_listed") == "x jyj 2024：多日完整核对均未列出"
    assert (
        in_words("elsewhere", "x: another worker is asking one of its hosts")
        == "x：另一工作进程正在访问同一网站"
    )
