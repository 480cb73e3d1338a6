"""Progress on standard error: a moving line for a person, one line for each step for a program or a log."""

from __future__ import annotations

from types import TracebackType

from rich.status import Status
from rich.text import Text

from cli.console import err
from cli.language import say
from flows.words import in_words

_LOUD = ("away", "trouble", "unreadable")
_CHINESE = {
    "absence": "有无年报",
    "away": "稍后再试",
    "captured": "已抓取",
    "composed": "已拟消息",
    "deadline": "期限",
    "elsewhere": "别处正在巡查",
    "event": "事件",
    "evidence": "存证",
    "judged": "已核查",
    "listed": "已列出",
    "paused": "已暂停",
    "read": "已读取",
    "resumed": "已恢复",
    "rules": "规则",
    "sent": "已发送",
    "trouble": "未能巡查",
    "unreadable": "未能读取",
    "vanished": "已不在",
    "withdrawn": "已撤回",
    "zombie": "运行已死",
}
"""Steps as `flows` tells them; one that is not here is said as it is."""


class Ticker:
    """Shows the step being taken. On a terminal the line moves; otherwise every step is a line ``step what``."""

    def __init__(self) -> None:
        self._status: Status | None = err.status("") if err.is_terminal else None

    def __enter__(self) -> Ticker:
        if self._status is not None:
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status is not None:
            self._status.stop()

    def tell(self, step: str, what: str) -> None:
        line = say(f"{step} {what}", f"{_CHINESE.get(step, step)} {in_words(step, what)}")
        if self._status is None or step in _LOUD:
            err.print(line, markup=False, soft_wrap=True)
        if self._status is not None:
            shown = Text(line)
            shown.truncate(err.width - 4, overflow="ellipsis")
            self._status.update(shown)
