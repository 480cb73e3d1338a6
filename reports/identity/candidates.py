"""Lines that may be a document's title: the reader's candidates, its first lines, the text of the link to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from reports.document import Document
from reports.folding import unspaced
from reports.identity.title_wrapping import plain
from reports.identity.titles import TitleParts, take_apart
from reports.identity.wording import AGENCY_END
from reports.model import ReportKind

FIRST_LINES = 15
_LABEL = re.compile(
    r"^[\s•·\[【]*(?:标\s*题|文章标题|信息名称|(?:文件|公文)?(?:标题|名称)|名\s*称|题\s*名)[\s:：|\]】]+|^称\s*[:：]|^大\s*中\s*小(?=\s|.{6})"
    r"|^(?:-{3}\s*)?title\s*:\s*"
)
"""What stands before a title: its name among a page's particulars, or among those a converter to Markdown writes first; the sizes
of letters to choose from."""
_DAY_BEHIND = re.compile(r"(?<=报告|年报)\s+20\d\d[-/.]\d{1,2}[-/.]\d{1,2}$")
_ENDS_TITLE = re.compile(r"(?:报告|年报)(?:\(.{4,10}\))?$")
_WAY = re.compile(r"[^>＞»《]{0,16}(?:位置|首页)[^《]*[>＞»›]")
"""The way to a page (当前位置：首页>政务公开>…), up to its last step: the page's title, or the column it stands in."""
_PARTICULAR = re.compile(
    r"^(?:索引号|[^|:：]{0,6}(?:分类|类别|栏目)(?:[|:：]|(?:政府)?信息公开(?:工作)?年(?:度报告|报)$))"
)
"""A page's particulars (组配分类：政府信息公开年报): the name of a column, not of a report."""
_YEAR_LINE = re.compile(r"[(\[]20[012]\d年?(?:度)?[)\]]")
_NAME_OR_YEAR = re.compile(rf"{AGENCY_END.pattern}|20[012]\d年?(?:度)?$")
_BEGINS_TITLE = re.compile(rf"{_NAME_OR_YEAR.pattern}|(?:政府|政府信息|政府信息公开|公开工作|政务公开)$")
"""How a line ends that the title goes on from: an agency, a year, or in the midst of the report's name."""
_RUN_ON = re.compile(r"^(.{2,60}?(?:年度报告|年报))(?=\s|根据|按照|依据|为|本|一、|20\d\d)")


@dataclass(frozen=True, slots=True)
class Candidate:
    title: str
    parts: TitleParts


def candidates_of(document: Document, listed_title: str | None) -> Iterator[Candidate]:
    """Titles, most trusted first: the reader's, the first lines (alone, or two or three joined), the list's."""
    seen: set[str] = set()
    for text in (*document.titles, *_first_lines(document), listed_title or ""):
        title = _tidy(text)
        if title and title not in seen:
            seen.add(title)
            yield Candidate(title, take_apart(title))


def _first_lines(document: Document) -> Iterator[str]:
    lines = [_unmarked(text) for text in islice(filter(None, document.texts), FIRST_LINES)]
    for index, line in enumerate(lines):
        if "报" not in line:
            continue
        run_on = _RUN_ON.match(line) if len(line) > 80 else None
        text = run_on.group(1) if run_on else line
        if len(text) > 160 or len(title := plain(text)) > 80:
            continue
        if _ENDS_TITLE.search(title):
            joined = _joined(lines, index, text)
            below = lines[index + 1] if index + 1 < len(lines) else ""
            yield joined + below if _YEAR_LINE.fullmatch(plain(below)) else joined


def _unmarked(line: str) -> str:
    words = line.lstrip("#").lstrip() if line.startswith("#") else line
    label = _LABEL.match(words)
    title = words[label.end() :] if label else words
    return _DAY_BEHIND.sub("", title) if title[-1:].isdecimal() else title


def _joined(lines: list[str], index: int, text: str) -> str:
    """A heading broken over two or three lines: the pieces before that are short and end like a name, not a sentence."""
    made = text
    for before in reversed(lines[max(0, index - 2) : index]):
        piece = plain(before)
        parts = take_apart(made)
        if parts.agency_text and (parts.year is not None or not _NAME_OR_YEAR.search(piece)):
            break
        if (
            len(piece) > 30
            or not _BEGINS_TITLE.search(piece)
            or not re.search(r"[\u4e00-\u9fff\d)]$", piece)
            or re.search(r"[:：,，。、]|首页|位置", piece)
        ):
            break
        if take_apart(piece + made).kind is not ReportKind.ANNUAL_REPORT:
            break
        made = before + made
    return made


def _tidy(text: str) -> str:
    """A title as printed, without spaces, label, file ending or the site's name behind it; "" for the way to a column."""
    title = unspaced(_LABEL.sub("", text)).lstrip("|")
    if _PARTICULAR.match(title):
        return ""
    way = _WAY.match(title)
    if way is not None:
        title = title[way.end() :]
        if take_apart(title).kind is ReportKind.OTHER:
            return ""
    title = re.sub(r"(?<=报告|年报)[_|].*$", "", title)
    return re.sub(r"(?<=年报|报告)\.(?:pdf|docx?|wps|xlsx?|html?|txt)$", "", title, flags=re.IGNORECASE)


def best_of(candidates: list[Candidate]) -> Candidate | None:
    for kind in (ReportKind.ANNUAL_REPORT, ReportKind.UNSURE):
        matching = [c for c in candidates if c.parts.kind is kind]
        if matching:
            whole = [c for c in matching if c.parts.year and c.parts.agency_text]
            return (whole or matching)[0]
    return candidates[0] if candidates else None
