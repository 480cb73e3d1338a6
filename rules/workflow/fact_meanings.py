"""What each fact of a case says and when it is not known, in Chinese, for the page of the language.

By the fact's key; a test holds the keys against the vocabulary's. Words that a fact may say are asked of the engine.
"""

from __future__ import annotations

from collections.abc import Iterable

from reports import MediaType, forms
from rules.engine.facts import CATEGORIES, LEVELS, TYPES
from rules.engine.publication_facts import REQUIRED_TAGS
from rules.engine.published import CONFIRMING_DAYS


def _one_of(words: Iterable[str]) -> str:
    return "、".join(f"`{word}`" for word in dict.fromkeys(words))


MEANINGS = {
    "report.title": "报告自己的标题；没有印标题的未知",
    "report.year": "报告的是哪一年（不是公布的那一年）；标题、正文、栏目都看不出的未知",
    "report.format": f"规定格式：{_one_of(forms())}；各表实际用的格式看 `版式.表二`、`版式.表三`",
    "report.medium": f"文件的媒体类型：网页是 `{MediaType.HTML}`，PDF 是 `{MediaType.PDF}`，纯文本是 `{MediaType.TEXT}`",
    "report.agency": "单位全称，先取名录上的，没有再取报告上的；两处都没有的未知",
    "report.category": f"条例第四十九条的类别，决定法定期限：{_one_of(CATEGORIES.values())}；政府办公室按部门算",
    "report.type": f"比单位类别细一层：{_one_of(TYPES.values())}",
    "report.level": f"层级：{_one_of(LEVELS.values())}",
    "report.division": "行政区划代码，六位（县以上）或九位（乡级），是文字，如 `'340722'`",
    "report.public_service": "按单位名称认出是学校、医院、公司等；它们公开信息依条例第五十五条另有规定。没有认出单位名称的算不是",
    "report.period_from": "报告自己写的统计期限从哪天起；没有写的未知",
    "report.period_to": "报告自己写的统计期限到哪天止；没有写的未知",
    "report.text": "表格以外的全部文字，一段一行；没有读到的未知",
    "report.has_contact": "写没写电话、地址、邮箱等；没有找到而正文又没有读全的未知",
    "report.standing": "报告年度全年都在、公布时也在的单位为真；新设、合并、更名、撤销或由其他单位代编的未知（从不为假）",
    "report.signed": "落款的日期；没有落款的未知",
    "report.corrected": "报告自称更正、重新公布的为真",
    "report.preamble": "第一部分标题以前的文字；没有的是空文字",
    "sections.whole": "六个部分都已找到或确认没有的为真；否则未知（从不为假）",
    "layout.disclosure": f"表二实际用的格式：{_one_of(forms())}；没有识别出来的未知",
    "layout.applications": f"表三实际用的格式：{_one_of(forms())}；没有识别出来的未知",
    "layout.disclosure_whole": "表二没有一格读不出的为真；否则未知（从不为假）",
    "layout.applications_whole": "表三没有一格读不出的为真；否则未知（从不为假）",
    "layout.litigation_whole": "表四没有一格读不出的为真；否则未知（从不为假）",
    "layout.tables_whole": "三张表都没有一格读不出的为真；否则未知（从不为假）",
    "layout.old_headers": "表二里只有2019年格式才有的表头印了几个（新制作数量、公开总数量、上一年项目数量、集中采购）",
    "layout.new_headers": "表二里只有2021年格式才有的表头印了几个（制发件数、废止件数、现行有效件数、收费金额）",
    "layout.has_disclosure": "表二在不在；正文没有读全、有附件或别的表也没读到的未知",
    "layout.has_applications": "表三在不在；正文没有读全、有附件或别的表也没读到的未知",
    "layout.has_litigation": "表四在不在；正文没有读全、有附件或别的表也没读到的未知",
    "layout.pictured": "正文读到了、表格只在图片里的为真；有一格是从文字里读出的为假；不能确认的未知",
    "publication.date": "最早公布的那一天；要有两个来源、相差不过一天，或者值班员核定、我们当时见到，否则未知",
    "publication.witnessed": f"巡查当时见到它公布的为真：发布日期前一天或当天还没有列出，{CONFIRMING_DAYS}天内首次列出；否则未知（从不为假）",
    "publication.pubdate_meta": "网页 PubDate 标签上的日期；没有或不止一个的未知",
    "publication.visible": "页面上印的发布日期；没有或不止一个的未知",
    "publication.list": "栏目列表里这一行的日期；没有或不止一个的未知",
    "publication.url_date": "网址里的日期，如 `/202501/t20250120_1.html`；没有或不止一个的未知",
    "publication.stated": "值班员核定的日期；没有核定的未知",
    "publication.sources": "查到了几个日期（同一来源的同一天算一个）",
    "publication.first_seen": "巡查首次见到这份报告的日期",
    "publication.unlisted_on": "首次见到以前，整个栏目读全而没有列出它的最后一天；没有这样一天的未知",
    "publication.url": "报告的网址",
    "publication.column": "列出它的栏目",
    "publication.not_listed": "没有找到报告时说明原因：`not_listed` 为读全栏目确认未列出，其余是没有查清的原因；找到了的未知",
    "publication.proved_absent": "读全栏目确认没有列出的为真；有报告的为假；没有查清的未知",
    "publication.missing_tags": f"国办发〔2017〕47号要求而网页没有的标签（{'、'.join(REQUIRED_TAGS)}），以“、”相连；都有的是空文字，没有采集的未知",
    "publication.earliest": "查到的各个日期中最早的",
    "publication.latest": "查到的各个日期中最晚的",
    "publication.column_words": "网页标签自己写的栏目名，以“；”相连；没有采集的未知",
    "publication.in_column": "报告列在年报栏目里的为真",
    "publication.listed_title": "栏目列表里这一行的标题；没有采集的未知",
    "publication.page_letters": "网页正文的字数；没有采集的未知",
    "publication.differing_cells": "与其他平台上同一份报告相比，数不同的格数；只比两边都读全的表，没有收录别的版本的未知",
    "publication.differing_names": "这些格的名称，以“、”相连",
    "publication.revisions": "公布以后改过几次；没有收录修订经过的未知",
    "publication.revised_cells": "公布以后改过的格数，各次相加",
    "publication.last_revised": "最近一次修订的日期；没有修订过的未知",
    "publication.previous_revisions": "上年年报公布以后改过几次；没有收录修订经过的未知",
    "publication.previous_revised_cells": "上年年报公布以后改过的格数，各次相加",
    "as_of": "核查的日期",
    "previous.exists": "上年年报已收录的为真，确认没有编过的为假；没有收录的未知",
    "agency.founded": "名录上的成立日期；名录没有写的未知",
    "publication.previous_last_revised": "上年年报最近一次修订的日期；没有修订过的未知",
}
