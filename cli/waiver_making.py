"""A waiver made from what a person typed: everything named and checked before it is kept, refusals in their language."""

from __future__ import annotations

import difflib
import hashlib
import re
from datetime import UTC, date, datetime

from cli.application import parse_date
from cli.console import Exit, Stop
from cli.read import load_rules
from flows.settings import Settings
from reports import china_day
from storage import Finding, Memory, Waiver

_NUMBERED = re.compile(r"[〔\[（(【]\s*20\d{2}\s*[〕\])）】]\s*第?\s*\d+\s*号")
"""A document number carries its year in brackets and its serial number: 安政办发〔2025〕12号."""

About = tuple[str, str, str | None, int, str]
"""(rule, agency's name, division, year, subject)"""


def about_finding(finding: Finding) -> About:
    return finding.rule, finding.agency, finding.division, finding.year, finding.subject


def finding_of(memory: Memory, number: str) -> Finding:
    found = memory.findings(numbers=[number])
    if not found:
        raise Stop(Exit.USAGE, f"there is no finding {number}", f"没有编号为 {number} 的问题")
    return found[0]


def waiver_of(
    memory: Memory,
    about: About,
    document: str,
    approver: str,
    reason: str,
    expires: date,
    version: int | None = None,
) -> Waiver:
    """The waiver, everything named; its key is made of what it says, so that making it twice makes one."""
    rule, agency, division, year, subject = about
    if not _NUMBERED.search(document):
        raise Stop(
            Exit.USAGE,
            f"{document!r} has no document number; write it as 安政办发〔2025〕12号",
            f"批准文件要写文号，如“安政办发〔2025〕12号”；“{document}”里没有文号",
        )
    for value, english, chinese in ((approver, "an approver", "批准人"), (reason, "a reason", "理由")):
        if not value.strip():
            raise Stop(Exit.USAGE, f"a waiver needs {english}", f"豁免要写{chinese}")
    if expires < china_day(now()):
        raise Stop(Exit.USAGE, f"{expires} is past", f"有效期至 {expires}，已经过了")
    version = version or _version(rule)
    said = "\n".join(map(str, (rule, version, agency, division, year, subject, document, expires)))
    return Waiver(
        key="HM-" + hashlib.sha256(said.encode()).hexdigest()[:8].upper(),
        rule=rule,
        reason=reason.strip(),
        document=document.strip(),
        approver=approver.strip(),
        expires=expires,
        agency_id=_agency(memory, agency, division),
        year=year,
        subject=subject,
        rule_version=version,
    )


def _version(id: str) -> int:
    """The rule's present version: a new one suspends the waiver until it is affirmed again."""
    known = load_rules(()).rules
    if id in known:
        return known[id].version
    near = difflib.get_close_matches(id, known, 1)
    hint = (f"; did you mean {near[0]}?", f"，是否应为 {near[0]}？") if near else ("", "")
    raise Stop(Exit.USAGE, f"there is no rule {id}{hint[0]}", f"没有规则 {id}{hint[1]}")


def _agency(memory: Memory, name: str, division: str | None) -> int:
    found = memory.agencies_named(name, division)
    if len(found) == 1:
        return found[0][0]
    if not found:
        raise Stop(
            Exit.USAGE,
            f"no agency is named {name}; give the full name of the roster",
            f"没有名为“{name}”的单位，请写名录中的全称",
        )
    codes = "、".join(code or "—" for _, code in found)
    raise Stop(
        Exit.USAGE,
        f"{len(found)} agencies are named {name}; add --division ({codes})",
        f"有{len(found)}家单位都叫“{name}”，请用 --division 写明区划（{codes}）",
    )


def last_day(text: str) -> date:
    day = parse_date(text)
    assert day is not None
    return day


def now() -> datetime:
    return Settings().now or datetime.now(UTC)
