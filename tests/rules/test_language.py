"""The language: what it accepts, what it refuses and in which words, and what an unknown does to a judgement."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.engine.compiled import function
from rules.engine.compiler import Compiler, Slots
from rules.engine.draft import Draft
from rules.engine.errors import ExpressionError
from rules.engine.parser import parse
from rules.engine.syntax import normal, unparse
from rules.engine.things import Scope
from rules.engine.unknown import Failure, Unknown, and_, or_, unknown
from rules.engine.vocabulary import View, vocabulary


def value(source: str, draft: Draft | None = None) -> object:
    """What an expression comes to on a made-up report."""
    draft = draft or Draft()
    slots = Slots()
    format = "2021" if draft.year is None or draft.year >= 2021 else "2019"
    compiler = Compiler(vocabulary(View.plain(format)), slots)
    code = compiler.value(parse(source), {})
    run = function("expression", ["s"], [f"    return {code.source}"], compiler.slots.names)
    case = draft.case()
    return run([fact.load(case) for fact in slots.facts])


def test_numbers_are_exact_and_never_floats() -> None:
    assert value("0.1 + 0.2 == 0.3") is True
    assert value("7 / 2") == Decimal("3.5")
    assert isinstance(value("6 / 2"), int)
    assert value("-7 % 2") == -1
    assert value("1.50 + 1") == Decimal("2.50")


def test_a_blank_cell_never_becomes_zero() -> None:
    from rules.engine.draft import give_cell

    draft = Draft()
    give_cell(draft, "applications.new_received.natural_person", "空白")
    found = value("表三.自然人.本年新收 == 0", draft)
    assert isinstance(found, Unknown)
    assert [cause.place for cause in found.causes] == ["applications.new_received.natural_person"]
    assert isinstance(value("表三.自然人.本年新收 != 5", draft), Unknown)
    assert value("blank_zero(表三.自然人.本年新收) == 0", draft) is True
    assert value("blank(表三.自然人.本年新收)", draft) is True


def test_an_unreadable_cell_is_neither_blank_nor_there() -> None:
    from rules.engine.draft import give_cell

    draft = Draft()
    give_cell(draft, "applications.new_received.natural_person", "未见")
    for question in ("blank", "found", "symbol", "state"):
        assert isinstance(value(f"{question}(表三.自然人.本年新收)", draft), Unknown)


def test_an_unknown_can_never_be_taken_for_a_truth() -> None:
    with pytest.raises(TypeError):
        bool(unknown("a", "甲", "为空白"))
    with pytest.raises(TypeError):
        bool(Failure("除数为 0"))


def test_logic_absorbs_what_is_unknown_only_where_the_other_side_decides() -> None:
    no = unknown("a", "甲", "为空白")
    broke = Failure("除数为 0")
    assert and_(no, False) is False
    assert or_(no, True) is True
    assert and_(no, True) is no
    assert or_(broke, False) is broke
    assert and_(broke, no) is no
    assert value("1 / 0 == 1 && false") is False
    assert value("1 / 0 == 1 || true") is True
    assert isinstance(value("1 / 0 == 1"), Failure)


def test_the_printed_words_and_the_canonical_ids_are_the_same_cell() -> None:
    for words in (
        "applications.new_received.natural_person",
        "表三.自然人.本年新收政府信息公开申请数量",
        "表三.本年新收.自然人",
        "申请.自然人.本年新收",
    ):
        slots = Slots()
        Compiler(vocabulary(View.plain("2021")), slots).value(parse(words), {})
        assert [fact.key for fact in slots.facts] == ["applications.new_received.natural_person"]


def test_a_row_of_the_other_format_is_unknown_not_an_error() -> None:
    assert isinstance(value("表三.自然人.逾期未缴费 == 0", Draft(year=2020)), Unknown)
    assert value("表三.自然人.逾期未缴费 == 0", Draft(year=2023)) is True
    assert value("found(表三.自然人.逾期未缴费)", Draft(year=2020)) is False


@pytest.mark.parametrize(
    ("wrong", "position", "says"),
    [
        ("表三.自然人.上年接转 == 0", 7, "没有“上年接转”，是否应为“上年结转”？"),
        ("表三.自然人.本年新收 ＝ 0", 12, "全角符号“＝”，请改用半角“=”"),
        ("表三.自然人.本年新收 = 0", 12, "请写“==”"),
        ("表三.自然人 == 0", 3, "是一组项目"),
        ("报告.标题 > 3", 6, "“>”不能用在文字和数之间"),
        ("sum(报告.标题) == 1", 0, "要一个列表"),
        ("blnak(表三.自然人.本年新收)", 0, "是否应为“blank”？"),
        ("date(2024, 1) == 报告.发布日期", 0, "应为 3 个参数，却有 2 个"),
        ("报告.标题.matches('(a')", 14, "正则表达式不能用"),
        ("1 < 2 < 3", 6, "不能连续比较"),
        ("(1", 2, "到此为止"),
        ("1 +", 3, "到此为止"),
        ("'未完", 0, "引号没有配对"),
        ("007 == 7", 0, "不能以 0 开头"),
        ("表三.自然人.本年新收 <= 1,000", 15, "数字里不写千位逗号，请写 1000"),
        ("1 < 10%", 4, "百分数请写成小数：0.1"),
        ("(2.5 %) > 1", 1, "百分数请写成小数：0.025"),
        ("表三.自然人.本年新收 <= 1万", 15, "数字后不写“万”，请写 10000"),
        ("1.5 千万 > 1", 0, "数字后不写“千万”，请写 15000000"),
        ("表三.自然人.本年新收 <= 一千", 15, "没有“一千”；数字请用半角的 0—9 写"),
        ("报告.发布日期 <= 2024-01-31", 11, "日期请写成 日期(2024, 1, 31)"),
        ("报告.发布日期 <= 2024.1.31", 11, "日期请写成 日期(2024, 1, 31)"),
        ("表三.自然人.本年新收 不大于 5", 12, "请写“<=”"),
        ("表三.自然人.本年新收 大于等于 5", 12, "请写“>=”"),
        ("非 blank(表三.自然人.本年新收)", 0, "“非”不是运算符，请写“!”"),
        ("表三.自然人.本年新收 <= １000", 15, "出现全角数字“１”，请改用半角“1”"),
        ("表三、总计.本年新收 == 1", 2, "“、”：写下一级请用“.”，并列请用半角“,”"),
        ("sum(1，2) == 3", 5, "“，”，请改用半角“,”"),
        ("表三,总计.本年新收 == 1", 2, "写下一级请用“.”"),
        ("表五.总计.本年新收 == 1", 0, "没有“表五”；可以用的有：报告"),
        ("报告.__class__", 3, "没有“__class__”"),
        ("[1][0] == 1", 3, "不支持用 [ ] 取值"),
    ],
)
def test_a_mistake_is_said_in_chinese_where_it_stands(wrong: str, position: int, says: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        Compiler(vocabulary(View.plain("2021")), Slots()).value(parse(wrong), {})
    assert says in caught.value.chinese
    assert caught.value.position == position


@pytest.mark.parametrize(
    "bomb",
    [
        "(" * 5000 + "1",
        "!" * 3000 + "true",
        "1" * 50,
        "+".join(["1"] * 3000),
        "申请人列.all(甲, 申请人列.all(乙, 申请人列.all(丙, true)))",
        "全部单元格.all(甲, 全部单元格.all(乙, 甲.值 + 乙.值 + 甲.值 + 乙.值 + 甲.值 > 0))",
        "报告.标题.matches('(a{1000}){1000}')",
        "[" + "1," * 3000 + "1]",
    ],
)
def test_a_bomb_is_refused_and_not_run(bomb: str) -> None:
    with pytest.raises(ExpressionError):
        Compiler(vocabulary(View.plain("2021")), Slots()).value(parse(bomb), {})


def test_long_products_stop_at_a_bound() -> None:
    factor = "*".join(["999999999999999999"] * 90)
    assert isinstance(value(f"{factor} > 1"), Failure)


names = st.sampled_from(["甲", "b", "c_1", "表三"])
leaves = st.one_of(
    names, st.integers(0, 999).map(str), st.just("true"), st.sampled_from(["'文'", "1.50", "[1, 2]"])
)


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    operators = st.sampled_from(["+", "-", "*", "/", "%", "&&", "||"])
    return st.one_of(
        st.tuples(inner, operators, inner).map(lambda t: f"({t[0]}) {t[1]} ({t[2]})"),
        st.tuples(inner, st.sampled_from(["==", "<", "in"]), inner).map(
            lambda t: f"({t[0]}) {t[1]} ({t[2]})"
        ),
        st.tuples(inner, inner, inner).map(lambda t: f"({t[0]}) ? ({t[1]}) : ({t[2]})"),
        inner.map(lambda t: f"!({t})"),
        inner.map(lambda t: f"-({t})"),
        st.tuples(names, inner).map(lambda t: f"{t[0]}.all(x, {t[1]})"),
        inner.map(lambda t: f"f({t}, 1).g"),
    )


@given(st.recursive(leaves, _grown, max_leaves=12))
def test_an_expression_written_back_reads_to_the_same_tree(source: str) -> None:
    tree = parse(source)
    assert normal(parse(unparse(tree))) == normal(tree)


@given(st.text(max_size=60))
def test_any_text_is_an_expression_or_a_chinese_refusal(source: str) -> None:
    try:
        parse(source)
    except ExpressionError as error:
        assert error.chinese
        assert 0 <= error.position <= len(source)


def test_scope_reprs_do_not_unfold_the_whole_form() -> None:
    assert repr(Scope("表三", "applications", dict)) == "Scope(表三)"
