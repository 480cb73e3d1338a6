"""One message to one Apprise address. The address never leaves this file: not into an error, a log or a table."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apprise
from apprise.plugins.email import NotifyEmail

from alerts import folder, robots
from alerts.errors import AlertsError
from alerts.mail_page import mail_page
from storage import StoredMessage

LONGEST_TIMEOUT_SECONDS = 15.0
_BYTES = {"wecombot": 2000, "dingtalk": 18_000, "feishu": 18_000, "lark": 18_000}
"""Bytes of UTF-8 that a robot takes at once, less some for what stands around the text: 2,048 (企业微信 消息推送, text),
20,000 (钉钉), 20 kB (飞书). What is longer the service refuses, every time."""
_ASSET = apprise.AppriseAsset(app_id="Nianbao Watch", app_desc="年报监测", app_url="")
"""Who writes: the name before an address of mail that has none of its own, and the user agent."""


def most_bytes(address: str | None) -> int | None:
    """The most that the channel of an address takes in one message; `None` where it takes all we say."""
    return _BYTES.get((address or "").partition("://")[0].lower())


class SendFailed(AlertsError):
    """The destination refused, did not answer, or its address cannot be used. May have arrived all the same."""


def takes_files(address: str) -> bool:
    """Whether the channel of an address carries attachments (mail does, chat robots do not). Raises SendFailed."""
    return bool(_plugin(address).attachment_support)


def send(address: str, message: StoredMessage, gateway: str | None = None) -> None:
    """Raises SendFailed with Apprise's own words, the address taken out."""
    plugin = _plugin(address)
    if isinstance(plugin, folder.NotifyFolder):
        plugin.message_key = message.key
    _through(plugin, gateway)
    chat = isinstance(plugin, robots.ROBOTS)
    body, form = _written(plugin, message)
    attachments = [file for file in message.attachments if Path(file).is_file()]
    with _heard() as words:
        try:
            accepted = plugin.notify(
                body=body,
                title="" if chat else message.title,
                body_format=form,
                attach=attachments or None,
            )
        except (TypeError, ValueError, OSError) as error:
            raise SendFailed(_told(words, address, type(error).__name__), "渠道没有接受消息") from None
    if not accepted:
        raise SendFailed(_told(words, address, "no reason was given"), "渠道没有接受消息")


def _written(plugin: Any, message: StoredMessage) -> tuple[str, apprise.NotifyFormat]:
    """The message as its channel shows it: a page in mail, Markdown where it is asked for, else text."""
    if isinstance(plugin, NotifyEmail) and plugin.notify_format == apprise.NotifyFormat.HTML:
        return mail_page(message.markdown, message.title), apprise.NotifyFormat.HTML
    if plugin.notify_format == apprise.NotifyFormat.MARKDOWN and not isinstance(plugin, robots.ROBOTS):
        return message.markdown, apprise.NotifyFormat.MARKDOWN
    return message.text, apprise.NotifyFormat.TEXT


def _plugin(address: str) -> Any:
    folder.register()
    robots.register()
    plugin = apprise.Apprise.instantiate(address, asset=_ASSET, suppress_exceptions=True)
    if plugin is None:
        raise SendFailed("the address of this destination is not an Apprise URL", "该渠道的地址写法不对")
    for name in ("socket_connect_timeout", "socket_read_timeout"):  # Apprise: cto= and rto= of the address
        setattr(plugin, name, min(getattr(plugin, name) or LONGEST_TIMEOUT_SECONDS, LONGEST_TIMEOUT_SECONDS))
    plugin.request_rate_per_sec = min(plugin.request_rate_per_sec, 1.0)
    return plugin


def _through(plugin: Any, gateway: str | None) -> None:
    """Send through a private deployment: its base address takes the place of the public service's."""
    if gateway is None:
        return
    for name in ("notify_url", "api_url", "webhook_url"):
        public = getattr(plugin, name, None)
        if isinstance(public, str) and public.startswith("https://"):
            setattr(plugin, name, gateway.rstrip("/") + re.sub(r"^https://[^/]+", "", public))


def _told(words: list[str], address: str, otherwise: str) -> str:
    """What Apprise said, with every part of the address that could be a secret taken out."""
    said = "; ".join(dict.fromkeys(words)) or otherwise
    for part in sorted(re.split(r"[/:@?&=]+", address), key=len, reverse=True):
        if len(part) > 3:
            said = said.replace(part, "…")
    return said[:500]


@contextmanager
def _heard() -> Iterator[list[str]]:
    """Apprise's warnings of this thread while sending; it gives no other reason."""
    words: list[str] = []
    thread = threading.get_ident()

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.thread == thread and record.levelno >= logging.WARNING:
                words.append(record.getMessage())

    ear = Ear()
    logger = logging.getLogger("apprise")
    logger.addHandler(ear)
    try:
        yield words
    finally:
        logger.removeHandler(ear)
