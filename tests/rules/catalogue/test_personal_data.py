"""Personal data in a report is told by kind and section; not a digit of it goes into a verdict, which everybody reads on."""

from __future__ import annotations

import pytest

import rules
from rules.engine.draft import Draft
from rules.engine.verdict import Outcome

RULES = rules.load()


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("申请人（身份证号：11010119900307123X）申请公开征地批复。", "11010119900307123X"),
        ("为110101199003071233的申请人办理。", "110101199003071233"),
        ("申请人张某某（手机：13800000000）的申请已答复。", "13800000000"),
        ("信访人李四 13800000000 反映的事项。", "13800000000"),
    ],
)
def test_what_is_private_is_told_and_never_repeated(text: str, secret: str) -> None:
    draft = Draft()
    draft.texts["applications"] = text
    (found,) = [
        one for one in RULES.judge(draft.case()) if one.rule == "PRV-PERSONAL" and one.outcome is Outcome.FAIL
    ]
    assert "收到和处理政府信息公开申请情况" in found.message
    assert secret not in repr(found)
    assert secret[:6] not in found.message


@pytest.mark.parametrize(
    "text",
    [
        "申请人可拨打13800000000咨询，申请人联系电话：13800000000。",
        "联系人：张三，手机13800000000。",
        "村民委员会主任王五（手机13800000000）。",
        "监督电话13800000000，申请人请致电13800000000。",
        "统一社会信用代码114101000052123456，网站标识码1410240020。",
    ],
)
def test_numbers_that_an_agency_publishes_for_callers_are_not_private(text: str) -> None:
    draft = Draft()
    draft.texts["other_matters"] = text
    judged = RULES.judge(draft.case())
    assert {one.outcome for one in judged if one.rule == "PRV-PERSONAL"} == {Outcome.PASS}
