"""The small words of a portal description: patterns, selectors, addresses, hosts; each refused in Chinese."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"不是合法的正则表达式：{error}") from error
    if len(value) > 200 or re.search(r"[*+}]\)[*+{]", value):
        raise ValueError("正则表达式过长或含嵌套的重复，可能极慢；请改写")
    return value


def _selector(value: str) -> str:
    if not value.strip() or len(value) > 200 or any(mark in value for mark in "{};<\\"):
        raise ValueError("不是可用的 CSS 选择器")
    return value


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise ValueError("须是完整的 http:// 或 https:// 网址，不含用户名")
    return value


def _host(value: str) -> str:
    if not re.fullmatch(
        r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:(?!80$|443$)[1-9]\d{0,4})?",
        value,
    ) or not ("." in value or value.startswith("localhost")):
        raise ValueError(
            "须是小写的主机名（如 www.example.gov.cn），不含协议和路径；端口不是80、443的写明端口（如 www.example.gov.cn:8080）"
        )
    return value


Pattern = Annotated[str, AfterValidator(_pattern)]
Selector = Annotated[str, AfterValidator(_selector)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Host = Annotated[str, AfterValidator(_host)]
