"""The words of tables and sections that authors write. Those of rows, columns and cells are `reports.cell_words`."""

from __future__ import annotations

SECTIONS = {
    "overview": "总体情况",
    "disclosure": "主动公开政府信息情况",
    "applications": "收到和处理政府信息公开申请情况",
    "litigation": "政府信息公开行政复议、行政诉讼情况",
    "problems": "存在的主要问题及改进情况",
    "other_matters": "其他需要报告的事项",
}
SECTION_WORDS = {
    "overview": ("总体情况",),
    "disclosure": ("主动公开政府信息情况", "主动公开情况"),
    "applications": ("收到和处理政府信息公开申请情况", "申请情况"),
    "litigation": ("政府信息公开行政复议行政诉讼情况", "复议诉讼情况"),
    "problems": ("存在的主要问题及改进情况", "问题及改进"),
    "other_matters": ("其他需要报告的事项", "其他事项"),
}
