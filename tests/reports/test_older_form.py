"""Reports from before 2019 have other sections and no tables: they are named so, and nothing of the later form is missing."""

from __future__ import annotations

import reports

_OLD = (
    "<h1>青溪县人民政府2017年政府信息公开工作年度报告</h1><h2>一、概述</h2><p>县政府认真推进。</p>"
    "<h2>二、主动公开政府信息情况</h2><p>主动公开1200条。</p><h2>三、依申请公开政府信息办理情况</h2><p>收到12件。</p>"
    "<h2>四、政府信息公开收费及减免情况</h2><p>未收费。</p>"
    "<h2>五、因政府信息公开申请行政复议、提起行政诉讼情况</h2><p>无。</p><h2>六、存在的主要问题及改进措施</h2><p>有。</p>"
)


def test_an_older_report_is_named_and_lacks_nothing_of_the_later_form() -> None:
    report = reports.read(_OLD.encode(), "x.html")
    assert (report.kind, report.year, report.format) == (reports.ReportKind.ANNUAL_REPORT, 2017, None)
    assert report.extra["form"] == "before 2019"
    assert any("before 2019" in each.why for each in report.uncertain)
    assert not any(section.certain for section in report.sections.values())
    assert not report.cells


def test_a_report_of_2019_is_not_called_older() -> None:
    assert "form" not in reports.read(_OLD.replace("2017", "2019").encode(), "x.html").extra
