"""What is known of why something could not be checked (`Trouble.detail`, `Listing.detail`), for an operator in Chinese.

The evidence is written in English where it arises and kept so; it is said in Chinese where it is shown. What is not known here
(the words of the system's own libraries) is given back as it is: nothing is lost, nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from reports import in_chinese
from reports.templates import Kind, Templates, as_it_is, literal
from scrapers.reasons import reason_words

_SHIELD = "可能是网站防护拦截，不是网站本身的回答"
SENTENCES: Mapping[str, str] = {
    # what was answered
    "status {n}": "状态码{n}",
    "status {n}, {mark}": "状态码{n}，页面中有“{mark}”",
    "status {n}, which answers nothing that was asked": "状态码{n}，答非所问",
    "status {n}: asks for a browser": "状态码{n}，要求使用浏览器",
    "status {n}, asks for a browser": "状态码{n}，要求使用浏览器",
    "status {n}: refuses visitors from this network": "状态码{n}，不接受来自本机网络的访问",
    "status {n}, refuses visitors from this network": "状态码{n}，不接受来自本机网络的访问",
    "status {n}, says that requests are too frequent": "状态码{n}，提示访问过于频繁",
    "status {n} with a script and no page": "状态码{n}，只有脚本，没有页面",
    "status {n}, which no portal gives to a plain request": "状态码{n}，正常网站不会这样回答普通访问",
    "status {n} with Retry-After": "状态码{n}，并要求稍后再访问",
    "status {n} in a challenged session": "状态码{n}，此前已被要求验证",
    "status {n} with the home page": "状态码{n}，打开的却是首页",
    "status {n}, says {words}": "状态码{n}，页面写着“{words}”",
    "says {words}": "页面写着“{words}”",
    "robots.txt answers {n}": "读取 robots.txt 时状态码{n}",
    "robots.txt disallows this address": "robots.txt 不允许访问这个网址",
    # where it leads
    "redirects to {address}": "跳转到 {address}",
    "redirects to {quoted}, which is no address": "跳转到“{quoted}”，这不是网址",
    "comes back to {address}": "又跳转回 {address}",
    "more than {n} redirects": "跳转超过{n}次",
    "forwards to {address}": "转到 {address}",
    "forwards to {address}: {why}": "转到 {address}：{why}",
    "the address leads to the home page": "打开的是首页",
    "the home page": "打开的是首页",
    "listed here, lies on another host": "栏目中列出，网址却在名单以外的网站",
    "not on the portal's list of hosts": "不在该门户可访问的主机名单内",
    "{host} resolves to {address}, which is not a public address": "{host} 解析到 {address}，不是公网地址",
    "{host} does not resolve: {rest}": "域名 {host} 无法解析（{rest}）",
    "{host} has no address": "域名 {host} 没有地址",
    # the connection
    "not finished in {n} s": "{n} 秒内没有传完",
    "no connection to {address} in {n} s": "{n} 秒内没有连上 {address}",
    "Server disconnected without sending a response.": "服务器没有回答就断开了连接",
    "content coding {quoted}, which was not asked for": "用了没有要求的压缩方式“{quoted}”",
    "the compressed body is damaged: {rest}": "压缩的内容已损坏（{rest}）",
    "the compressed body ends too soon": "压缩的内容没有传完",
    "more than {n} bytes after decoding": "解压后超过 {n} 字节",
    "more than {n} bytes": "超过 {n} 字节",
    "declares {mark} bytes; the limit is {n}": "自称 {mark} 字节，上限为 {n} 字节",
    "outside the allowed hours {words} (China time)": "不在允许访问的时段（{words}，北京时间）",
    "the host asked to be left alone for another {n} s": "网站要求 {n} 秒后再访问",
    "the day's {n} requests are used up": "当日 {n} 次访问已用完",
    # the page
    "the page is empty": "页面是空的",
    "no page": "不是网页",
    "{n} bytes, no link, {n2} characters to read": "页面只有 {n} 字节、{n2} 个可读的字，没有链接",
    "{n} characters to read, fewer than {n2}": "页面只有 {n} 个可读的字，少于 {n2} 个",
    "{n} characters could not be decoded": "有 {n} 个字无法解码",
    "none of the portal's names {words} is on the page": "页面上没有网站名称（{words}）",
    "the page ({quoted}) does not call itself an annual-report column": "页面（“{quoted}”）不是年报栏目",
    "no link to an annual-report column within {n} hops of the home page": "从首页走 {n} 步以内没有找到年报栏目的链接",
    "an address that is surely not there is answered otherwise: this may be a shield and not the portal":
        f"对肯定不存在的网址另有回答：{_SHIELD}",
    "no other report was shown to us on this visit: this may be a shield and not the portal":
        f"这次也没有打开其他年报：{_SHIELD}",
    "{address} is not shown to us either any more: this may be a shield and not the portal":
        f"{{address}} 也打不开了：{_SHIELD}",
    # the list
    "{n} links and no report among them": "共 {n} 个链接，其中没有年报",
    "{n} rows; the description expects {n2}": "只有 {n} 行，描述文件要求至少 {n2} 行",
    "{n} rows where {n2} were read before": "只有 {n} 行，此前有 {n2} 行",
    "{n} of {n2} declared pages read": "共 {n2} 页，只读到 {n} 页",
    "{n} of {n2} declared rows read": "共 {n2} 行，只读到 {n} 行",
    "stopped after {n} pages at {address}": "读了 {n} 页后停在 {address}",
    "page {n} at {address} holds nothing that the pages before did not": "第 {n} 页（{address}）没有新内容",
    "page {n}, {address}: {why}": "第 {n} 页（{address}）：{why}",
    "says {n} pages; no way to the next was found": "自称共 {n} 页，没有找到下一页",
    "{quoted} stands on the page without an address": "页面上有“{quoted}”，没有网址",
    "{quoted}, {other} are shown by a script": "“{quoted}”“{other}”由脚本显示",
    "{quoted} leads on, nobody here knows where": "有“{quoted}”，不知通向哪里",
    "rows are made by a script from data that was not seen": "列表由脚本生成，数据未能读取",
    "scrolling down loads more by script": "向下滚动时由脚本继续加载",
    "a script of the page asks for rows by pages": "页面脚本按页索取列表",
    "the server broke off while it made the page": "网站生成页面时出错，页面不完整",
    "a cache answered with a page that was {n} days old": "缓存返回的是 {n} 天前的页面",
    "by its own Date the answer was {n} days old": "按其 Date 响应头，返回的是 {n} 天前的内容",
    "a proxy changed the page on its way (status {n})": "页面在途中被代理改动（状态码{n}）",
    "status {n} is no answer of what was asked for": "状态码{n}，返回的不是所要的页面",
    "a cache warns that its page may be old or changed (Warning {n})": "缓存提示页面可能过时或有改动（Warning {n}）",
    "a cache says that its page is stale": "缓存提示页面已过时",
    "{quoted} is put into the page by what nobody here runs": "“{quoted}”由脚本或服务器另行装入页面",
    "a script sends visitors on to {address}": "脚本把访问者转到 {address}",
    "the page says of its list: {quoted}": "页面说明：“{quoted}”",
    "a frame holds its page within its own tag": "框架的内容写在标记里，没有读取",
    "the frame {address} was not read": "框架 {address} 没有读取",
    "the empty list {quoted} stands behind the rows": "列表后面有空的列表“{quoted}”",
    "the box {quoted} is filled by a script nobody here knows": "“{quoted}”由未知的脚本填写",
    "{quoted} leads on by script": "“{quoted}”由脚本翻页",
    "{quoted} leads on; no way there was found": "有“{quoted}”，没有找到通向那里的网址",
    "{quoted} loads more by script": "“{quoted}”由脚本继续加载",
    "{n} of {n2} rows have no title or no address": "共 {n2} 行，其中 {n} 行没有标题或没有网址",
    "no column lists it any more; its page still answers": "栏目中不再列出，网页仍能打开",
    "more than {n} parts": "分成 {n} 个以上的部分",
    "holds a file and no list": "是文件，不是列表",
    "an article of more than {n} pages": "文章超过 {n} 页",
    "a further page of the report: {why}": "年报的后续页：{why}",
    "the report's file {address}: {why}": "年报的附件 {address}：{why}",
    # the interfaces behind lists
    "the description does not say how the interface is asked": "描述文件没有写明接口怎么问",
    "the answer has no list under {quoted}": "接口的回答中“{quoted}”处没有列表",
    "the answer tells no total under {quoted}": "接口的回答中“{quoted}”处没有总数",
    "the site's number was not found": "没有找到站点编号",
    "the column's number was not found": "没有找到栏目编号",
    "the light front end answers in an unknown form": "接口的回答格式未知",
    "the interface answers in an unknown form": "接口的回答格式未知",
    "the search interface answers in an unknown form": "检索接口的回答格式未知",
    "the publishing gateway answers without success": "发布接口没有成功回答",
    "no unit of the publishing gateway could be read": "页面中没有可读的发布接口单元",
    "no search interface and no channel on the page": "页面上没有检索接口，也没有栏目编号",
    "no site number or no annual-report column in the page's configuration": "页面配置中没有站点编号或年报栏目",
    "a feed shows the newest of its list, and does not say how many there are": "订阅源只列最新的，没有写明总数",
    "its records have no title or no address": "记录没有标题或没有网址",
    "the records do not say how many there are": "记录没有写明总数",
    "the interface does not say how many rows there are": "接口没有写明总行数",
    "the pager tells no number of pages": "翻页处没有写明总页数",
    "{n} channels could be the column's": "有 {n} 个频道可能是这个栏目",
    "the call of getMessage.do was not found": "没有找到 getMessage.do 的调用",
    # other workers
    "another worker is asking one of its hosts": "另一工作进程正在访问同一网站",
}  # fmt: skip
"""Every sentence; ``{…}`` is what differs from case to case, of the kind that its name says (`_KINDS`)."""

_TLS = (
    ("CERTIFICATE_VERIFY_FAILED", "证书未通过验证（过期、名称不符或签发者不受信任）"),
    ("UNSAFE_LEGACY_RENEGOTIATION", "网站的加密协议过旧"),
    ("HANDSHAKE_FAILURE", "双方没有共同的加密方式"),
    ("WRONG_VERSION_NUMBER", "端口上不是加密服务"),
    ("Connect call failed", "连接被拒绝或没有回应"),
)
"""In the words of the system's libraries, which follow in brackets."""


