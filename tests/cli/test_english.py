"""What the rooms say in Chinese of a wrong file is English for whoever reads English: no sentence is forgotten, none is kept in vain."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from alerts.wording import PYDANTIC_CHINESE
from cli import main
from cli.english import in_english, told
from cli.english.of_expressions import EXPRESSIONS
from cli.english.of_offices import OFFICES
from cli.english.of_portals import PORTALS
from cli.english.of_rosters import ROSTERS
from cli.english.of_rule_files import RULE_FILES
from cli.english.of_workflow import WORKFLOW
from cli.english.sentences import SENTENCES
from cli.language import language
from rules import RulesInvalid
from rules.engine.load import parse_rules
from tests.cli.test_contract import nianbao
from tests.rules.test_loading import GOOD
from tests.rules.test_wrong_files import CASES
from tests.written import called

_ROOT = Path(__file__).parents[2]
_CHINESE = re.compile("[\u4e00-\u9fff]")
_SLOT = re.compile(r"\{[a-z]+[0-9]?\}")
_ROOMS = (
    *("rules/*.py", "rules/engine/*.py", "rules/workflow/*.py", "scrapers/portal*.py"),
    *(
        "reports/identity/roster*.py",
        "alerts/office_file.py",
        "alerts/yaml_lines.py",
        "reports/yaml_faults.py",
    ),
)
_APART = ("functions.py", "new.py", "roster_sheet.py")
"""A rule that fails while it judges ends in a verdict, and verdicts are Chinese; `rules new` is a dialogue in Chinese; a sheet
says both itself."""
_TELLERS = "Problem ExpressionError PydanticCustomError problem refused typed unexpected wrong _problem _refused _whole"
"""Calls whose strings are told to whoever wrote the file."""
_ENGINE = "advice bindings calls compiled compiler examples load lock macros operators parser strict_yaml template tokens validation"
_TELLING = (
    *(f"rules/engine/{name}.py" for name in _ENGINE.split()),
    *(f"rules/workflow/{name}.py" for name in ("overlays", "promotion", "strength", "waivers")),
    *(
        "rules/front.py",
        "scrapers/portal_file.py",
        "reports/identity/roster_links.py",
        "reports/yaml_faults.py",
    ),
    *("alerts/office_file.py", "alerts/yaml_lines.py"),
)
"""Modules in which every Chinese text is told, wherever it is put together; but for these words:"""
_TABLES = ("reports/identity/roster_import.py", "reports/identity/roster_file.py")
"""The same but for their tables of words, which stand outside of every function."""
_SINGLE = (
    "造假 抄袭 违法 弄虚作假 欺骗"  # which no verdict may use
    " 且 并且 而且 或 或者 等于 是 大于 超过 多于 高于 小于 少于 低于 不足 不等于 加 减 乘 乘以 除以"
    " 小于等于 小于或等于 不大于 不超过 不多于 不高于 大于等于 大于或等于 不小于 不少于 不低于"
    " 非 不 没有 并非 不是 十 百 千 万 亿 零〇一二两三四五六七八九十百千万亿"
    " 参数 写作 个数 句子 文字 失败数 失败名称 检查数 条 示例 报告.年度 版式.表二 版式.表三 参数.7"  # of the language
    " 备注 镇 乡 街道 苏木 地区 街 年 年度"  # of a roster
)
_WORDS = frozenset(
    {
        *_SINGLE.split(),
        r"[\s*（）()：:]|必填",
        r"\s*([十百千万亿]+)",
        r"《?(?:中华人民共和国)?(?:政府信息公开)?条例》?\s*(?=第)",
        r"第([一二三四五六七八九十]+)条",
        r"(.+?)[(（](?:至|到|止于)?(\d{4})年?(?:度|止)?[)）]",
        "是不是“7”？",  # said without its mark, and what follows
        "# 每条规则的版本与逻辑指纹，由 nianbao rules lock 生成，请勿手改",  # in the file of the lock
    }
)
_BEGINNINGS = {
    "，是否应为": "没有“7”",
    "；可以用的有": "没有“7”",
    "；数字请用": "没有“7”",
    "；是不是": "没有这个字段",
    "；此条豁免": "缺少“7”这一项",
    "，应为": "“7”的写法不对",
    "；不用的列": "是不是“7”",
    "只能先升为": "7 现为7，",
    "不能再升": "7 现为7，",
}
"""Ends of sentences, with a beginning that they may have; and beginnings that have no end of their own."""
_ENDINGS = {"7 现为7，": "不能再升", "可用的表头：": "7；不用的列请删去", "可用的值：": "7"}
_SUBJECTS = {"what": "条件", "wanted": "这里应为“7”"}
_KEPT = re.compile(
    r"申请人列|表三各行|表三单元格|法定章节|复议诉讼列|句子|表三\.自然人\.本年新收|格\.值|第\[0-9\]\+条|报告\.(?:单位类别|年度)|上年有年报"
    r"|\b有 or 不存在|未见|报告\.落款日期|发布\.(?:最后未列|核定日期)|疑似|请核对|名称|单位名称,行政区划代码,类型,别名|别名|景泰县(?:教育局)?|（至2018）"
)
"""Words of the rules' own language and of a roster's, and names, which are Chinese in English too."""
_OF_THE_FILE = re.compile(
    "'[^']*'|\"[^\"]*\"|possible: .*|, as: .*|in a circle: .*|cannot be used \\(.*|SUM-TEST.*?: "
)
_EMPTY = ("did_you_mean(", "_nearest(", "_pattern_hint(", "said", "suggestion")
"""What is put in may be nothing at all."""


def _filled(node: ast.AST) -> str | None:
    """A string or f-string as it may be said: 7 for what is put into it, and its subject where that was named elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if not isinstance(node, ast.JoinedStr):
        return None
    said = ""
    for part in node.values:
        expression = "" if isinstance(part, ast.Constant) else ast.unparse(part.value)  # type: ignore[attr-defined]
        if expression in _SUBJECTS and not said:
            said += _SUBJECTS[expression]
        elif isinstance(part, ast.Constant):
            said += str(part.value)
        elif not expression.startswith(_EMPTY):
            said += "7"
    return said


