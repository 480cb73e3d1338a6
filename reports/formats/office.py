"""Word's and WPS's old binaries → docx, by LibreOffice in a batch: no network, a throwaway profile, a time limit.

LibreOffice fetches remote pictures while it converts, so it runs in an empty network namespace where the system lets
us, and in any case with a profile that blocks links, macros and every proxy but a dead one.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from reports.document import Document, MediaType, Place
from reports.errors import Damaged, NotReadable, ReadingError
from reports.formats import limits
from reports.formats.docx import load_docx
from reports.formats.docx_fields import KEPT

_OLE = b"\xd0\xcf\x11\xe0"
_WORKED_OUT = re.compile(
    rb"(\\fldinst(?>(?:\s|[{}]|\\\*|\\[a-z]{1,20}-?[0-9]{0,9} ?){0,20}))(=|EQ\b)", re.IGNORECASE
)
"""Fields of rich text whose stored result LibreOffice throws away: formulas, which it works out without their table."""
_OBJECT = re.compile(b"_\0" + b"[0-9]\0" * 9)
"""Begins the name of an embedded object's storage ([MS-DOC] 2.1.13)."""
_SECONDS_MORE = 4.0
"""For each further file of a batch."""
_DATA_BYTES = 1536 * limits.MEBIBYTE
_ITEM = '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
_SETTINGS = (
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def load_doc(data: bytes, name: str) -> Document:
    """Read a `.doc` or `.wps`. Raises `NotReadable` without LibreOffice, `Damaged` or `TooMuch`."""
    (read,) = load_docs([(data, name)])
    if isinstance(read, ReadingError):
        raise read
    return read


def load_rtf(data: bytes, name: str) -> Document:
    """Read a rich text file. Raises `NotReadable` without LibreOffice, `Damaged` or `TooMuch`."""
    kept = _WORKED_OUT.sub(rf"\1 {KEPT} \2".encode(), data)
    (converted,) = convert([(kept, name)], ".rtf", "docx", infilter="Rich Text Format")
    if isinstance(converted, ReadingError):
        raise converted
    return _as(MediaType.RTF, load_docx(converted, name))


def load_docs(files: Sequence[tuple[bytes, str]]) -> list[Document | ReadingError]:
    """Read a batch of `(bytes, name)` with one start of LibreOffice; each result or its error, in order."""
    read: list[Document | ReadingError] = []
    whole = [file for file in files if _is_word(file[0])]
    made = iter(convert(whole, ".doc", "docx", infilter="MS Word 97"))
    for data, name in files:
        converted = next(made) if _is_word(data) else _no_word(name)
        if isinstance(converted, ReadingError):
            read.append(converted)
            continue
        try:
            document = load_docx(converted, name)
        except ReadingError as error:
            read.append(error)
        else:
            is_wps = name.lower().endswith((".wps", ".wpt"))
            unread = (*document.unread, *([Place()] if _holds_objects(data) else []))
            read.append(_as(MediaType.WPS if is_wps else MediaType.DOC, replace(document, unread=unread)))
    return read


def _as(kind: MediaType, document: Document) -> Document:
    return replace(document, media_type=kind, notes=(*document.notes, "converted by LibreOffice"))


def _is_word(data: bytes) -> bool:
    """Whether a Word binary is inside. LibreOffice would take anything else for text and make up a document of it."""
    return not data.startswith(_OLE) or "WordDocument".encode("utf-16-le") in data


def _holds_objects(data: bytes) -> bool:
    """Whether embedded objects are in it (a sheet, an equation), of which a conversion keeps at most a picture."""
    return _OBJECT.search(data) is not None


def _no_word(name: str) -> Damaged:
    return Damaged(
        f"{name}: there is no Word document in it; fetch it again or publish it as docx",
        f"{name}：文件内没有Word文档（可能已损坏），请重新下载或改用docx格式公开",
    )


def convert(
    files: Sequence[tuple[bytes, str]], suffix: str, to: str, infilter: str | None = None
) -> list[bytes | ReadingError]:
    """Convert each file of kind `suffix` to kind `to`; what a batch leaves undone is tried once more alone.

    `infilter` names LibreOffice's import filter, where it must not guess.
    """
    if not files:
        return []
    soffice = find_soffice()
    if soffice is None:
        return [_absent(name) for _, name in files]
    kinds = [f"--infilter={infilter}"] if infilter else []
    kinds += ["--convert-to", to]
    made = _convert_batch(soffice, [data for data, _ in files], suffix, kinds)
    results: list[bytes | ReadingError] = []
    for (data, name), result in zip(files, made, strict=True):
        again = (
            _convert_batch(soffice, [data], suffix, kinds)[0] if result is None and len(files) > 1 else result
        )
        if again is None:
            results.append(_failed(name))
        else:
            results.append(again)
    return results


def find_soffice() -> str | None:
    """LibreOffice's command, when it is installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def _convert_batch(soffice: str, files: Sequence[bytes], suffix: str, kinds: list[str]) -> list[bytes | None]:
    with tempfile.TemporaryDirectory(prefix="nianbao-office-") as folder:
        root = Path(folder)
        profile, inside, outside = root / "profile", root / "in", root / "out"
        for path in (profile / "user", inside, outside):
            path.mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_profile(), encoding="utf-8")
        sources = []
        for number, data in enumerate(files):
            source = inside / f"{number:05}{suffix}"
            source.write_bytes(data)
            sources.append(source)
        options = [
            "--headless",
            "--norestore",
            "--nologo",
            "--nodefault",
            "--nolockcheck",
            "--nofirststartwizard",
        ]
        command = [*_confined(), soffice, *options, f"-env:UserInstallation={profile.as_uri()}"]
        command += [*kinds, "--outdir", str(outside), *map(str, sources)]
        _run(command, root, limits.OFFICE_SECONDS + _SECONDS_MORE * (len(files) - 1))
        return [_result(outside / f"{source.stem}.{kinds[-1].partition(':')[0]}") for source in sources]


def _result(path: Path) -> bytes | None:
    if not path.is_file() or not 0 < path.stat().st_size <= limits.FILE_BYTES:
        return None
    return path.read_bytes()


def _run(command: list[str], home: Path, seconds: float) -> None:
    """Run to the end or to the limit; its whole process group is gone afterwards."""
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "TMPDIR": str(home),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
    }
    process = subprocess.Popen(  # noqa: S603  # LibreOffice by its path, our own arguments
        command,
        env=environment,
        cwd=home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        pass  # what is not there afterwards is reported as not converted
    finally:
        _end_group(process)


def _end_group(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    finally:
        process.wait()


@cache
def _confined() -> tuple[str, ...]:
    """The prefix that takes away the network and caps memory, as far as this system has the tools and lets us."""
    prefix: tuple[str, ...] = ()
    unshare, prlimit = shutil.which("unshare"), shutil.which("prlimit")
    if unshare:
        for options in (("--net",), ("--map-root-user", "--net")):
            tried = subprocess.run([unshare, *options, "true"], capture_output=True, check=False)  # noqa: S603  # by its path, our own options
            if tried.returncode == 0:
                prefix = (unshare, *options)
                break
    if prlimit:
        prefix += (prlimit, f"--data={_DATA_BYTES}", f"--fsize={limits.UNPACKED_BYTES}", "--core=0")
    return prefix


def _profile() -> str:
    items = "".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>"
    )


def _absent(name: str) -> NotReadable:
    return NotReadable(
        f"{name}: reading old Word and WPS files needs LibreOffice; install libreoffice-writer-nogui, or publish it as docx",
        f"{name}：读取旧版Word或WPS文件需要LibreOffice，请安装libreoffice-writer-nogui，或改用docx格式公开",
    )


def _failed(name: str) -> ReadingError:
    return Damaged(
        f"{name}: LibreOffice could not open it (damaged, encrypted, or beyond the time limit); publish it as docx",
        f"{name}：LibreOffice无法打开该文件（已损坏、已加密或处理超时），请改用docx格式公开",
    )
