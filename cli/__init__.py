"""The `nianbao` command: thin. Each command reads its arguments, calls a room, and prints. See contract.md."""

from __future__ import annotations

import errno
import signal
import sys
import traceback
from pathlib import Path
from types import TracebackType

from cli.console import Exit, Interrupted, Stop, complain, prepare_streams, reasons_of
from cli.language import is_choice, language, without_choice

_CRASH_LOG = Path("nianbao-crash.log")


def main() -> None:
    """Entry point. Whatever goes wrong ends in one sentence and an exit code, never in a traceback."""
    sys.excepthook = _last_word
    prepare_streams()
    language()  # chosen before the commands are built
    try:
        try:
            if not is_choice(sys.argv[1:]):
                raise Stop(Exit.USAGE, "--lang is zh or en", "--lang 只能是 zh 或 en")
            from cli.application import application  # noqa: PLC0415  (its help texts are in that language)

            application(args=without_choice(sys.argv[1:]), prog_name="nianbao")
        except KeyboardInterrupt as by_hand:
            raise Interrupted from by_hand
    except Stop as stop:
        if stop.code is Exit.INTERRUPTED:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever presses twice has the same sentence
        complain(stop.english, stop.chinese)
        sys.exit(stop.code)
    except _room_errors() as problem:
        from cli.english import told as both  # noqa: PLC0415  (only a complaint needs the sentences)

        complain(*both(problem))
        sys.exit(Exit.USAGE)
    except _settings_errors() as problem:
        told = _of_a_setting(problem)
        if told is None:
            raise
        complain(*told)
        sys.exit(Exit.USAGE)
    except BrokenPipeError:
        sys.exit(Exit.DONE)
    except OSError as problem:
        complain(*_of_the_system(problem))
        sys.exit(Exit.USAGE)


def _of_the_system(problem: OSError) -> tuple[str, str]:
    if problem.errno == errno.ENOSPC:
        where = problem.filename or "the output"
        return f"{where}: no space left on the disk", f"{problem.filename or '输出'}：磁盘空间已满"
    english, chinese = reasons_of(problem)
    name = problem.filename
    return (f"{name}: {english}", f"{name}：{chinese}") if name else (english, chinese)


def _settings_errors() -> tuple[type[Exception], ...]:
    """What a wrong `NIANBAO_…` variable raises, where settings were read."""
    kinds = {"pydantic": "ValidationError", "pydantic_settings": "SettingsError"}
    return tuple(getattr(sys.modules[name], kind) for name, kind in kinds.items() if name in sys.modules)


def _of_a_setting(problem: Exception) -> tuple[str, str] | None:
    """The variables and what is wrong with each; `None` for a value of any other model: that is a fault of ours."""
    if getattr(problem, "title", "Settings") != "Settings":
        return None
    if not hasattr(problem, "errors"):  # no JSON where JSON must stand
        return f"environment: {problem}", f"环境变量 NIANBAO_…：{problem}"
    wrong = [
        (f"NIANBAO_{''.join(map(str, each['loc'][:1])).upper()}", each["msg"], each["type"])
        for each in problem.errors()
    ]
    english = "; ".join(f"{name}: {message}" for name, message, _ in wrong)
    chinese = "；".join(f"{name}：{_SETTING_WORDS.get(kind, message)}" for name, message, kind in wrong)
    return f"environment: {english}", f"环境变量有误：{chinese}"


_SETTING_WORDS = {
    "int_parsing": "须是整数",
    "float_parsing": "须是数字",
    "bool_parsing": "须是 true 或 false",
    "greater_than": "须大于 0",
    "greater_than_equal": "须不小于 1",
    "datetime_from_date_parsing": "须是日期和时间，如 2025-02-24T09:00:00+08:00",
    "datetime_parsing": "须是日期和时间，如 2025-02-24T09:00:00+08:00",
}
"""Bounds as `Settings` sets them."""


def _room_errors() -> tuple[type[Exception], ...]:
    """The error bases of the rooms that are imported: no other can have been raised. The rooms take seconds to import."""
    bases = {
        "alerts": "AlertsError",
        "flows.clock": "ClockWrong",
        "flows.hands": "HandLost",
        "flows.local_server": "ServerDidNotStart",
        "reports": "ReadingError",
        "rules": "RulesError",
        "scrapers": "PortalInvalid",
        "storage": "StorageError",
    }
    return tuple(getattr(sys.modules[room], name) for room, name in bases.items() if room in sys.modules)


def _last_word(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A fault of ours: one sentence for the user, the traceback into a file for whoever mends it."""
    try:
        _CRASH_LOG.write_text("".join(traceback.format_exception(kind, error, trace)), encoding="utf-8")
        where = f"; details are in {_CRASH_LOG}"
    except OSError:
        where = ""
    complain(
        f"a fault of the program itself ({kind.__name__}: {error}){where}; please report it",
        f"程序自身出错（{kind.__name__}：{error}）{'，详情见 ' + str(_CRASH_LOG) if where else ''}，请反馈给维护人员",
    )
    sys.exit(Exit.FAULT)
