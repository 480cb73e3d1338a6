"""A roster as a county keeps it: CSV or XLSX with Chinese headers, checked line by line before anything is believed.

Every problem is told with file, line, field and what to do, all of them at once; nothing is taken from a file with errors.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from reports.errors import Damaged, ReadingError, TooMuch
from reports.folding import nfkc, squeeze
from reports.identity.roster_sheet import sheet_rows

MAX_ROWS = 200_000
MAX_BYTES = 50_000_000
COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("单位名称", "名称", "单位", "单位全称", "机构名称", "机关名称", "部门名称", "name"),
    "division": ("行政区划代码", "区划代码", "行政区划", "地区代码", "division"),
    "type": ("类型", "类别", "单位类型", "单位类别", "机构类型", "机构类别", "type"),
    "level": ("级别", "层级", "level"),
    "aliases": ("别名", "简称", "其他名称", "aliases"),
    "former_names": ("曾用名", "原名称", "更名前名称", "former_names"),
    "first_year": ("起始年度", "首个年度", "开始年度", "first_year"),
    "last_year": ("终止年度", "最后年度", "截止年度", "last_year"),
    "successor": ("承接单位", "继任单位", "并入单位", "successor"),
    "own_site": ("自有网站", "发布网址", "本系统网站", "own_site"),
    "parent": ("上级单位", "上级", "上级机关", "主管单位", "主管部门", "parent"),
    "id": ("编号", "单位编号", "id"),
}
"""Fields with their accepted headers, the one we print first. 单位名称 and 行政区划代码 are required."""
REQUIRED = ("name", "division")
IGNORED = ("备注", "序号")
"""What such headers begin with: their columns are nobody's."""
HEADER_WITHIN = 10
"""Lines in which the header is looked for: a list made to be printed has its title above it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a roster file. `line` is the file's own line or row, from 1; `field` the Chinese header."""

    file: str
    line: int
    field: str
    message: str
    remedy: str
    warning: bool = False

    def __str__(self) -> str:
        kind = "提示" if self.warning else "错误"
        where = f"第{self.line}行" + (f"“{self.field}”" if self.field else "")
        return f"{self.file} {where}（{kind}）：{self.message}。{self.remedy}。"


class RosterInvalid(ReadingError):
    """A roster file with errors. `problems` holds all of them; `chinese` is one a line."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        errors = [problem for problem in problems if not problem.warning]
        super().__init__(
            f"the roster has {len(errors)} errors; correct the file and import it again",
            "\n".join(str(problem) for problem in errors),
        )
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file by field; absent columns are "". `line` as a person finds it in the file."""

    line: int
    values: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")


def header_of(name: str) -> str:
    """The Chinese header we print for a field."""
    return COLUMNS[name][0]


def read_rows(data: bytes, file: str) -> tuple[Row, ...]:
    """The lines of a CSV (UTF-8 or GB18030, comma, semicolon or tab) or XLSX file (first sheet, values only).

    Raises `RosterInvalid` when it is neither, is too large, or lacks a required column.
    """
    if len(data) > MAX_BYTES:
        raise RosterInvalid((_whole(file, f"文件超过{MAX_BYTES // 1_000_000}兆", "请按市、县拆成几个文件"),))
    cells = _xlsx_cells(data, file) if data[:4] == b"PK\x03\x04" else _csv_cells(data, file)
    lines = [(number, values) for number, values in cells if any(values)]
    if not lines:
        raise RosterInvalid((_whole(file, "文件是空的", "第一行请写表头：单位名称,行政区划代码,类型,别名"),))
    at_header = next((n for n, (_, values) in enumerate(lines[:HEADER_WITHIN]) if _is_header(values)), 0)
    line, header = lines[at_header]
    columns = _columns(header, line, file)
    return tuple(
        Row(number, {name: values[at] for at, name in columns.items() if at < len(values)})
        for number, values in lines[at_header + 1 :]
    )


