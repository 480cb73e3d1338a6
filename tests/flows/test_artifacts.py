"""What Prefect shows of a patrol is for an operator to read: a file that could not be read is told of in Chinese."""

from __future__ import annotations

from flows.artifacts import in_words
from flows.reading import DIED, DIES

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
