"""Recognising what stands in the way: challenges, captchas, stubs, refusals. Recorded, never worked around."""

from __future__ import annotations

import re
from collections.abc import Mapping

from scrapers.values import Obstacle

Finding = tuple[Obstacle, str]
"""What it is, and the English evidence for it."""

STUB_BYTES = 2500
"""41 of 3,209 portals answered 200 with less than this and it was not the portal (survey of April 2026)."""

CHALLENGE_BYTES = 40_000
"""No challenge seen was larger (the slider page has 22,857 bytes); an article that merely mentions one often is."""
_CHALLENGE_STATUS = (412, 468, 521)
"""412 瑞数, 521 加速乐, 468 other shields (the survey found them on 81 of 87 portals that refused)."""
_CHALLENGE_MARKS = (
    (b"$_ts", "$_ts"),
    (b"__jsl_clearance", "__jsl_clearance"),
    (b"<script r='m'", "script r='m'"),
    (b'<script r="m"', "script r='m'"),
    ("您的访问被拦截".encode(), "您的访问被拦截"),
    ("访问被拦截".encode(), "访问被拦截"),
    ("云堤".encode(), "云堤"),
    ("网站防火墙".encode(), "网站防火墙"),
    ("网防G01".encode(), "网防G01"),
    ("安全狗".encode(), "安全狗"),
    ("您的请求疑似攻击行为".encode(), "您的请求疑似攻击行为"),
)
_CAPTCHA_MARKS = (
    (b"puzzle-vcode", "puzzle-vcode"),
    ("拖动滑块".encode(), "拖动滑块"),
    ("滑动验证".encode(), "滑动验证"),
    ("请输入验证码后继续".encode(), "请输入验证码后继续"),
    ("请完成安全验证".encode(), "请完成安全验证"),
)
_UA_MARKS = ("不合法的参数", "请使用浏览器访问", "浏览器版本过低", "不支持的浏览器", "非法的客户端")
_RATE_MARKS = ("访问过于频繁", "访问频率过高", "请求过于频繁", "操作过于频繁")
_ABROAD_MARKS = ("境外访问", "您所在的地区", "不在服务范围", "仅限中国大陆", "not available in your region")
_REFUSALS = (
    (_UA_MARKS, Obstacle.UA_REFUSED, "status 200, asks for a browser"),
    (_RATE_MARKS, Obstacle.RATE_LIMITED, "status 200, says that requests are too frequent"),
    (_ABROAD_MARKS, Obstacle.NETWORK_POSITION, "status 200, refuses visitors from this network"),
)
_GONE_MARKS = (
    "页面不存在",
    "您访问的页面不存在",
    "页面未找到",
    "找不到页面",
    "找不到您要",
    "页面找不到",
    "404 not found",
    "您要查看的页面",
)
_MOVED_MARKS = re.compile(
    r"(网站|门户|本站)[^。]{0,30}(已|将|现)[^。]{0,12}(迁移|整合|合并|并入|关停|停止运行)"
)

_COLUMN_MOVED_MARKS = re.compile(
    r"(本|该|原)?栏目[^。]{0,30}(已|将|现)[^。]{0,12}(迁移|移至|搬迁|调整|变更|更名|整合)"
)


def of_answer(status: int, headers: Mapping[str, str], body: bytes) -> Finding | None:
    """What an answer says about itself by status, headers and raw bytes. `None`: nothing against it so far."""
    short = body[: 64 * 1024]
    challenge = _challenge(status, headers, short, len(body))
    if challenge is not None:
        return challenge
    if 200 <= status < 300 and status != 206:
        return None  # 206 is a part, and none was asked for (RFC 9110 §15.3.7)
    return _refusal(status, headers, short, len(body))


