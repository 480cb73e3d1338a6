"""The scenarios of portals.md §"Simulator scenarios", and a trial of any patrol against them.

``python -m specimens.scenarios`` prints them; ``--patrol module:function`` runs that patrol and prints what came of it.
"""

from collections.abc import Callable
from pathlib import Path

from specimens.scenarios import changes, contents, files, further, guards, lists, odd, pagers, shapes, ways
from specimens.scenarios.trial import Result, attempt
from specimens.scenarios.values import Expected, Found, Met, Outcome, Patrol, Scenario, Task, differences

SCENARIOS: dict[int, Callable[[Path], Scenario]] = {
    1: pagers.trs_pagers,
    2: pagers.vsb_grows,
    3: lists.hanweb,
    4: lists.jpaas,
    5: lists.gkmlpt,
    6: lists.ucap,
    7: pagers.anhui,
    8: pagers.own_columns,
    9: shapes.shapes,
    10: guards.challenges,
    11: contents.charsets,
    12: guards.soft_errors,
    13: guards.transports,
    14: changes.city_failure,
    15: contents.look_alikes,
    16: contents.dates,
    17: guards.robots,
    18: guards.manners,
    19: contents.twins_and_strangers,
    20: changes.moved_column,
    21: guards.hostile,
    22: further.dialects,
    23: further.discovery,
    24: further.bad_days,
    25: further.lives,
    26: further.encoded_pager,
    27: further.unknown_pagers,
    28: files.files,
    29: ways.ways,
    30: ways.stuck,
    31: odd.odd,
}
"""Makers of scenarios by number; each takes a folder for what it must put on disk (certificates)."""

__all__ = [
    "SCENARIOS",
    "Expected",
    "Found",
    "Met",
    "Outcome",
    "Patrol",
    "Result",
    "Scenario",
    "Task",
    "attempt",
    "differences",
]