def _whole(file: str, message: str, remedy: str) -> Problem:
    return Problem(file, 1, "", message, remedy)


def _clean(value: str) -> str:
    return squeeze(nfkc(value)).strip("' ")


def _csv_cells(data: bytes, file: str) -> Iterator[tuple[int, list[str]]]:
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")  # "Unicode text" of a spreadsheet program
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise RosterInvalid((_whole(file, "认不出文件的编码", "请另存为“CSV UTF-8”或XLSX"),))
    if "\0" in text:
        raise RosterInvalid((_whole(file, "不是CSV或XLSX文件", "请用电子表格软件另存为XLSX或“CSV UTF-8”"),))
    first = next((line for line in text.splitlines() if any(mark in line for mark in ",\t;，")), "")
    delimiter = max(",\t;，", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from _numbered(reader, file)
    except csv.Error as error:
        problem = Problem(
            file, reader.line_num, "", "引号不成对或单元格过长", "请用电子表格软件打开后另存一次"
        )
        raise RosterInvalid((problem,)) from error


def _numbered(reader: Iterable[list[str]], file: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line they *begin* on: a cell may hold line breaks."""
    line = 1
    for count, values in enumerate(reader, 1):
        if count > MAX_ROWS:
            raise RosterInvalid((Problem(file, line, "", f"超过{MAX_ROWS}行", "请按市、县拆成几个文件"),))
        yield line, [_clean(value) for value in values]
        line = getattr(reader, "line_num", line) + 1


def _xlsx_cells(data: bytes, file: str) -> Iterator[tuple[int, list[str]]]:
    try:
        for count, (number, values) in enumerate(sheet_rows(data, file)):
            if count >= MAX_ROWS:
                raise RosterInvalid((_whole(file, f"超过{MAX_ROWS}行", "请按市、县拆成几个文件"),))
            yield number, [_clean(value) for value in values]
    except (Damaged, TooMuch) as error:
        remedy = "请用电子表格软件打开后另存一次"
        raise RosterInvalid((_whole(file, f"XLSX文件打不开（{error.chinese}）", remedy),)) from error


@cache
def _known() -> Mapping[str, str]:
    """Header, squeezed → field."""
    return {_squeeze(word): name for name, words in COLUMNS.items() for word in words}


def _is_header(values: Iterable[str]) -> bool:
    """A line that has every required column."""
    known = _known()
    return {known.get(_squeeze(value)) for value in values}.issuperset(REQUIRED)


def _columns(header: list[str], line: int, file: str) -> dict[int, str]:
    """Column number → field. Unknown headers are errors: a typing mistake must not drop a column silently."""
    known = _known()
    if not any(_squeeze(word) in known for word in header):
        remedy = "第一行请写表头：单位名称,行政区划代码,类型,别名"
        raise RosterInvalid((Problem(file, line, "", "没有表头", remedy),))
    found: dict[int, str] = {}
    problems = []
    for at, word in enumerate(header):
        name = known.get(_squeeze(word))
        if name is None and word and not word.startswith(IGNORED):
            near = difflib.get_close_matches(word, [w for words in COLUMNS.values() for w in words], 1, 0.6)
            remedy = (
                f"是不是“{near[0]}”？" if near else "可用的表头：" + "、".join(header_of(n) for n in COLUMNS)
            )
            problems.append(
                Problem(file, line, word, "不认识的表头", remedy.rstrip("？") + "；不用的列请删去")
            )
        elif name is not None and name in found.values():
            problems.append(Problem(file, line, word, "这一列出现了两次", "请只留一列"))
        elif name is not None:
            found[at] = name
    problems += [
        Problem(file, line, header_of(name), "缺少必填的列", f"请在表头中加上“{header_of(name)}”")
        for name in REQUIRED
        if name not in found.values()
    ]
    if problems:
        raise RosterInvalid(tuple(problems))
    return found


def _squeeze(word: str) -> str:
    return re.sub(r"[\s*（）()：:]|必填", "", word).lower()
