"""What is said of a report that is not there, taken back as soon as it can no longer be vouched for.

A claim rests on two days on which the place was read whole while its city could be reached. When that ground is gone (the
rest of the city turns out to have failed on one of them), when the site can be seen no more, or when the place has changed,
the claim is withdrawn: never sent where no message tells of it yet, rectified as "we could not check" where one does.
A new one needs a new proof, of days after that.
"""

from __future__ import annotations

from collections.abc import Sequence

from flows.progress import Counts, tell
from flows.workplace import Workplace
from scrapers import Absence, Portal, Presence, reason_words
from storage import Cause, Claim

NOT_OWED = "名册调整后，该单位不在此门户公布年报，原判断撤销。"


def check_claims(work: Workplace, portal: Portal, presences: Sequence[Absence]) -> Counts:
    """Take back every claim of the portal that what is known today no longer carries."""
    counts = Counts()
    standing = work.memory.open_claims(portal.id)
    if not standing:
        return counts
    words = {(one.agency, one.year): one for one in presences}
    for claim in standing:
        ending = _ending(words.get((claim.agency, claim.year)), claim)
        if ending is not None and work.memory.take_back(claim.number, *ending, work.now()):
            tell("withdrawn", f"{claim.number} {portal.id} {claim.agency} {claim.year}: {ending[1]}")
            counts += Counts(withdrawn=1)
    return counts


def _ending(now: Absence | None, claim: Claim) -> tuple[Cause, str] | None:
    if now is None or now.presence is Presence.NOT_EXPECTED:
        return Cause.SCOPE, NOT_OWED
    reason = now.ends_claim(told=claim.told)
    if reason is None:
        return None
    return Cause.UNSEEN, f"未能核实：{reason_words(reason)}。原先“未找到”的判断不再成立，重新核实后另行告知。"


def neighbours(work: Workplace, portals: Sequence[Portal]) -> list[Portal]:
    """The other portals of the same cities about whose agencies a claim stands: what befell the city today concerns them."""
    cities = {portal.division[:4] for portal in portals}
    mine = {portal.id for portal in portals}
    return [
        other
        for id, other in sorted(work.portals.items())
        if id not in mine and other.division[:4] in cities and work.memory.open_claims(id)
    ]
