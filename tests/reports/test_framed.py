"""What an article shows in a frame was not read: nothing that may stand there is called missing."""

from __future__ import annotations

import pytest

import reports

_HEADS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
)


def _read(framed: str, beside: str = "") -> reports.AnnualReport:
    parts = "".join(f"<p>{head}</p><p>按规定办理。</p>" for head in _HEADS)
    article = f"<div>{parts}{framed}<p>五、存在的主要问题及改进情况</p><p>培训偏少。</p></div>"
    title = "<h1>梧桐县水利局2023年政府信息公开工作年度报告</h1>"
    return reports.read(f"<html><body>{title}{article}{beside}</body></html>".encode(), "page.html")


@pytest.mark.parametrize(
    "frame", ["<iframe src='six.html'></iframe>", "<embed src=a.pdf>", "<object data=a.pdf></object>"]
)
def test_a_section_that_may_stand_in_a_frame_is_not_called_missing(frame: str) -> None:
    assert not _read(f"<p>{frame}</p>").sections["other_matters"].certain


@pytest.mark.parametrize("frame", ["", "<iframe width=1 height=1 src=count.html></iframe>"])
def test_a_counter_s_frame_hides_nothing(frame: str) -> None:
    assert _read(frame).sections["other_matters"].certain


def test_a_frame_beside_the_article_hides_nothing() -> None:
    assert _read("", "<div><iframe src=share.html></iframe></div>").sections["other_matters"].certain
