"""The writing of rule files and waivers: YAML, keys, kinds of values, locks, advice."""

from __future__ import annotations

from collections.abc import Mapping

RULE_FILES: Mapping[str, str] = {
    # the file
    "这个文件夹里没有 .yaml 规则文件": "there is no .yaml rule file in this folder",
    "文件超过 {n} KB，请拆成几个文件": "the file is larger than {n} KB; split it into several",
    "打不开文件（{why}），请检查路径": "the file cannot be opened ({why}); check the path",
    "文件不是 UTF-8 编码，请另存为 UTF-8": "the file is not UTF-8; save it as UTF-8",
    "文件是空的；可以用 nianbao rules new 新建规则": "the file is empty; nianbao rules new writes a rule",
    "文件应以 ruleset:、version:、rules: 三项开头": "the file must begin with ruleset:, version: and rules:",
    "编号已用过（{place}），请换一个": "this id is taken ({place}); choose another",
    # YAML
    "嵌套超过 {n} 层": "nested more than {n} deep",
    "超过 {n} 项": "more than {n} items",
    "一个文件只能有一份内容，请删去中间的“---”": "a file holds one document; delete the '---' inside it",
    "不能引用别处的内容（*{name}），请照写一遍；值以“*”开头时请加引号": (
        "no aliases (*{name}): write it out again; a value that begins with '*' needs quotation marks"
    ),
    "不能给内容起别名（&{name}）；值以“&”开头时请加引号": (
        "no anchors (&{name}); a value that begins with '&' needs quotation marks"
    ),
    "以“!”开头的值请加引号，如 assert: '!blank(格.值)'": (
        "a value that begins with '!' needs quotation marks, as assert: '!blank(格.值)'"
    ),
    "写法不合 YAML 格式": "this is not YAML",
    "写法不合 YAML 格式，请检查缩进、冒号和引号": "this is not YAML; check indentation, colons and quotation marks",
    "键必须是一个词；以“{”“[”“*”开头的值请加引号": (
        "a key must be one word; a value that begins with '{', '[' or '*' needs quotation marks"
    ),
    "键“{key}”里有全角符号“{mark}”，请改用半角（冒号后还要空一格）": (
        "key '{key}' has the full-width mark '{mark}'; use the half-width one (and a blank after a colon)"
    ),
    "不支持“<<”合并，请照写一遍": "no merging by '<<'; write it out again",
    "“{key}”在这里写了两次，请删去一个": "'{key}' is written twice here; delete one",
    "“{mark}”是全角括号：列表请用半角 [ ]，若是文字请加引号": (
        "'{mark}' is a full-width bracket: a list takes [ ], a text takes quotation marks"
    ),
    '{text} 用的是中文引号，不起引号的作用：请改用半角引号 "{inner}"，或去掉引号': (
        'Chinese quotation marks do not quote in {text}: write "{inner}", or no marks'
    ),
    '日期请加引号，写成 "{date}"': 'a date needs quotation marks: "{date}"',
    "“{text}”有歧义：真假请写 true / false，文字请加引号": (
        "'{text}' can be read in two ways: write true / false, or a text in quotation marks"
    ),
    "“{text}”会被当成特殊的数：数字请写成普通十进制，文字请加引号": (
        "'{text}' would be taken for a special number: write a plain decimal, or a text in quotation marks"
    ),
    "这里有制表符（Tab），请改用空格": "there is a tab here; use blanks",
    "多了一个冒号，或上一行缩进不对；值里含“: ”时请给整个值加引号": (
        "a colon too many, or the line above is indented wrongly; a value that holds ': ' needs quotation marks around it"
    ),
    "这一行少了半角冒号“:”，或冒号后少了空格（全角“：”不算冒号）": (
        "this line lacks its colon ':', or the blank after it (the full-width '：' is no colon)"
    ),
    "缩进不一致，请与同级的项目对齐；以引号开头的值必须整个放在引号里": (
        "the indentation differs: align it with its siblings; a value that begins with a quotation mark must be quoted as a whole"
    ),
    "引号没有配对": "a quotation mark has no partner",
    "{ } 或 [ ] 里少了半角逗号（全角“，”“、”不算），或没有配对；值里含逗号、花括号时请加引号": (
        "inside { } or [ ] a comma is missing (full-width '，' and '、' are none) or a bracket has no partner; "
        "a value with commas or braces needs quotation marks"
    ),
    "以特殊符号（如 %、@、`）开头的值请加引号": "a value that begins with a special mark (%, @, `) needs quotation marks",
    "文件里有不可见的控制字符，请删去": "the file has invisible control characters; delete them",
    "以“*”开头的值请加引号": "a value that begins with * needs quotation marks",
    "以“&”开头的值请加引号": "a value that begins with & needs quotation marks",
    "行首用的是全角空格或不换行空格，请改用半角空格": "the line begins with a full-width or no-break space; use ordinary spaces",
    "这里有看不见的字符，多半是从 Word 或网页粘贴来的，请删去重打这个词": (
        "an invisible character stands here, pasted from Word or a web page; delete the word and type it again"
    ),
    "这是 Word、Excel 一类的文件，请另存为纯文本（UTF-8）": "this is an office file, not text; save it as plain text (UTF-8)",
    "“{key}”后面是全角冒号“：”，请改用半角“:”，后面空一格": (
        "a full-width colon '：' stands after '{key}'; write ':' and a blank"
    ),
    "出现全角符号“{wide}”，请改用半角“{plain}”；若是文字，请给整个值加引号": (
        "full-width mark '{wide}': write '{plain}'; if it is text, put the whole value in quotation marks"
    ),
    # keys and values
    "没有“{name}”这一项{hint}": "there is no key '{name}'{hint}",
    "缺少“{name}”这一项": "the key '{name}' is missing",
    "应为文字；若是数字或真假请加引号": "must be text; put a number or true / false in quotation marks",
    "应为一段文字，这里却是一组值；以“{”“[”开头的文字请给整个值加引号": (
        "must be one text, but is a group of values; a text that begins with '{' or '[' needs quotation marks around it"
    ),
    "“＃”是全角符号，不起注释的作用：请改用半角“#”": "'＃' is a full-width mark and begins no comment: write '#'",
    "“{key}:”后面是全角空格或不换行空格，请改用半角空格": (
        "a full-width or no-break space stands after '{key}:'; use an ordinary one"
    ),
    "这个值以“{mark}”开头，会被当成一组值：若是文字或表达式，请给整个值加引号": (
        "this value begins with '{mark}' and would be a group of values: quote the whole value if it is text or an expression"
    ),
    "《政府信息公开条例》共五十六条，没有{article}，请核对条号": (
        "the Regulation on Open Government Information has 56 articles and no {article}; check the number"
    ),
    "应为整数，用半角数字": "must be a whole number in half-width digits",
    "应为 true 或 false": "must be true or false",
    "应为列表（每项以“- ”开头，或写成 [甲, 乙]）": "must be a list (each item after '- ', or [a, b])",
    "应为若干“名称: 值”": "must be 'name: value' pairs",
    "至少要有一项": "must have at least one item",
    "不能为空": "must not be empty",
    '应为加引号的日期，如 "2025-01-31"': 'must be a date in quotation marks, as "2025-01-31"',
    "太长，最多 {n} 字，请写短或拆开": "too long: at most {n} characters; shorten or divide it",
    "项目太多，最多 {n} 项，请删减或拆开": "too many items: at most {n}; delete or divide some",
    "数值太小，应不小于 {bound}": "too small: must be at least {bound}",
    "数值太大，应不大于 {bound}": "too large: must be at most {bound}",
    "“{value}”的写法不对{pattern}": "'{value}' is not written rightly{pattern}",
    "，应为大写字母和数字，用“-”连接，如 SUM-T3-COL": (
        "; use capital letters and digits joined by '-', as SUM-T3-COL"
    ),
    "，应为中文、字母或数字，不含空格和标点": "; use Chinese, letters or digits, without blanks or punctuation",
    "“{value}”不合要求（{detail}）": "'{value}' will not do ({detail})",
    "应为其中一个词：{list}": "must be one of: {list}",
    "（第 {n} 条）": "number {n}",
    '“{value}”不是日历上的日期，应写成 "2025-01-31" 的样子': (
        "'{value}' is no day of the calendar; write it as \"2025-01-31\""
    ),
    "起始年度 {first} 晚于终止年度 {last}，请对调": "the first year {first} is after the last, {last}; exchange them",
    "起始日期 {first} 晚于终止日期 {last}，请对调": "the first day {first} is after the last, {last}; exchange them",
    # locks
    "这一行不是“编号 版本 指纹”，请用 nianbao rules lock 重新生成": (
        "this line is not 'id version hash'; write the lock anew with nianbao rules lock"
    ),
    "新规则，尚未登记指纹；确认后用 nianbao rules lock 登记": (
        "a new rule, not in the lock yet; once it is right, run nianbao rules lock"
    ),
    "版本号从 {before} 退到了 {now}，请改回": "the version fell from {before} to {now}; set it back",
    "判断逻辑变了，请把版本号改为 {version}（改文字不必）": (
        "the logic has changed: set the version to {version} (new wording alone needs none)"
    ),
    "第{n}版尚未登记指纹；确认后用 nianbao rules lock 登记": (
        "version {n} is not in the lock yet; once it is right, run nianbao rules lock"
    ),
    # advice
    "正式规则必须写明 remedy（怎样改正）": "a rule in force must have a remedy (how to put it right)",
    "正式规则最好有英文标题 title_en": "a rule in force should have an English title, title_en",
    "依据原文都未核对（verified: false），错误和警告级规则只能试行（trial）": (
        "no legal basis is verified (verified: false): a rule of severity error or warning can only be on trial"
    ),
    "不得使用“{text}”，请用“疑似”“请核对”一类措辞": "'{text}' must not be used; word it as 疑似 or 请核对",
    "提示语没有写明是哪一项，请用 {{name}.名称}": "the message does not say which item it is about; use {{name}.名称}",
    "“{name}”没有用到，请删去": "'{name}' is not used; delete it",
    "参数没有用到，请删去": "the parameters are not used; delete them",
    "逻辑与 {id}（{file}）完全相同，请合并": "the logic is exactly that of {id} ({file}); make one rule of them",
    # waivers
    "豁免文件应只有一项 waivers:，下面逐条以“- ”开头": "a file of waivers has one key, waivers:, and each waiver after '- '",
    "{why}；此条豁免不起作用": "{why}; this waiver has no effect",
    "{agency}{n}年度 {rule} 的豁免没有对上：{why}，请核对或删去": (
        "the waiver of {rule} for {agency}, {n}, meets no finding: {why}; check or delete it"
    ),
    "没有这条规则": "there is no such rule",
    "没有对应的问题（可能已改正，或单位、年度、字段写错）": (
        "it may be rectified, or the agency, year or field is mistyped"
    ),
}
