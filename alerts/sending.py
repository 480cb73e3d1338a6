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

from alerts import folder
from alerts.errors import AlertsError
from storage import StoredMessage

LONGEST_TIMEOUT_SECONDS = 15.0
_CHAT = ("wecombot", "dingtalk", "feishu", "lark")
"""Channels that get plain text: their Markdown is each its own and none escapes."""


_LIMITS = {"wecombot": 660, "dingtalk": 6000, "feishu": 6000, "lark": 6000}
"""Characters a robot takes at once: 2,048 bytes (企业微信 消息推送, text), 20,000 (钉钉), 20 kB (飞书), three to a Chinese
letter. Apprise would hand on what is longer, and the service would refuse it every time."""


def most_characters(address: str | None) -> int | None:
    """The most that the channel of an address takes in one message; `None` where it takes all we say."""
    return _LIMITS.get((address or "").partition("://")[0].lower())


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
    chat = str(plugin.secure_protocol) in _CHAT
    body, form = (
        (message.text, apprise.NotifyFormat.TEXT)
        if chat
        else (message.markdown, apprise.NotifyFormat.MARKDOWN)
    )
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


def _plugin(address: str) -> Any:
    folder.register()
    plugin = apprise.Apprise.instantiate(address, suppress_exceptions=True)
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
    for name in ("notify_url", "api_url"):
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
