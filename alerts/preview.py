"""What a template makes of an invented digest, for those who edit templates (`nianbao alerts preview`)."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from alerts.digest import arranged, in_order, open_line, summary
from alerts.entries import Links, entry_of
from alerts.errors import TemplateBroken
from alerts.rendering import NAMES, Rendered, render
from alerts.wording import WORDS, Language
from storage import Cause, Finding, FindingState, Notice

_AT = datetime(2025, 2, 10, 1, tzinfo=UTC)
_EXAMPLES = (
    (
        "opened",
        "error",
        "青溪县教育局",
        "表三纵向勾稽不平",
        "自然人一列：本年新收与上年结转之和为10，办理总计与结转下年之和为9",
    ),
    ("rectified", "warning", "青溪县民政局", "缺少第五部分", "未检出“存在的主要问题及改进情况”"),
    ("withdrawn", "notice", "青溪县财政局", "单元格空白", "表四有 3 个空格（已改为正确读取）"),
)


def preview(templates: Path | None = None, language: Language = "zh") -> Rendered:
    """A digest of ours, or of the templates in a folder; agencies and numbers are invented.

    Raises TemplateBroken, too where the folder holds no template or the operator's does not render: whoever sends by it would know too late.
    """
    if templates is not None and not any((templates / name).is_file() for name in NAMES):
        raise TemplateBroken(
            f"the folder {templates} holds no template; {', '.join(NAMES)} are their names",
            f"文件夹 {templates} 里没有模板；模板的文件名是 {'、'.join(NAMES)}",
        )
    notices = [
        Notice(
            n,
            f"NB-{n:06d}:1",
            "office",
            kind,
            "990121",
            severity,
            title,
            message,
            _AT,
            _finding(n, severity, agency, title, message),
            Cause.READER,
        )
        for n, (kind, severity, agency, title, message) in enumerate(_EXAMPLES, start=1)
    ]
    words = WORDS[language]
    entries = in_order([entry_of(notice, words, Links("https://nianbao.example")) for notice in notices])
    values = {
        "title": words.digest_title.format(office="云岭省政务公开办公室", part=""),
        "summary": summary(entries, 2, words),
        "cities": arranged(entries, lambda _: "南麓市", lambda _: "青溪县"),
        "brief": (),
        "open_total": 2,
        "open_counties": [open_line("南麓市 · 青溪县", ["NB-000004", "NB-000005"], words)],
        "words": words,
        "key": "nb-0123456789abcdef",
    }
    render("operator", {**values, "notices": notices}, templates)
    return render("digest", values, templates)


def _finding(n: int, severity: str, agency: str, title: str, message: str) -> Finding:
    return Finding(
        number=f"NB-{n:06d}",
        agency=agency,
        division="990121",
        year=2024,
        rule="SUM-T3-COL",
        rule_version=1,
        subject="",
        severity=severity,
        attribution="agency",
        state=FindingState.OPEN,
        opened_at=_AT,
        changed_at=_AT,
        message=message,
        basis=("政府信息公开条例第五十条",),
        remedy="",
        url="http://www.qingxi.example/nb/2024.html",
        evidence="0" * 64,
        title=title,
    )
