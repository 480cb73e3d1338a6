"""Is it really today? A clock that is wrong accuses whoever is not due yet, and dates what it keeps where nobody finds it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from reports import CHINA
from storage import Memory

_SLACK = timedelta(hours=1)
"""By how much two machines of one database may differ."""


class ClockWrong(RuntimeError):
    """Nothing may be kept or judged by this clock; `chinese` says the same, and what to do."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(english)
        self.chinese = chinese


def require_forward(memory: Memory, now: datetime) -> None:
    """Raises ClockWrong where the database was told of a later time than `now`."""
    last = memory.last_listed_at()
    if last is not None and now < last - _SLACK:
        here, there = _shown(now), _shown(last)
        raise ClockWrong(
            f"this machine's clock says {here}, and the database has a patrol of {there}: nothing is patrolled or judged. Set "
            "the clock (timedatectl); if it was wrong on that day instead, restore the last backup made before that patrol",
            f"本机时钟为 {here}，而数据库里已有 {there} 的巡查记录：未巡查，也不作任何判断。请校准本机时钟（timedatectl）；"
            "如果是那次巡查时的时钟有误，请恢复那次巡查之前的备份",
        )


def contradicted(told: Mapping[str, datetime], now: datetime) -> ClockWrong:
    """Every server that told the time told another: host → its time."""
    host, there = min(told.items(), key=lambda one: abs(one[1] - now))
    here, then = _shown(now), _shown(there)
    return ClockWrong(
        f"this machine's clock says {here}, but every portal that tells the time disagrees ({host}: {then}): those portals are "
        "not patrolled and nothing is judged. Set the clock (timedatectl); if it is right and the portals' clocks are wrong, "
        "set NIANBAO_CLOCK_CHECKED=true",
        f"本机时钟为 {here}，而报出时间的门户都与之不符（{host}：{then}）：这些门户未巡查，也不作任何判断。请校准本机时钟"
        "（timedatectl）；如果本机时钟无误、是对方服务器时钟有误，请设 NIANBAO_CLOCK_CHECKED=true",
    )


def _shown(moment: datetime) -> str:
    return f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M}"
