"""What an official calls the values that the reader gives: kinds of report and of agency, levels, where a date was found.

The values themselves are English and stay so in JSON and in what is stored.
"""

from __future__ import annotations

from collections.abc import Mapping

REPORT_KINDS: Mapping[str, str] = {"annual_report": "年度报告", "other": "非年度报告", "unsure": "未定"}
AGENCY_TYPES: Mapping[str, str] = {
    "government": "人民政府",
    "gov_office": "政府办公室",
    "department": "部门",
    "township": "乡镇",
    "subdistrict": "街道",
    "zone": "功能区",
    "vertical": "垂直管理",
    "other": "其他",
    "unsure": "未定",
}
AGENCY_LEVELS: Mapping[str, str] = {
    "province": "省级",
    "city": "市级",
    "county": "县级",
    "township": "乡级",
    "unsure": "级别未定",
}
DATE_SOURCES: Mapping[str, str] = {
    "pubdate_meta": "网页标签",
    "visible": "页面所示",
    "list": "栏目列表",
    "url": "网址",
    "file_metadata": "文件属性",
    "first_seen": "首次见到",
}
