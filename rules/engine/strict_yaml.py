"""YAML as officials may write it: plain mappings, lists and scalars, every key with its place in the file.

PyYAML at event level. Refused, each with what to write instead: anchors, aliases, tags, repeated keys, implicit octal
numbers, dates and times, yes/no truth values, full-width punctuation in keys, more than one document, files that are too
big or too deep. Decimal numbers become `Decimal`, never a float.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import yaml
from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from rules.engine.errors import Problem, RulesInvalid
from rules.engine.yaml_syntax import refused, syntax_fault

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 20
MAX_NODES = 20_000

Scalar = str | int | Decimal | bool | None
Path = tuple[str | int, ...]
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,15})\.[0-9]{1,12}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[T ].*)?")
_ODD_NUMBER = re.compile(r"[-+]?(?:0[0-9]+|0x[0-9A-Fa-f_]+|0b[01_]+|0o[0-7]+|[0-9][0-9_]*_[0-9_]*|[0-9]+(?::[0-9]{1,2})+|[0-9.]+[eE][-+]?[0-9]+|\.inf|\.nan)")  # fmt: skip
_ODD_TRUTH = ("yes", "no", "on", "off", "y", "n")
_FOLDED = re.compile(
    r"(?<=[\u2018-\u201d\u3000-\u9fff\uff00-\uffef]) (?=[\u2018-\u201d\u3000-\u9fff\uff00-\uffef])"
)
"""A line break between Chinese characters is no blank: YAML's folding would leave one."""
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
"""What Word and web pages leave between the letters: nobody who reads the file can tell why a word is not known."""
_WIDE = "：，；（）【】　“”‘’"


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a value stands, from 1, and its text exactly as in the file."""

    line: int
    column: int
    raw: str = ""


@dataclass(slots=True)
class Loaded:
    """The values of a file. `text` is what marks are made of where nobody made them yet."""

    file: str
    value: object
    made: dict[Path, Mark] | None = None
    text: str = ""

    @property
    def marks(self) -> dict[Path, Mark]:
        """The mark of each value by its path (of keys: path + ("#key",))."""
        if self.made is None:
            self.made = load(self.text, self.file).marks if self.text else {}
        return self.made

    def mark(self, path: Path) -> Mark:
        """The mark of a path, or of the nearest thing around it."""
        while path not in self.marks and path:
            path = path[:-1]
        return self.marks.get(path, Mark(1, 1))

    def locate(self, path: Path, token: str, position: int, text: str) -> tuple[int, int]:
        """Line and column of the token that begins at `position` of the scalar `text` at `path`."""
        mark = self.mark(path)
        if not mark.raw:
            return mark.line, mark.column
        offset = _offset(mark.raw, token, position, text)
        before = mark.raw[:offset]
        line = mark.line + before.count("\n")
        column = len(before) - before.rfind("\n") if "\n" in before else mark.column + len(before)
        return line, column


def _offset(raw: str, token: str, position: int, text: str) -> int:
    """The same occurrence of `token` in the raw scalar as in its value: folding and quotes move it about."""
    if not token or text[position : position + len(token)] != token:
        return min(position + (1 if raw[:1] in "'\"" else 0), max(len(raw) - 1, 0))
    count, start = text.count(token, 0, position), -1
    for _ in range(count + 1):
        start = raw.find(token, start + 1)
        if start < 0:
            return 0
    return start


def load(text: str, file: str) -> Loaded:
    """Read one document. Raises `RulesInvalid`."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise refused(file, 1, 1, f"文件超过 {MAX_BYTES // 1024} KB，请拆成几个文件")
    if (unseen := _UNSEEN.search(text)) is not None:
        at = unseen.start()
        column = at - text.rfind("\n", 0, at)
        raise refused(
            file,
            text.count("\n", 0, at) + 1,
            column,
            "这里有看不见的字符，多半是从 Word 或网页粘贴来的，请删去重打这个词",
        )
    reader = _Reader(file, text)
    try:
        loaded = reader.document()
    except yaml.YAMLError as error:
        raise syntax_fault(file, text, error) from error
    except RecursionError as error:
        raise refused(file, 1, 1, f"嵌套超过 {MAX_DEPTH} 层") from error
    if reader.problems:
        raise RulesInvalid(reader.problems)
    return loaded


def _start(event: Event) -> tuple[int, int, int]:
    """Line, column (from 1) and character index of an event; the parser always gives them."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1, mark.index) if mark is not None else (1, 1, 0)


class _Reader:
    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.problems: list[Problem] = []
        self.marks: dict[Path, Mark] = {}
        self.nodes = 0
        self.events: Iterator[Event] = iter(yaml.parse(text, Loader=yaml.SafeLoader))

    def problem(self, event: Event, chinese: str) -> None:
        line, column, _ = _start(event)
        self.problems.append(Problem(self.file, line, column, chinese))

    def document(self) -> Loaded:
        """Stream start, document start, one node, document end, stream end."""
        next(self.events)
        start = next(self.events)
        if isinstance(start, yaml.events.StreamEndEvent):
            return Loaded(self.file, None)
        value = self.node(next(self.events), (), 0)
        next(self.events)
        following = next(self.events)
        if not isinstance(following, yaml.events.StreamEndEvent):
            self.problem(following, "一个文件只能有一份内容，请删去中间的“---”")
        return Loaded(self.file, value, self.marks)

    def node(self, event: Event, path: Path, depth: int) -> object:
        self.nodes += 1
        line, column, index = _start(event)
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            what = f"嵌套超过 {MAX_DEPTH} 层" if depth > MAX_DEPTH else f"超过 {MAX_NODES} 项"
            raise refused(self.file, line, column, what)
        end = event.end_mark
        raw = self.text[index : end.index] if isinstance(event, ScalarEvent) and end is not None else ""
        self.marks[path] = Mark(line, column, raw)
        if isinstance(event, AliasEvent):
            self.problem(event, f"不能引用别处的内容（*{event.anchor}），请照写一遍；值以“*”开头时请加引号")
            return None
        if getattr(event, "anchor", None):
            self.problem(event, f"不能给内容起别名（&{event.anchor}）；值以“&”开头时请加引号")  # type: ignore[attr-defined] # node events have it
        if getattr(event, "tag", None):
            self.problem(event, "以“!”开头的值请加引号，如 assert: '!blank(格.值)'")
            if isinstance(event, ScalarEvent):
                return event.value
        match event:
            case ScalarEvent():
                return self.scalar(event)
            case SequenceStartEvent():
                return self.sequence(path, depth)
            case MappingStartEvent():
                return self.mapping(path, depth)
        raise refused(self.file, line, column, "写法不合 YAML 格式")

    def sequence(self, path: Path, depth: int) -> list[object]:
        items: list[object] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            items.append(self.node(event, (*path, len(items)), depth + 1))
        return items

    def mapping(self, path: Path, depth: int) -> dict[str, object]:
        found: dict[str, object] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self.key(event, found)
            line, column, _ = _start(event)
            value = self.node(next(self.events), (*path, key), depth + 1)
            self.marks[(*path, key, "#key")] = Mark(line, column, key)
            found[key] = value
        return found

    def key(self, event: Event, found: dict[str, object]) -> str:
        if not isinstance(event, ScalarEvent) or event.anchor:
            line, column, _ = _start(event)
            raise refused(
                self.file,
                line,
                column,
                "键必须是一个词；以“{”“[”“*”开头的值请加引号",
            )
        key = str(event.value)
        wide = [character for character in key if character in _WIDE]
        if wide and event.style is None:
            self.problem(event, f"键“{key}”里有全角符号“{wide[0]}”，请改用半角（冒号后还要空一格）")
        if key == "<<":
            self.problem(event, "不支持“<<”合并，请照写一遍")
        if key in found:
            self.problem(event, f"“{key}”在这里写了两次，请删去一个")
        return key

    def scalar(self, event: ScalarEvent) -> Scalar:
        text = str(event.value)
        start, end = event.start_mark, event.end_mark
        if event.style != "|" and start is not None and end is not None and start.line != end.line:
            text = _FOLDED.sub("", text)
        if event.style is not None:
            return text
        if text in ("", "~", "null", "Null", "NULL"):
            return None
        if text[0] in "【｛" and text[-1] in "】｝]}":
            self.problem(event, f"“{text[0]}”是全角括号：列表请用半角 [ ]，若是文字请加引号")
        if text[0] in "“‘" and text[-1] in "”’" and not re.search("[“”‘’]", text[1:-1]):
            self.problem(
                event, f'{text} 用的是中文引号，不起引号的作用：请改用半角引号 "{text[1:-1]}"，或去掉引号'
            )
        if text in ("true", "false"):
            return text == "true"
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return Decimal(text)
        if _DATE.fullmatch(text):
            self.problem(event, f'日期请加引号，写成 "{text}"')
        elif text.lower() in (*_ODD_TRUTH, "true", "false"):
            self.problem(event, f"“{text}”有歧义：真假请写 true / false，文字请加引号")
        elif _ODD_NUMBER.fullmatch(text):
            self.problem(event, f"“{text}”会被当成特殊的数：数字请写成普通十进制，文字请加引号")
        return text