def _left(text: str) -> bool:
    """Is any Chinese left but for the words of the rules' own language, which are Chinese in every file?"""
    return _CHINESE.search(_KEPT.sub("", in_english(text))) is not None


def _told(tree: ast.AST, name: str) -> Iterator[str]:
    """Every Chinese text that reaches whoever wrote the file."""
    walked = list(ast.walk(tree))
    passed_over = {id(part) for node in walked if isinstance(node, ast.JoinedStr) for part in node.values}
    passed_over |= {id(node.value) for node in walked if isinstance(node, ast.Expr)}
    tellers = (
        node
        for node in walked
        if isinstance(node, ast.Raise) or (isinstance(node, ast.Call) and called(node) in _TELLERS.split())
    )
    within = (node for node in walked if isinstance(node, ast.FunctionDef) and node.name != "__str__")
    parts = within if name in _TABLES else tellers
    heard = walked if name in _TELLING else chain.from_iterable(map(ast.walk, parts))
    for node in heard:
        text = None if id(node) in passed_over else _filled(node)
        if text is not None and _CHINESE.search(text):
            yield text


def test_what_is_wrong_with_a_value_in_the_file_of_offices_has_its_english() -> None:
    assert [said for said in map(_whole, PYDANTIC_CHINESE.values()) if _left(said)] == []


@cache
def _sources() -> tuple[tuple[str, ast.Module], ...]:
    files = sorted({file for room in _ROOMS for file in _ROOT.glob(room) if file.name not in _APART})
    return tuple((str(file.relative_to(_ROOT)), ast.parse(file.read_text("utf-8"))) for file in files)


def _sentences() -> dict[str, str]:
    """Each sentence as it may be said, with the module that says it."""
    return {text: name for name, tree in _sources() for text in _told(tree, name) if text not in _WORDS}


def _whole(text: str) -> str:
    """A sentence of which `text` is an end or a beginning, else itself."""
    before = next((first for end, first in _BEGINNINGS.items() if text.startswith(end)), "")
    text = re.sub(r"\{[a-z_]+\}$|\{max_length\}|\{[glm][es][g]?\}", "7", text)
    return before + text + next((last for first, last in _ENDINGS.items() if text.startswith(first)), "")


def test_every_sentence_about_a_wrong_file_has_its_english() -> None:
    said = _sentences()
    assert len(said) > 220  # the search finds them
    assert {text: name for text, name in said.items() if _left(_whole(text))} == {}


