"""What stands around a name and may tell which of several places it means: the report's words, the portal, the address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from reports.identity.divisions import divisions, is_within, level_of
from reports.identity.hosts import Agreement, agreement, choose, region_spelled
from reports.model import AgencyLevel


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All of it optional. `portal` is the six-digit division a portal is described with; `mentions(name)` says whether
    the report's own words name a region; `url` is weak and asked last."""

    url: str | None = None
    portal: str | None = None
    mentions: Callable[[str], bool] | None = None

    def county(self) -> str | None:
        """The one county whose site this is: the portal's, else the only one in the country that the address spells."""
        code = self.portal if self.portal is not None else region_spelled(self.url)
        return code if code is not None and level_of(code) is AgencyLevel.COUNTY else None

    def region(self) -> str | None:
        """The same, of any level."""
        return self.portal if self.portal is not None else region_spelled(self.url)

    def choose(self, codes: tuple[str, ...]) -> tuple[str | None, str]:
        """The one of several regions of the same name that is meant, and why; `None` when nothing settles it."""
        inside = [code for code in codes if self.portal is not None and is_within(code, self.portal)]
        if len(inside) == 1:
            return inside[0], "of several regions of that name, the one within the portal's own"
        codes = tuple(inside) or codes
        by_text = self._mentioned(codes)
        if by_text:
            return by_text, "of several regions of that name, the one whose county or city the report names"
        by_address = choose(codes, self.url)
        if by_address:
            return by_address, "of several regions of that name, the one the address spells"
        return None, f"{len(codes)} regions have that name"

    def contradicts(self, code: str) -> bool:
        """Whether this is surely the site of a county that the region is not in: a town of that name may be new here."""
        county = self.county()
        return county is not None and not is_within(code, county)

    def supports(self, code: str) -> bool:
        """Whether portal or address agree that the region is meant, so that its superiors may be put before its name."""
        if self.portal is not None and is_within(code, self.portal):
            return True
        return agreement(code, self.url) >= Agreement.CITY

    def _mentioned(self, codes: tuple[str, ...]) -> str | None:
        """The only candidate whose county the report's words name; failing any, the only one whose city they name."""
        if self.mentions is None:
            return None
        for names in _names_above(codes):
            named_above = [code for code, name in names if self.mentions(name)]
            if named_above:
                return named_above[0] if len(named_above) == 1 else None
        return None


@lru_cache(maxsize=512)
def _names_above(codes: tuple[str, ...]) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Each code with the name of the county above it; each with that of the city, where one is between."""
    table = divisions()
    above = [(code, list(table.ancestors(code))) for code in codes]
    return tuple(
        tuple(
            (code, table.names[found[depth]])
            for code, found in above
            if depth < len(found) and not found[depth].endswith("0000") and found[depth] in table.names
        )
        for depth in range(2)
    )


NOWHERE = Surroundings()
