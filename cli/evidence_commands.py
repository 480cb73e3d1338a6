"""`nianbao evidence …`: proving what was seen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from cli import environment
from cli.console import Exit, Stop, err, out
from cli.database_commands import opened
from cli.language import say
from scrapers import Archive

evidence_commands = typer.Typer(help=say("The evidence archive.", "证据档案。"), no_args_is_help=True)

_FAULTS = {
    "changed": "内容与写入时不同",
    "missing": "已不在",
    "unchained": "不在存证链上（写入时中断，或后来放入）",
    "broken_chain": "存证链断裂",
}


def _require_all(archive: Archive) -> None:
    """What the database points to lies in the archive: an empty or another folder is as it was written, too."""
    with opened() as memory:
        lost = sorted(archive.lacks(memory.evidence()))
    if lost:
        raise Stop(
            Exit.FINDINGS,
            f"{len(lost)} bodies that the database points to are not in {archive.folder}: kept by another machine, in another "
            f"folder, or lost (sha256 {lost[0]} …)",
            f"数据库提到的证据有{len(lost)}份不在 {archive.folder} 里：存在另一台机器上，目录放错了，或者已经丢失（如 sha256 {lost[0]}）",
        )


@evidence_commands.command(
    name="verify", help=say("Check that no evidence was altered.", "核对证据是否被改动。")
)
def verify_evidence(
    folder: Annotated[Path | None, typer.Argument(metavar="[FOLDER]")] = None,
) -> None:
    kept = folder or environment.settings().evidence
    if not kept.is_dir():
        raise Stop(Exit.USAGE, f"there is no evidence folder {kept}", f"没有存证目录 {kept}")
    archive = Archive(kept)
    faults = archive.verify()
    for fault in faults:
        told = json.dumps({"file": fault.file, "kind": fault.kind, "detail": fault.detail})
        err.print(say(told, f"{fault.file}：{_FAULTS[fault.kind]}"), markup=False, soft_wrap=True)
    if faults:
        raise Stop(
            Exit.FINDINGS,
            f"{len(faults)} pieces of evidence are not as they were written",
            f"有{len(faults)}处证据与写入时不符",
        )
    if folder is None:
        _require_all(archive)
    out.print(say("all evidence is as it was written", "证据与写入时一致"))