def test_no_english_is_kept_for_what_nobody_says() -> None:
    said = "\n".join(
        node.value
        for tree in (*dict(_sources()).values(), ast.parse((_ROOT / "alerts/wording.py").read_text("utf-8")))
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    assert [
        chinese
        for chinese in SENTENCES
        if not all(
            piece in said
            for piece in re.split("[“”‘’{}：；（），]", _SLOT.sub("，", chinese))
            if _CHINESE.search(piece)
        )
    ] == []


def test_two_rooms_say_the_same_of_the_same_sentence() -> None:
    rooms = (RULE_FILES, EXPRESSIONS, WORKFLOW, PORTALS, OFFICES, ROSTERS)
    differing = [
        sentence for room in rooms for sentence, english in room.items() if SENTENCES[sentence] != english
    ]
    assert differing == []


@pytest.mark.parametrize("chinese", [one for one in SENTENCES if _SLOT.search(one)])
def test_what_is_put_in_is_known_to_the_english(chinese: str) -> None:
    assert {*_SLOT.findall(SENTENCES[chinese])} <= {*_SLOT.findall(chinese)}


@pytest.mark.parametrize(("text", "line"), [pytest.param(*case, id=name) for name, *case in CASES])
def test_a_wrong_rule_file_is_refused_in_english_with_its_line(text: str, line: int) -> None:
    with pytest.raises(RulesInvalid) as refused:
        parse_rules(text, "rules.yaml")
    english, chinese = told(refused.value)
    assert chinese == str(refused.value)
    for said in english.split("\n"):
        assert said.startswith("rules.yaml:")
        assert not _CHINESE.search(_OF_THE_FILE.sub("", _KEPT.sub("", said))), said


Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """What the command says on standard error, ending with 2: without a process, whose start is nearly all of the time."""
    monkeypatch.setenv("NIANBAO_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("NIANBAO_OFFICES", str(tmp_path / "offices.yaml"))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # which `main` sets

    def line(*arguments: str) -> str:
        monkeypatch.setattr(sys, "argv", ["nianbao", *arguments])
        language.cache_clear()
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 2
        return capsys.readouterr().err

    yield line
    language.cache_clear()


@pytest.mark.parametrize(
    ("file", "text", "command", "said"),
    [
        (
            "offices.yaml",
            "offices:\n  - name: 省办\n    divisions: [62]\n",
            ("alerts", "test"),
            "offices.yaml:3: offices.0.divisions.0: must be text (put a number in quotation marks)",
        ),
        (
            "portal.yaml",
            "id: demo\nnane: 青溪县\n",
            ("portal", "check", "portal.yaml"),
            "portal.yaml:2: nane: there is no such field; did you mean 'name'?",
        ),
        (
            "roster.csv",
            "单位名称,行政区划代码\n景泰县教育局,62042\n",
            ("agencies", "check", "roster.csv"),
            "roster.csv line 2 '行政区划代码' (error): '62042' is not 6 or 9 digits; write the code",
        ),
        (
            "waivers.yaml",
            "waivers:\n  - {rule: SUM-T3-COL}\n",
            ("waivers", "import", "waivers.yaml"),
            "waivers.yaml:2:5: the key 'version' is missing; this waiver has no effect",
        ),
        (
            "rules.yaml",
            GOOD.replace("列.结转下年", "列.结转下", 1),
            ("check", "roster.csv", "--rules", "rules.yaml"),
            "assert: there is no '结转下'; did you mean '结转下年'?",
        ),
    ],
)
def test_every_command_says_in_the_language_of_the_run_what_is_wrong_with_a_file(
    run: Run, tmp_path: Path, file: str, text: str, command: tuple[str, ...], said: str
) -> None:
    (tmp_path / file).write_text(text, encoding="utf-8")
    line = [str(tmp_path / word) if word == file else word for word in command]
    english, chinese = run(*line, "--lang", "en"), run(*line, "--lang", "zh")
    assert said in " ".join(english.split("\n")), english
    assert not re.search("[\u4e00-\u9fff]{2}", _OF_THE_FILE.sub("", _KEPT.sub("", english)))
    assert "there" not in chinese and _CHINESE.search(chinese)


def test_a_command_of_its_own_says_the_same(run: Run, tmp_path: Path) -> None:
    """What `run` leaves out: a process that begins with nothing but its command line."""
    (file := tmp_path / "portal.yaml").write_text("id: demo\nnane: 青溪县\n", encoding="utf-8")
    for words in ("en", "zh"):
        done = nianbao("portal", "check", file, "--lang", words)
        assert done.returncode == 2
        assert done.stderr.decode() == run("portal", "check", str(file), "--lang", words)


def test_what_is_not_known_stands_as_it_is() -> None:
    assert in_english("此句无人说过，却是“7”") == "此句无人说过，却是“7”"
    assert in_english("") == ""
