"""What a patrol tells of its steps (`flows.progress.tell`), for an operator to read in Chinese."""

from __future__ import annotations

from flows.reading import DIED, DIES
from reports import in_chinese
from scrapers import detail_words, reason_words, trouble_words

_DEATHS = {
    DIES: "读取程序中断（进程被终止或崩溃），下次巡查再单独读取一次",
    DIED: "每次单独读取都使读取程序中断（进程被终止或崩溃），已搁置",
}


def in_words(step: str, what: str) -> str:
    """``subject: why``, as most steps are told, with the reason in Chinese; what has none, as it came."""
    if step == "trouble":
        return trouble_words(what)
    subject, apart, why = what.partition(": ")
    if not apart:
        return what
    match step:
        case "unreadable":
            return f"{subject}：{_DEATHS.get(why) or in_chinese(why)}"
        case "elsewhere" | "vanished":
            return f"{subject}：{detail_words(why)}"
        case "absence":
            known = "多日完整核对均未列出" if why == "not_listed" else f"未能核实，{reason_words(why)}"
            return f"{subject}：{known}"
    return what
