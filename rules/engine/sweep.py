"""All rules of a plan asked at once: one function that says of each whether it simply holds.

Nearly every rule holds for nearly every report. Such a rule has a verdict made beforehand, so it is only asked here, by
plain comparisons over the slots; what it says of each member is worked out (`judging`) only where it does not hold.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set

from rules.engine.compiled import NOT_APPLICABLE, Compiled, function
from rules.engine.compiler import Slots
from rules.engine.unknown import Undecided


class TouchedError(Exception):
    """A rule looked at the record it is given."""


class _Untouched:
    """Stands for any record: what a rule says without looking at it, it says of every record."""

    def __getattribute__(self, name: str) -> object:
        raise TouchedError


Sweep = Callable[[Sequence[object], Sequence[object]], Sequence[object]]
"""Of the slots and, for each rule, whether it is asked (`True`): for each rule `True` where it holds as a whole,
`NOT_APPLICABLE` where it is about nothing here, what it says of each record of a report's list (a list), anything else
where it has to be worked out."""
PART = 8
"""Rules of one function."""
OFTEN = 6
"""A slot read so many times is taken out of the list once."""
LONG = ("句子",)
"""Lists with so many records that most rules are better asked without one."""
_SLOT = re.compile(r"\bs\[(\d+)\]")


def _together(values: Sequence[object]) -> object:
    """What a rule that reports once says of all its members: it holds, it is about none of them, or `None`."""
    said: object = NOT_APPLICABLE
    for value in values:
        if value is True:
            said = True
        elif value is not NOT_APPLICABLE:
            return None
    return said


_NAMES = {
    "looked": TouchedError,
    "nothing": NOT_APPLICABLE,
    "together": _together,
    "undecided": Undecided,
    "untouched": _Untouched(),
}


def sweep_of(rules: Sequence[Compiled], slots: Slots) -> Sweep:
    """The function for `rules`, which were compiled over the same `slots`.

    It asks them some at a time: where a rule looks at a record it raises, and Python finds its way out of a function in
    time that grows with the function (81 rules in one cost 6 ms a report of the country run, in eights nothing that shows).
    """
    parts = [_part(rules, start, slots) for start in range(0, len(rules), PART)]

    def sweep(values: Sequence[object], asked: Sequence[object]) -> Sequence[object]:
        said: list[object] = []
        for part in parts:
            said += part(values, asked)
        return said

    return sweep


def _part(rules: Sequence[Compiled], start: int, slots: Slots) -> Sweep:
    body: list[str] = []
    some = rules[start : start + PART]
    results = [f"r{index}" for index in range(start, start + len(some))]
    for index, compiled in enumerate(some, start):
        body.append(f"    r{index} = None")
        body.append(f"    if asked[{index}] is True:")
        body += ["    " + line for line in _asked(compiled, f"r{index}")]
    used = Counter(int(slot) for line in body for slot in _SLOT.findall(line))
    often = {slot for slot, times in used.items() if times >= OFTEN}
    own = [f"    s{slot} = s[{slot}]" for slot in sorted(often)]
    body = [*own, *(_SLOT.sub(lambda found: _local(found, often), line) for line in body)]
    body.append(f"    return ({''.join(result + ',' for result in results)})")
    return function("sweep", ["s", "asked"], body, {**slots.names, **_NAMES})


def _local(found: re.Match[str], often: Set[int]) -> str:
    return f"s{found[1]}" if int(found[1]) in often else found[0]


def _asked(compiled: Compiled, result: str) -> Iterator[str]:
    """Lines that put into `result` what a rule says."""
    if compiled.over is None:
        yield from compiled.lines
        yield from _of_members(compiled, result)
        return
    yield f"    if not isinstance(s[{compiled.over}], undecided):"
    yield from ("    " + line for line in compiled.prelude)
    yield from ("    " + line for line in _of_records(compiled, result))


def _of_records(compiled: Compiled, result: str) -> Iterator[str]:
    """The same for a rule over a list of the report: of a long one, first whether it has to look at a record at all."""
    records, source = f"s[{compiled.over}]", compiled.checks[0].source
    each = [
        "    each = []",
        f"    for e in {records}:",
        *("    " + line for line in compiled.lines),
        f"        one = {source}",
        "        each.append(one)",
        f"        if one is True: {result} = True if {result} is nothing else {result}",
        f"        elif one is not nothing: {result} = each",
    ]
    yield f"    {result} = nothing if {records} else True"
    if compiled.record is None or compiled.record.name not in LONG:
        yield from each
        return
    yield "    try:"
    yield "        e = untouched"
    yield from ("    " + line for line in compiled.lines)
    yield f"        {result} = {source}"
    yield f"        if {result} is nothing and not {records}: {result} = True"
    yield f"        elif {result} is not True and {result} is not nothing: {result} = [{result}] * len({records})"
    yield "    except looked:"
    yield from ("    " + line for line in [f"    {result} = nothing", *each])


def _of_members(compiled: Compiled, result: str) -> Iterator[str]:
    """The same for a rule over members of the form (or over none): it holds where it holds for all of them."""
    checks = compiled.checks
    sources = [one.source for one in checks]
    whens = {one.when for one in checks}
    once = compiled.rule.text.report == "once"
    if not checks:
        yield f"    {result} = {'nothing' if once and compiled.rule.text.when is not None else 'True'}"
    elif whens == {""} or len(checks) == 1:
        yield f"    {result} = {_all_of(sources)}"
    elif len(whens) == 1:
        yield f"    {result} = {checks[0].when}"
        yield f"    if {result} is True: {result} = {_all_of([one.claim for one in checks])}"
        yield f"    elif {result} is False: {result} = nothing"
    elif once:
        yield f"    {result} = together(({''.join(source + ',' for source in sources)}))"
    else:
        none = " and ".join(f"{source} is nothing" for source in sources)
        yield f"    {result} = {_all_of(sources)}"
        yield f"    if {result} is False and {none}: {result} = nothing"


def _all_of(sources: Sequence[str]) -> str:
    """One member speaks for itself; several only together, where all of them hold."""
    if len(sources) == 1:
        return sources[0]
    return " and ".join(f"{source} is True" for source in sources) or "True"
