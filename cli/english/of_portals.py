"""Descriptions of portals."""

from __future__ import annotations

from collections.abc import Mapping

PORTALS: Mapping[str, str] = {
    # the file
    "文件超过 {n} 字节，不像门户描述": "the file is larger than {n} bytes, which no description of a portal is",
    "打不开文件（{why}），请检查路径": "the file cannot be opened ({why}); check the path",
    "文件不是 UTF-8 编码，请另存为 UTF-8": "the file is not UTF-8; save it as UTF-8",
    "两个文件用了同一个 id：{id}": "two files have the same id: {id}",
    "YAML 写法有误：{why}": "this is not YAML: {why}",
    "最外层须是「字段: 值」": "the outermost level must be 'field: value'",
    "不支持锚点和别名（& 和 *）": "no anchors and aliases (& and *)",
    "嵌套太深": "nested too deep",
    "同一字段写了两次，请删去一个": "this field is written twice; delete one",
    "字段名须是文字": "the name of a field must be text",
    "没有“{value}”这个日期或数字；是文字的请加引号": "there is no such date or number: {value}; put text in quotation marks",
    # fields and values
    "没有这个字段{hint}": "there is no such field{hint}",
    "缺少这个字段": "this field is missing",
    "须是文字；若是数字（如区划代码）请加引号": "must be text; put a number (as a division code) in quotation marks",
    "太短": "too short",
    "须是整数": "must be a whole number",
    "须是数字": "must be a number",
    "须是 true 或 false": "must be true or false",
    "须是列表（- 开头的多行，或 [甲, 乙]）": "must be a list (lines that begin with '- ', or [a, b])",
    "须是「字段: 值」": "must be 'field: value'",
    "至少要有一项": "must have at least one item",
    "须是日期，如 2026-01-05": "must be a date, as 2026-01-05",
    "「{value}」不是可用的值，可用：{list}{hint}": "'{value}' is not possible here; possible: {list}{hint}",
    "「{value}」写法不对，须符合 {regex}": "'{value}' is not written rightly; it must match {regex}",
    "「{value}」超出范围，须{word} {bound}": "'{value}' is out of range; it must be {word} {bound}",
    "不小于": "at least",
    "不大于": "at most",
    "值不对：{detail}": "the value is wrong: {detail}",
    "不是合法的正则表达式：{detail}": "not a regular expression: {detail}",
    "正则表达式过长或含嵌套的重复，可能极慢；请改写": (
        "the regular expression is too long or has nested repeats and may be very slow; write it differently"
    ),
    "不是可用的 CSS 选择器": "not a usable CSS selector",
    "须是完整的 http:// 或 https:// 网址，不含用户名": "must be a whole http:// or https:// address without a user name",
    "须是小写的主机名（如 www.example.gov.cn），不含协议和路径；端口不是80、443的写明端口（如 www.example.gov.cn:8080）": (
        "must be a host in small letters (as www.example.gov.cn) without scheme or path, "
        "with its port where that is neither 80 nor 443 (as www.example.gov.cn:8080)"
    ),
    # what goes together
    "kind: numbered 须写 pattern，且含 {n}": "kind: numbered needs a pattern that holds {n}",
    "须写 total，或在 url、body 里用 {n} 表示页码，否则无法确认列表是否读全": (
        "needs total, or {n} for the page number in url or body; else nobody can tell whether the list was read to its end"
    ),
    "method: GET 没有 body；请改写 method: POST，或把参数写进 url": (
        "method: GET has no body; write method: POST, or put the parameters into url"
    ),
    "family: json 与 api 须同时出现": "family: json and api go together",
    "网址里的 {{name}} 不认识；可用 {year}、{agency.id}、{agency.slug}、{agency.area}": (
        "{{name}} in an address is not known; possible: {year}, {agency.id}, {agency.slug}, {agency.area}"
    ),
    "scope: agency 与网址里的 {agency.…} 须同时出现": "scope: agency and {agency.…} in the address go together",
    "expires 须晚于 last，且不超过 400 天：栏目网址每年一月都会变": (
        "expires must be later than last, by 400 days at most: addresses of columns change every January"
    ),
    "home 的主机 {host} 不在 hosts 里": "the host of home, {host}, is not among hosts",
    "{field} 里的 id 重复：{id}": "an id occurs twice in {field}: {id}",
    "agencies 里 {id} 的 successor {name} 不存在": "the successor {name} of {id} in agencies does not exist",
    "legacy_renegotiation 须写明 approved：reason、date、reviewer": (
        "legacy_renegotiation needs approved: reason, date, reviewer"
    ),
    "on_403: allow 须写明 approved：reason、date、reviewer": "on_403: allow needs approved: reason, date, reviewer",
}
