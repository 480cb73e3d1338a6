"""Files of agencies: what is wrong with a line, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

ROSTERS: Mapping[str, str] = {
    # the file
    "文件超过{n}兆": "the file is larger than {n} MB",
    "超过{n}行": "it has more than {n} lines",
    "请按市、县拆成几个文件": "divide it by city or county",
    "文件是空的": "the file is empty",
    "第一行请写表头：单位名称,行政区划代码,类型,别名": "write headers in the first line: 单位名称,行政区划代码,类型,别名",
    "认不出文件的编码": "its character encoding cannot be told",
    "请另存为“CSV UTF-8”或XLSX": "save it as 'CSV UTF-8' or XLSX",
    "不是CSV或XLSX文件": "it is neither CSV nor XLSX",
    "请用电子表格软件另存为XLSX或“CSV UTF-8”": "save it from a spreadsheet program as XLSX or 'CSV UTF-8'",
    "引号不成对或单元格过长": "a quotation mark has no partner, or a cell is too long",
    "请用电子表格软件打开后另存一次": "open it in a spreadsheet program and save it again",
    "XLSX文件打不开（{detail}）": "the XLSX file does not open",
    # headers
    "没有表头": "there is no header",
    "不认识的表头": "this header is not known",
    "是不是“{near}”；不用的列请删去": "did you mean '{near}'? Delete columns that are not used",
    "可用的表头：{list}；不用的列请删去": "possible headers: {list}; delete columns that are not used",
    "这一列出现了两次": "this column occurs twice",
    "请只留一列": "keep one",
    "缺少必填的列": "a required column is missing",
    "请在表头中加上“{header}”": "add '{header}' to the headers",
    # names, codes, years
    "没有写单位名称": "no name of an agency",
    "请填写单位全称，如“景泰县教育局”": "write the full name, as 景泰县教育局",
    "代码{code}是{place}的，单位名称里写的是{meant}": "code {code} is that of {place}, but the name says {meant}",
    "别处": "another place",
    "请核对：{place}的代码是{code}": "check it: the code of {place} is {code}",
    "没有写行政区划代码": "no division code",
    "“{code}”不是6位或9位数字": "'{code}' is not 6 or 9 digits",
    "请填国家统计局的代码：省、市、县6位，乡镇街道9位，如景泰县620423": (
        "write the code of the National Bureau of Statistics: 6 digits for province, city and county, 9 for a township; 景泰县 is 620423"
    ),
    "12位统计代码请只留前{n}位：{code}": "of a code of 12 digits keep the first {n}: {code}",
    "内置的代码表（截至2023年6月30日）里没有{code}": "the built-in table of codes (as of 2023-06-30) has no {code}",
    "最接近的是{code}（{place}）": "the nearest is {code} ({place})",
    "请核对是否写错": "check whether it is mistyped",
    "终止年度{last}早于起始年度{first}": "the last year {last} is before the first, {first}",
    "请改正其中一个": "correct one of them",
    "不认识的值“{value}”": "the value '{value}' is not known",
    "是不是“{near}”": "did you mean '{near}'?",
    "可用的值：{list}": "possible: {list}",
    "“{value}”不是年度": "'{value}' is no year",
    "请写四位年份（{n}至{n2}），如2023": "write a year of four digits ({n} to {n2}), as 2023",
    "“{value}”不是网址": "'{value}' is no web address",
    "请写完整网址，以http://或https://开头": "write the whole address, beginning with http:// or https://",
    "“{name}”没有写用到哪一年": "'{name}' does not say until which year it was used",
    "请写成“{name}（至2018）”，年份是最后一个报告年度": "write '{name}（至2018）' with its last report year",
    # agencies beside each other
    "与第{n}行是同一单位": "the same agency as line {n}",
    "请合并成一行，其他叫法写在“别名”里": "make one line of them, with the other names under 别名",
    "“{name}”在同一地区出现了不止一次": "'{name}' occurs more than once in one place",
    "请合并，或写明各自的起止年度和不同名称": "make one line of them, or give each its years and a name of its own",
    "“{name}”与承接单位互相承接": "'{name}' and its successor succeed each other",
    "请只保留后设立的单位不写承接单位": "leave the successor of the later one empty",
    "本文件里没有“{name}”这个单位，上级单位按行政区划代码确定": (
        "this file has no agency '{name}'; the one above is taken from the division code"
    ),
    "如需指定，请把上级单位也列进本文件": "to name it, list it in this file too",
    "名册里没有“{name}”这个单位": "the roster has no agency '{name}'",
    "请先把承接单位也列进本文件": "list the successor in this file too",
    "写了承接单位，没有写终止年度": "a successor, but no last year",
    "请写本单位最后一个报告年度，如2023": "write the agency's last report year, as 2023",
}
