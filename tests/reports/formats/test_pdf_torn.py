"""A PDF that lost or doubled a piece on its way is fetched again, not read as what it was mended to."""

from __future__ import annotations

import random
import zlib

import pytest

from reports.formats.pdf.soundness import is_torn

_WORDS = random.Random(7).randbytes(4_000)


def made(shift: int = 0, before: bytes = b"") -> bytes:
    """A file with one packed stream; its cross-reference stands `shift` from where it says."""
    packed = zlib.compress(_WORDS)
    body = b"%%PDF-1.4\n1 0 obj\n<</Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream\nendobj\n" % (
        len(packed),
        packed,
    )
    return before + body + b"xref\n0 1\ntrailer\n<<>>\nstartxref\n%d\n%%%%EOF\n" % (len(body) + shift)


@pytest.mark.parametrize("at", [900, 2_000, 3_500])
def test_a_piece_lost_or_taken_twice_is_seen(at: int) -> None:
    whole = made()
    assert is_torn(whole[:at] + whole[at + 1 :])
    assert is_torn(whole[:at] + whole[at + 300 :])
    assert is_torn(whole[:at] + whole[at - 300 :])


@pytest.mark.parametrize(
    "sound", [made(), made(before=b"from a mail\n"), made(shift=17), made().replace(b"startxref", b"start")]
)
def test_a_file_whose_streams_are_whole_is_read_whatever_its_table_says(sound: bytes) -> None:
    assert not is_torn(sound)