def _refusal(status: int, headers: Mapping[str, str], body: bytes, size: int) -> Finding:
    text = body.decode("utf-8", "replace")
    found: Finding = Obstacle.HTTP_4XX, f"status {status}"
    if status < 400:
        found = Obstacle.MALFORMED, f"status {status}, which answers nothing that was asked"
    elif status == 429 or any(mark in text for mark in _RATE_MARKS):
        found = Obstacle.RATE_LIMITED, f"status {status}"
    elif any(mark in text for mark in _UA_MARKS):
        found = Obstacle.UA_REFUSED, f"status {status}: asks for a browser"
    elif status == 451 or any(mark in text for mark in _ABROAD_MARKS):
        found = Obstacle.NETWORK_POSITION, f"status {status}: refuses visitors from this network"
    elif status in (403, 405, 422) and size < STUB_BYTES and b"<script" in body.lower():
        found = Obstacle.WAF_CHALLENGE, f"status {status} with a script and no page"
    elif status in (405, 422) and size < STUB_BYTES:
        found = Obstacle.WAF_CHALLENGE, f"status {status}, which no portal gives to a plain request"
    elif status == 503 and "retry-after" in headers:
        found = Obstacle.RATE_LIMITED, "status 503 with Retry-After"
    elif status >= 500:
        found = Obstacle.HTTP_5XX, f"status {status}"
    return found


def _challenge(status: int, headers: Mapping[str, str], body: bytes, size: int) -> Finding | None:
    if status in _CHALLENGE_STATUS:
        return Obstacle.WAF_CHALLENGE, f"status {status}"
    if size <= CHALLENGE_BYTES:
        captcha = next((name for mark, name in _CAPTCHA_MARKS if mark in body), None)
        if captcha:
            return Obstacle.CAPTCHA, f"status {status}, {captcha}"
        mark = next((name for mark, name in _CHALLENGE_MARKS if mark in body), None)
        if mark and (status >= 300 or _few_links(body)):
            return Obstacle.WAF_CHALLENGE, f"status {status}, {mark}"
    if status == 400 and "__jsluid_s" in headers.get("set-cookie", ""):
        return Obstacle.WAF_CHALLENGE, "status 400 in a challenged session"
    return None


def _few_links(body: bytes) -> bool:
    return body.lower().count(b"<a ") < 3


def of_page(text: str, size: int, links: int, visible: str, *, min_chars: int) -> Finding | None:
    """What a 200 page really is, by its decoded `text`, `size` in bytes, number of `links`, and `visible` text."""
    if not text.strip():
        return Obstacle.JS_SHELL, "the page is empty"
    return _said(visible, links) or _empty(visible, size, links, min_chars) or _garbled(visible)


def _said(visible: str, links: int) -> Finding | None:
    """What the page says of itself in a few words where a report or a list would be."""
    gone = next((mark for mark in _GONE_MARKS if mark in visible.lower()[:600]), None)
    if gone and links < 40:
        return Obstacle.SOFT404, f"status 200, says {gone}"
    if len(visible) < 1000:
        for marks, obstacle, detail in _REFUSALS:
            if any(mark in visible[:400] for mark in marks):
                return obstacle, detail
    if len(visible) < 1500:
        for words, obstacle in (
            (_COLUMN_MOVED_MARKS, Obstacle.COLUMN_MOVED),
            (_MOVED_MARKS, Obstacle.MIGRATED),
        ):
            if moved := words.search(visible):
                return obstacle, f"says {moved.group(0)[:60]}"
    return None


def _empty(visible: str, size: int, links: int, min_chars: int) -> Finding | None:
    """A shell that a script would fill."""
    if len(visible) >= min_chars:
        return None
    if size < STUB_BYTES and links == 0:
        return Obstacle.JS_SHELL, f"{size} bytes, no link, {len(visible)} characters to read"
    return Obstacle.JS_SHELL, f"{len(visible)} characters to read, fewer than {min_chars}"


def _garbled(visible: str) -> Finding | None:
    lost = visible.count("\ufffd")
    if lost <= max(3, len(visible) // 500):
        return None
    return Obstacle.CHARSET, f"{lost} characters could not be decoded"
