"""What a patrol leaves to be looked at in Prefect: how far it is, what it did, what it could not do, and where to look further.

Views only, of a handful of calls a run; the truth is in our tables. The same key each time, so that Prefect keeps their history.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import fields
from uuid import UUID

from prefect.artifacts import (
    acreate_link_artifact,
    acreate_progress_artifact,
    acreate_table_artifact,
    aupdate_progress_artifact,
)

from flows.progress import Counts
from flows.words import in_words
from flows.workplace import Workplace

TROUBLES = 100
"""Lines of the table of troubles; the dashboard has all."""
_WORDS = {
    "listings": "栏目页读取",
    "new": "新发现的年报",
    "changed": "网页有变化的年报（不再是年报的，暂不采信）",
    "unchanged": "网页没有变化的年报",
    "troubles": "未能访问之处",
    "read": "已读取",
    "unreadable": "未能读取",
    "judged": "已核查",
    "opened": "新发现问题",
    "rectified": "已整改",
    "withdrawn": "已撤销",
    "elsewhere": "由其他工作进程访问的门户",
    "sent": "已发送消息",
    "waiting": "待发送消息",
}
_DO = {
    "trouble": "不作任何判断；看板“门户”页看是否连续发生",
    "unreadable": "已搁置或待重读；存证在案，不作任何判断",
    "elsewhere": "无需处理：另一工作进程正在访问同一网站",
}
Progress = Callable[[float], Awaitable[None]]
"""Called with per cent."""


def walked(first: str, count: int) -> tuple[int, Progress]:
    """For so many portals: the number, and what keeps the progress artifact, made when the first per cent is told."""
    made: list[UUID] = []

    async def tell(per_cent: float) -> None:
        if made:
            await aupdate_progress_artifact(made[0], progress=per_cent)
        else:
            words = f"门户巡查进度：{first} 等 {count} 个"
            made.append(await acreate_progress_artifact(per_cent, description=words))

    return count, tell


async def leave(
    work: Workplace, division: str | None, counts: Counts, troubles: Sequence[tuple[str, str]]
) -> None:
    """The tables of a patrol, and the way to the dashboard where its address is set."""
    scope = f"patrol-{division}" if division else "patrol"
    rows = [
        {"what": field.name, "说明": _WORDS[field.name], "count": getattr(counts, field.name)}
        for field in fields(Counts)
    ]
    await acreate_table_artifact(table=rows, key=f"{scope}-counts", description="这次巡查做了什么")
    if troubles:
        shown = [
            {"what": step, "何处、为什么": in_words(step, what), "怎么办": _DO[step]}
            for step, what in troubles[:TROUBLES]
        ]
        more = f"（共 {len(troubles)} 项，列出前 {TROUBLES} 项）" if len(troubles) > TROUBLES else ""
        words = f"没有做成的{more}：是哪里、为什么、怎么办"
        await acreate_table_artifact(table=shown, key=f"{scope}-troubles", description=words)
    if work.settings.dashboard:
        address = f"{work.settings.dashboard.rstrip('/')}/portals"
        await acreate_link_artifact(
            link=address, link_text="看板：各门户", key=f"{scope}-dashboard", description="逐门户的情况"
        )
