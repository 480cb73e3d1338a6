"""Pages that stand beside annual reports in real columns and are none (portals.md §2): each a trap for a title rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape


@dataclass(frozen=True, slots=True)
class LookAlike:
    """`title` as listed; `content` the article's HTML."""

    title: str
    listed: date
    content: str


def _paragraphs(lines: Sequence[str]) -> str:
    return "".join(f'<p style="text-indent:2em">{escape(line, quote=False)}</p>\n' for line in lines)


def beside_government(county: str, year: int, published: date) -> tuple[LookAlike, ...]:
    """What stands beside the county's own report: the picture, the explanation, the other yearly reports."""
    return (
        LookAlike(
            f"一图读懂{county}{year}年政府信息公开工作年度报告",
            published + timedelta(days=2),
            f'<p align="center"><img src="/images/tj{year}.png" alt="图解" width="800"/></p>\n',
        ),
        LookAlike(
            f"文字解读：{county}{year}年政府信息公开工作年度报告",
            published + timedelta(days=1),
            _paragraphs(
                [
                    f"{county}{year}年政府信息公开工作年度报告已经公布，现就读者关心的几个问题作简要说明。",
                    "年度报告由六个部分组成，数据来自各部门和乡镇的汇总，口径与上一年一致。",
                    "想了解全部内容的读者，可以在政府信息公开年报栏目查看报告原文。",
                ]
            ),
        ),
        LookAlike(
            f"{county}{year}年法治政府建设年度报告",
            published - timedelta(days=3),
            _paragraphs(
                [
                    f"{year}年，{county}把依法办事作为各项工作的前提，现将有关情况报告如下。",
                    "一、主要举措。组织行政执法人员资格考试，开展案卷评查两次。",
                    "二、存在的不足。基层执法力量仍显薄弱。三、下一年安排。继续完善合法性审核机制。",
                ]
            ),
        ),
    )


def beside_departments(county: str, year: int, published: date) -> tuple[LookAlike, ...]:
    """News, notices and the website's own yearly form, strayed into the departments' column."""
    return (
        LookAlike(
            f"{county}召开{year}年政府信息公开工作年度报告编制部署会",
            published - timedelta(days=9),
            _paragraphs(["会议讲解了年度报告的统一格式，要求各单位核对表内数据，按时向社会公布。"]),
        ),
        LookAlike(
            f"关于做好{year}年政府信息公开工作年度报告编制发布工作的通知",
            published - timedelta(days=12),
            _paragraphs(
                [
                    "各乡镇人民政府，县直各部门：",
                    "请按照国务院办公厅统一格式编制年度报告，部门年报应于1月31日前向社会公布。",
                ]
            ),
        ),
        LookAlike(
            f"{county}教育局{year}年政府网站工作年度报表",
            published - timedelta(days=1),
            '<table border="1"><tr><td>网站名称</td><td>青溪教育</td></tr><tr><td>独立用户访问总量</td><td>18250</td></tr>'
            "<tr><td>信息发布总数</td><td>763</td></tr></table>\n",
        ),
        LookAlike(
            f"{county}林业站职工到南坡植树",
            published - timedelta(days=2),
            _paragraphs(["三十多名职工带着铁锹和树苗上山，半天栽下侧柏四百余株。"]),
        ),
    )
