"""Build `reports/identity/divisions.gz` from the national division codes. Run by hand, when the codes are renewed.

    python tools/build_divisions.py FOLDER_OF_CSV

The folder holds provinces.csv, cities.csv, areas.csv and streets.csv (code, name, …parents). Needs `pypinyin` (MIT) at
build time only: the spelling of a region's name in its web address is the only use made of it.

Format of the result (gzip, UTF-8, one line each, in code order):

    P 110000 北京市 beijing          province, city (C) and county (A) with every spelling of the name without its suffix
    001东华门街道                    a township-level unit under the last county: three digits and the name
"""

from __future__ import annotations

import csv
import gzip
import itertools
import re
import sys
from pathlib import Path

from pypinyin import Style, lazy_pinyin, pinyin

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from reports.identity.names import stem  # noqa: E402 - the checkout is not installed where pypinyin is

TARGET = ROOT / "reports" / "identity" / "divisions.gz"
NO_REGION = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
"""Rows of the city file that group counties and are no region themselves."""
SPELLINGS = 6
"""At most this many readings of one name are kept (characters with several readings)."""


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def spellings(name: str) -> list[str]:
    """Every plausible spelling, the likeliest first: 洪洞 is hongdong to a dictionary and hongtong to its county."""
    likeliest = [reading.replace("ü", "v") for reading in lazy_pinyin(stem(name))]
    readings = [
        list(dict.fromkeys([first, *(r.replace("ü", "v") for r in others)]))[:3]
        for first, others in zip(
            likeliest, pinyin(stem(name), style=Style.NORMAL, heteronym=True), strict=True
        )
    ]
    combined = ["-".join(parts) for parts in itertools.islice(itertools.product(*readings), SPELLINGS)]
    return [spelling for spelling in combined if re.fullmatch(r"[a-z-]+", spelling)]


def lines(folder: Path) -> list[str]:
    regions = [("P", row["code"] + "0000", row["name"]) for row in rows(folder, "provinces.csv")]
    regions += [
        ("C", row["code"] + "00", row["name"])
        for row in rows(folder, "cities.csv")
        if row["name"] not in NO_REGION
    ]
    cities = {code for _, code, _ in regions}
    regions += [
        ("A", row["code"], row["name"]) for row in rows(folder, "areas.csv") if row["code"] not in cities
    ]
    streets: dict[str, list[str]] = {}
    for row in rows(folder, "streets.csv"):
        streets.setdefault(row["areaCode"], []).append(row["code"][6:] + row["name"])
    made = []
    for kind, code, name in sorted(regions, key=lambda region: region[1]):
        made.append(" ".join([kind, code, name, *spellings(name)]))
        made += sorted(streets.pop(code, []))
    if streets:
        raise SystemExit(f"streets of unknown counties: {sorted(streets)[:5]}")
    return made


def main() -> None:
    made = lines(Path(sys.argv[1]))
    with (
        TARGET.open("wb") as raw,
        gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=9, mtime=0, filename="") as file,
    ):
        file.write("\n".join(made).encode("utf-8"))
    print(f"{TARGET.name}: {len(made)} divisions, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
