"""The chat robots (企业微信, 钉钉, 飞书, Lark): a message is sent when the robot says that it took it.

They answer HTTP 200 also to what they refuse (a wrong key or signature, a keyword that is missing, too many a minute) and
say so in the body. Apprise looks at the status alone and would count such a message as sent, so these post it themselves.
"""

from __future__ import annotations

import base64
import hmac
import json
import ssl
import time
import urllib.error
import urllib.request
from typing import Any

from apprise.manager_plugins import NotificationManager
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.feishu import NotifyFeishu
from apprise.plugins.lark import NotifyLark
from apprise.plugins.wecombot import NotifyWeComBot

_NotifyWeComBot: Any = NotifyWeComBot
_NotifyDingTalk: Any = NotifyDingTalk
_NotifyFeishu: Any = NotifyFeishu
_NotifyLark: Any = NotifyLark
"""Apprise's classes call what has no types while they are subclassed: as base classes they cannot be checked."""
_ANSWERS = (("errcode", "errmsg"), ("code", "msg"), ("StatusCode", "StatusMessage"))
"""Names of the number and the words of an answer; the number is 0 where the message was taken."""


def refusal(answer: bytes) -> str:
    """What a robot said against a message, with its number; "" where it took it."""
    try:
        said = json.loads(answer)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        return "the answer is not that of a robot"
    for number, words in _ANSWERS:
        if said.get(number, 0) != 0:
            return f"{number} {said[number]}: {said.get(words, '')}"
    return ""


def _post(robot: Any, address: str, payload: dict[str, Any]) -> bool:
    """Post text in UTF-8 (three bytes to a Chinese letter, not the six of a JSON escape: the limits count them).

    Not by httpx or requests: they log addresses, and a robot's address is its key.
    """
    request = urllib.request.Request(  # noqa: S310  (https, or the gateway that the office file names)
        address,
        json.dumps(payload, ensure_ascii=False).encode(),
        {"Content-Type": "application/json; charset=utf-8", "User-Agent": robot.app_id},
    )
    context = ssl.create_default_context()
    if not robot.verify_certificate:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    robot.throttle()
    try:
        with urllib.request.urlopen(  # noqa: S310  (as above)
            request, timeout=max(robot.request_timeout), context=context
        ) as answer:
            against = refusal(answer.read(65_536))
    except urllib.error.HTTPError as error:
        against = f"error={error.code}"
    except (OSError, ValueError) as error:
        against = f"no answer ({type(error).__name__})"
    if against:
        robot.logger.warning("%s did not take the message: %s", robot.service_name, against)
    return not against


class _WeCom(_NotifyWeComBot):  # type: ignore[misc]  # see above
    def send(self, body: str, *_: Any, **__: Any) -> bool:
        return _post(self, self.api_url, {"msgtype": "text", "text": {"content": body}})


class _DingTalk(_NotifyDingTalk):  # type: ignore[misc]  # see above
    def send(self, body: str, *_: Any, **__: Any) -> bool:
        address = self.notify_url.format(token=self.token)
        if self.secret:
            timestamp, sign = self.get_signature()
            address += f"&timestamp={timestamp}&sign={sign}"
        called = {"atMobiles": self.targets, "isAtAll": False}
        return _post(self, address, {"msgtype": "text", "text": {"content": body}, "at": called})


class _Feishu(_NotifyFeishu):  # type: ignore[misc]  # see above
    def send(self, body: str, *_: Any, **__: Any) -> bool:
        return _post(self, self.notify_url.format(token=self.token).rstrip("/"), _feishu_text(self, body))


class _Lark(_NotifyLark):  # type: ignore[misc]  # see above
    def send(self, body: str, *_: Any, **__: Any) -> bool:
        return _post(self, self.webhook_url, _feishu_text(self, body))


def _feishu_text(robot: Any, body: str) -> dict[str, Any]:
    """What 飞书 and Lark take; signed (签名校验) where the address has a secret before its token, which Apprise does not know.

    The key of the HMAC is what is signed, the message empty; seconds, of which the service lets an hour pass.
    """
    text = {"msg_type": "text", "content": {"text": body}}
    if not robot.user:
        return text
    timestamp = str(int(time.time()))
    sign = base64.b64encode(hmac.digest(f"{timestamp}\n{robot.user}".encode(), b"", "sha256")).decode()
    return {"timestamp": timestamp, "sign": sign, **text}


ROBOTS = (_WeCom, _DingTalk, _Feishu, _Lark)


def register() -> None:
    """Put these in the place of Apprise's own; doing it twice is harmless."""
    make: Any = NotificationManager
    manager = make()
    for robot in ROBOTS:
        if manager[robot.secure_protocol] is not robot:
            manager.add(robot, schemas=robot.secure_protocol, force=True)
