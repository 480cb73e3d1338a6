"""What a site prints below an article, in the same part of the page, is no sentence of the report."""

from __future__ import annotations

import pytest

import reports
from tests.reports.statutory import HEADINGS

_TITLE = "梧桐县水利局2023年政府信息公开工作年度报告"


def _last_section(*below: str, name: str = "page.html") -> str:
    lines = [line for head in HEADINGS for line in (head, "按条例规定办理。")]
    shown = f"<body><h1>{_TITLE}</h1>{''.join(f'<p>{line}</p>' for line in [*lines, *below])}</body>"
    data = shown if name == "page.html" else "\n\n".join([_TITLE, *lines, *below])
    return reports.read(data.encode(), name).sections["other_matters"].text or ""


@pytest.mark.parametrize("name", ["page.html", "dump.txt"])
@pytest.mark.parametrize(
    "below",
    [
        ("主办：梧桐县人民政府办公室 苏ICP备00000000号", "网站标识码：3200000000"),
        ("上一篇：梧桐县民政局2022年政府信息公开工作年度报告", "下一篇：没有了"),
        ("【打印本页】 【关闭窗口】",),
        ("扫一扫在手机打开当前页", "责任编辑：张三", "分享到："),
        ("梧桐县民政局2022年政府信息公开工作年度报告 [2023-01-20]", "梧桐县司法局2022年政府信息公开年报"),
        ("相关链接：", "梧桐县教育局2021年政府信息公开工作年度报告"),
    ],
)
def test_the_site_s_own_lines_are_no_text_of_the_last_section(below: tuple[str, ...], name: str) -> None:
    assert _last_section(*below, name=name) == "按条例规定办理。"


@pytest.mark.parametrize(
    "below",
    [
        ("联系电话：000-1234567",),
        ("打印费用按规定收取，全年没有发生。",),
        ("附件：统计表", "主办科室与协办科室共同完成公开目录的编制，全年没有其他事项。"),
        ("责任编辑：张三", "本机关另有两项情况需要说明。"),
    ],
)
def test_nothing_is_taken_from_a_report_that_goes_on(below: tuple[str, ...]) -> None:
    assert _last_section(*below) == "\n".join(("按条例规定办理。", *below))
