"""Examples, overlays, promotion, capture."""

from __future__ import annotations

from collections.abc import Mapping

WORKFLOW: Mapping[str, str] = {
    # examples
    "示例“{name}”": "example '{name}'",
    "还缺示例：{parts}": "examples are missing: {parts}",
    "一个通过（expect: pass）": "one that passes (expect: pass)",
    "一个不通过（expect: {fail: […]}）": "one that fails (expect: {fail: […]})",
    "一个未知或不适用（expect: {unknown: […]} 或 not_applicable）": (
        "one that is unknown or not applicable (expect: {unknown: […]} or not_applicable)"
    ),
    "expect 里 fail 和 unknown 只能写一个": "expect takes fail or unknown, not both",
    "示例里请直接给出单元格的值": "an example gives the value of the cell itself",
    "示例里不能直接给出“{text}”，请给出它所依据的单元格或事实": (
        "an example cannot give '{text}'; give the cells or facts it rests on"
    ),
    "示例里不能这样给出“{section}”的 {text}": "an example cannot give {text} of '{section}' in this way",
    "这里应为{word}，不能是“{raw}”": "must be {word}, not '{raw}'",
    "没有单位类别“{raw}”，可以用：{list}": "there is no kind of agency '{raw}'; possible: {list}",
    "没有层级“{raw}”，可以用：{list}": "there is no level '{raw}'; possible: {list}",
    '日期应写成 "2025-02-01"，查不到的写“未见”，不能是“{raw}”': (
        "a date is written \"2025-02-01\", one that was not found 未见; it cannot be '{raw}'"
    ),
    "只凭网站的日期认定公布晚了：网站重新保存、迁移文章会改写日期。请写明旁证（报告.落款日期、发布.最后未列、发布.核定日期），没有旁证的用 grades 归于 unclear；只改期限的，改 PUB-LATE 的参数即可": (
        "a report is called late by the site's own dates alone, which a site rewrites when it saves or moves its articles. Ask for a "
        "witness (报告.落款日期, 发布.最后未列, 发布.核定日期), with grades and attribution unclear where there is none; to change the date only, "
        "change the parameters of PUB-LATE"
    ),
    "单元格里不能是真假值": "a cell cannot be true or false",
    "单元格里不能是“{raw}”": "a cell cannot be '{raw}'",
    "上年有年报只能写 有 或 不存在": "上年有年报 is 有 or 不存在",
    "应为{word}，实为{word2}": "expected {word}, but it came out {word2}",
    "应为{word}，实为{word2}：{why}": "expected {word}, but it came out {word2}: {why}",
    "示例没有给出的，按县级政府2024年度、各格为0的年报算；请看 applies_to 和 when，需要时在 given 里给出报告.单位类别、报告.年度等": (
        "what an example does not give is that of a county government's report of 2024 with 0 in every cell; "
        "look at applies_to and when, and give 报告.单位类别, 报告.年度 and the like where they matter"
    ),
    "应是“{listed}”{word}，实际是“{names}”": "'{listed}' should be {word}, but it is '{names}'",
    "提示语里应有“{text}”，实为“{message}”": "the message should contain '{text}', but is '{message}'",
    "等级应为 {severity}，实为 {came}": "the severity should be {severity}, but is {came}",
    "通过": "pass",
    "不通过": "fail",
    "未知": "unknown",
    "不适用": "not applicable",
    "规则出错": "an error of the rule",
    # strength
    "let 的“{name}”": "'{name}' of let",
    "把 {where} 里的“{before}”改成“{after}”，所有示例仍然通过；请补一个示例，使下面两句的结果不同：①{one}；②{two}": (
        "with '{after}' instead of '{before}' in {where} every example still passes; "
        "add an example for which these two differ: (1) {one}; (2) {two}"
    ),
    # overlays
    "地方规则文件应以 overlay:、version:、division:、source: 开头": (
        "a file of local rules must begin with overlay:, version:, division: and source:"
    ),
    "编号 {id} 是国家规则的，地方规则请另取编号": "the id {id} is a national rule's; a local rule needs another",
    "没有国家规则“{id}”{hint}": "there is no national rule '{id}'{hint}",
    "{id} 没有参数“{name}”{hint}": "{id} has no parameter '{name}'{hint}",
    "参数“{name}”应为{word}": "parameter '{name}' must be {word}",
    # promotion
    "草稿（draft）": "a draft",
    "试行（trial）": "on trial",
    "正式（in_force）": "in force",
    "停用（retired）": "retired",
    "{file} 里没有规则“{id}”{hint}": "{file} has no rule '{id}'{hint}",
    "{id} 现为{word}，只能先升为{word2}": "{id} is {word}; the next step is {word2}",
    "{id} 现为{word}，不能再升": "{id} is {word} and cannot be raised",
    "{id} 的示例“{name}”不符（{why}）：请先改好规则或示例，用 nianbao rules test 看全部示例": (
        "example '{name}' of {id} does not come out ({why}): mend the rule or the example first; nianbao rules test shows all"
    ),
    "预演之后规则又改过，请重新预演（nianbao rules preview）再升级": (
        "the rules were changed after their preview; preview them again (nianbao rules preview) first"
    ),
    "预演之后库里的年报有变化，请重新预演（nianbao rules preview）再升级": (
        "the stored reports have changed since the preview; preview again (nianbao rules preview) first"
    ),
    "预演时库里没有年报，{id} 一份也没有核查过：请先巡查（nianbao crawl），再预演（nianbao rules preview）": (
        "no report was stored when {id} was previewed, so it judged none: patrol (nianbao crawl), then preview (nianbao rules preview)"
    ),
    "预演中 {id} 有 {n} 次出错，请先修正": "{id} had {n} error(s) in the preview; mend it first",
    "{id} 没有写 remedy（怎样改正），不能转为正式": "{id} has no remedy (how to put it right) and cannot come into force",
    "{id} 的示例不够：{why}": "{id} has too few examples: {why}",
    # capture
    "没有规则 {id}": "there is no rule {id}",
    "写成示例后结果不同（{why}），这条规则还依据了示例无法给出的内容，请手工补充": (
        "as an example it comes out differently ({why}): the rule also rests on what an example cannot give; complete it by hand"
    ),
}
