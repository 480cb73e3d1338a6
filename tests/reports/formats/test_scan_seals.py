"""A seal upon figures is no pen that struck them out; a pen is, wherever a seal lies. No OCR."""

from __future__ import annotations

import pytest

cv2 = pytest.importorskip("cv2", reason="the extra ocr is not installed: pip install -e '.[ocr]'")
np = pytest.importorskip("numpy", reason="the extra ocr is not installed: pip install -e '.[ocr]'")
POINTS = 72 / 200


def test_the_ring_of_a_seal_strikes_nothing_out_and_a_pen_beside_it_does() -> None:
    from reports.formats.scan.figures import is_struck
    from reports.formats.scan.images import Page
    from reports.formats.scan.seals import without_seals

    printed = np.full((600, 900), 250, np.uint8)
    for left in (200, 600):
        cv2.putText(printed, "636", (left, 300), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 20, 2)
    everything = printed.copy()
    cv2.circle(everything, (230, 460), 170, 120, 6)  # its upper arc runs through the first figure
    cv2.line(everything, (595, 288), (665, 288), 120, 4)
    page = Page(np.minimum(printed, 250), np.minimum(everything, printed), POINTS)
    inked = without_seals(page)
    first, second = (198, 275, 262, 303), (598, 275, 662, 303)
    cells = (150, 265, 400, 315), (550, 265, 800, 315)
    assert not is_struck(page.print, first, cells[0], POINTS)
    assert is_struck(page.all, first, cells[0], POINTS)
    assert not is_struck(inked, first, cells[0], POINTS)
    assert is_struck(inked, second, cells[1], POINTS)