@lru_cache(maxsize=512)
def detail_words(detail: str) -> str:
    """The evidence in Chinese; what we do not know, as it stands."""
    known = _TEMPLATES.said(detail)
    if known is not None:
        return known
    first, apart, second = detail.partition("; ")
    if apart and (said := _TEMPLATES.said(second)) is not None:
        return f"{detail_words(first)}；{said}"
    address, apart, why = detail.partition(": ")
    if apart and re.fullmatch(r"https?://\S+", address):
        return f"{address}：{detail_words(why)}"
    return next((f"{words}（{detail}）" for mark, words in _TLS if mark in detail), in_chinese(detail))


def trouble_words(told: str) -> str:
    """A line ``portal address: obstacle: detail``, as a patrol tells of a trouble, in Chinese; another one as it is."""
    found = _TOLD.fullmatch(told)
    if found is None:
        return told
    detail = detail_words(found["detail"])
    return f"{found['where']}：{reason_words(found['obstacle'])}" + (f"（{detail}）" if detail else "")


_TOLD = re.compile(r"(?P<where>\S+ \S+): (?P<obstacle>[a-z0-9_]+): (?P<detail>.*)", re.DOTALL)


def _unquoted(text: str) -> str:
    said = literal(text)
    return text if said is None else said


_QUOTED: Kind = ("'.*?'|\".*?\"", _unquoted)
_KINDS: Mapping[str, Kind] = {
    "quoted": _QUOTED,
    "other": _QUOTED,
    "address": (r"\S+", as_it_is),
    "host": (r"\S+", as_it_is),
    "mark": (".+", as_it_is),
    "words": (".+", as_it_is),
    "rest": (".+", as_it_is),
    "why": (".+", detail_words),
}
_COUNT: Kind = ("[0-9][0-9.e+]*", as_it_is)
_TEMPLATES = Templates(SENTENCES, _KINDS, _COUNT)
