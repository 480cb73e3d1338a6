"""The roster as its keeper meets it: what is imported, and what of it cannot be checked."""

from __future__ import annotations

from pathlib import Path

from tests.cli.test_contract import nianbao


def test_the_roster_says_of_every_agency_whether_a_portal_is_known_for_it(tmp_path: Path) -> None:
    place = {"NIANBAO_VAR": str(tmp_path), "LC_ALL": "zh_CN.UTF-8"}
    done = nianbao("agencies", "import", "--national", "--division", "620423", **place)
    assert done.returncode == 0
    said = done.stdout.decode()
    assert "新增12家" in said and "名录中有12家单位无法核实：没有已知的门户网站" in said
    listed = nianbao("agencies", "list", "--division", "620423", **place).stdout.decode().splitlines()
    assert len(listed) == 12 and all(line.endswith("没有已知的门户网站") for line in listed)
    assert listed[0].startswith("620423 景泰县人民政府")


def test_an_import_of_nothing_is_refused_with_what_to_give(tmp_path: Path) -> None:
    done = nianbao("agencies", "import", NIANBAO_VAR=str(tmp_path))
    assert done.returncode == 2 and b"--national" in done.stderr
