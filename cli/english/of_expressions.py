"""Expressions: what does not read, is not known, or does not fit."""

from __future__ import annotations

from collections.abc import Mapping

EXPRESSIONS: Mapping[str, str] = {
    # kinds of value
    "真假": "true or false",
    "数": "a number",
    "数字": "a number",
    "整数": "a whole number",
    "文字": "text",
    "文字（加引号）": "text (in quotation marks)",
    "日期": "a date",
    "列表": "a list",
    "空列表": "an empty list",
    "记录": "a record",
    "{word}的列表": "a list ({word} each)",
    # marks
    "表达式有 {n} 个字符，超过 {n2} 个的上限；请用 let 拆成几步": (
        "the expression has {n} characters, more than {n2}; divide it with let"
    ),
    "数字“{text}……”超过 {n} 位": "the number '{text}…' has more than {n} digits",
    "数字“{text}”不能以 0 开头，请写 {number}": "the number '{text}' must not begin with 0; write {number}",
    "数字“{text}”后面直接跟着“{next}”，中间是否少了运算符？": (
        "'{next}' follows the number '{text}' directly; is an operator missing between them?"
    ),
    "不认识的转义“{text}”；正则表达式请写成 r'…'": "unknown escape '{text}'; write a regular expression as r'…'",
    "出现中文引号 {mark} ，请改用半角引号 '": "Chinese quotation mark {mark}: write '",
    "出现全角符号“{wide}”，请改用半角“{plain}”": "full-width mark '{wide}': write '{plain}'",
    "出现全角符号“{wide}”：写下一级请用“.”，并列请用半角“,”": (
        "full-width mark '{wide}': write '.' before what is inside, ',' between items"
    ),
    "“,”只用来并列；写下一级请用“.”": "',' stands between items only; write '.' before what is inside",
    "出现全角数字“{wide}”，请改用半角“{plain}”": "full-width digit '{wide}': write '{plain}'",
    "数字里不写千位逗号，请写 {number}": "a number takes no commas: write {number}",
    "日期请写成 日期({year}, {month}, {day})": "write a day as date({year}, {month}, {day})",
    "数字后不写“{times}”，请写 {number}": "no '{times}' behind a number: write {number}",
    "百分数请写成小数：{number}": "write a percentage as a fraction: {number}",
    "出现全角花括号“{wide}”，请改用半角“{plain}”": "full-width brace '{wide}': write '{plain}'",
    "单个“=”不是运算符；判断相等请写“==”": "a single '=' is no operator; for equality write '=='",
    "单个“{mark}”不是运算符；请写“{double}”": "a single '{mark}' is no operator; write '{double}'",
    "不认识的符号“{mark}”，请删去；若是文字，请放在引号里": "unknown mark '{mark}'; delete it, or quote it if it is text",
    "多了一个“}”；要写出花括号本身请写“}}”": "a '}' too many; for the brace itself write '}}'",
    "“{”没有配对的“}”": "'{' has no '}'",
    # grammar
    "逐项判断（{list}）最多嵌套 {n} 层": "{list} may be nested {n} deep at most",
    "这里应为“{token}”": "'{token}' must stand here",
    "这里应为数字、文字、名称或括号": "a number, text, name or bracket must stand here",
    "“.”后面应为名称": "a name must follow '.'",
    "{wanted}，表达式却到此为止": "{wanted}, but the expression ends",
    "{wanted}，却是“{found}”": "{wanted}, but here is '{found}'",
    "“{text}”不是运算符，请写“!”（整个表达式要加引号）": (
        "'{text}' is no operator; write '!' (with quotation marks around the whole expression)"
    ),
    "没有“{name}”；数字请用半角的 0—9 写": "there is no '{name}'; write a number in half-width digits",
    "“{text}”不是运算符，请写“{meant}”": "'{text}' is no operator; write '{meant}'",
    "“{text}”之前的表达式已经完整，请删去“{again}”，或在它前面补上运算符（如 &&、||、+）": (
        "the expression is complete before '{text}'; delete it, or put an operator (&&, ||, +) before it"
    ),
    "表达式超过 {n} 个运算，请用 let 拆成几步": "more than {n} operations; divide the expression with let",
    "括号或运算嵌套超过 {n} 层，请用 let 拆成几步": (
        "brackets or operations nested more than {n} deep; divide the expression with let"
    ),
    "运算嵌套超过 {n} 层，请用 let 拆成几步": "operations nested more than {n} deep; divide the expression with let",
    "不能连续比较（如 a < b < c），请用 && 连接两个比较": "no chains of comparisons (a < b < c); join two of them by &&",
    "不支持用 [ ] 取值；请写名称，如 表三.自然人.本年新收": "no access by [ ]; write names, as 表三.自然人.本年新收",
    "一个列表最多 {n} 项": "a list has {n} items at most",
    # names
    "没有“{name}”{hint}": "there is no '{name}'{hint}",
    "没有“{name}”这个函数{hint}": "there is no function '{name}'{hint}",
    "“{name}”已经另有所指，请换一个名字": "'{name}' means something else already; choose another name",
    "“{name}”下面没有可取的项目，请删去“.{field}”": "'{name}' has nothing below it; delete '.{field}'",
    "“{name}”是一组项目，不是一个值；请再写下一级，如：{list}": (
        "'{name}' is a group, not a value; add the next level, as: {list}"
    ),
    "“{source}”不是一组项目；可以用：申请人列、表三各行、表三单元格、法定章节、复议诉讼列、句子 等": (
        "'{source}' is no group of items; possible: 申请人列, 表三各行, 表三单元格, 法定章节, 复议诉讼列, 句子 and others"
    ),
    "“{name}”在 let 和 extract 里各写了一次": "'{name}' is written both in let and in extract; rename one",
    "互相引用成了圈：{circle}": "these refer to each other in a circle: {circle}",
    # kinds that do not fit
    "条件": "the condition",
    "“{operator}”后面": "what follows '{operator}'",
    "“{operator}”前面": "what stands before '{operator}'",
    "“{operator}”两边": "each side of '{operator}'",
    "负号后面": "what follows the minus sign",
    "“{name}”的参数": "the argument of '{name}'",
    "“{name}”的第 {n} 个参数": "argument {n} of '{name}'",
    "{what}应为{word}，“{source}”却是{word2}": "{what} must be {word}, but '{source}' is {word2}",
    "应为真假（一个判断），却是{word}": "must be true or false (a judgement), but is {word}",
    "应为文字，却是{word}": "must be text, but is {word}",
    "“{name}”应为 {n} 个参数，却有 {n2} 个": "'{name}' takes {n} argument(s), not {n2}",
    "“{name}”要一个列表，却是{word}": "'{name}' wants a list, but is given {word}",
    "“{name}”要数的列表，却是{word}": "'{name}' wants a list of numbers, but is given {word}",
    "“{name}”要列表或文字，却是{word}": "'{name}' wants a list or text, but is given {word}",
    "“{name}”只能用在表格里的一格或报告的一项上，如 表三.自然人.本年新收": (
        "'{name}' is for one cell of a table or one item of the report, as 表三.自然人.本年新收"
    ),
    "“{name}”只能用在表格里的一格上": "'{name}' is for one cell of a table",
    "“{name}”应用在列表上（如 表三各行、法定章节），“{source}”却是{word}": (
        "'{name}' is for lists (as 表三各行, 法定章节), but '{source}' is {word}"
    ),
    "“{name}”应写成 列表.{again}(名字, 条件)": "write '{name}' as list.{again}(name, condition)",
    "“{operator}”不能用在{word}和{word2}之间": "'{operator}' does not go between {word} and {word2}",
    "“:”两边应为同一类，却是{word}和{word2}": "both sides of ':' must be of one kind, but are {word} and {word2}",
    "列表里应都是{word}，“{source}”却是{word2}": "everything in the list must be {word}, but '{source}' is {word2}",
    "这条规则逐项展开后运算太多，请缩小范围": "spread over its items the rule has too many operations; narrow its scope",
    # regular expressions
    "正则表达式请直接写出来，如 r'第[0-9]+条'": "write the regular expression itself, as r'第[0-9]+条'",
    "正则表达式不能用（{detail}）": "the regular expression cannot be used ({detail})",
    "要有且只有一对括号圈出要取的内容，却有 {n} 对": (
        "exactly one pair of brackets must mark what is taken; there are {n}"
    ),
}
