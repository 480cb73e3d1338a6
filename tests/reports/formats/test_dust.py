"""Dust on a scan: specks are taken off, and never what may be a decimal point, a stroke or a ruling."""

from __future__ import annotations

from typing import Any

import pytest

cv2 = pytest.importorskip("cv2", reason="the extra ocr is not installed: pip install -e '.[ocr]'")
np = pytest.importorskip("numpy", reason="the extra ocr is not installed: pip install -e '.[ocr]'")
POINTS = 72 / 200


def _paper(height: int = 200, width: int = 300) -> Any:
    return np.full((height, width), 245, np.uint8)


def test_a_speck_alone_goes_and_a_decimal_point_stays() -> None:
    from reports.formats.scan.dust import cleaned, without_dust

    page = _paper()
    page[80:104, 50:62] = page[80:104, 74:86] = 20  # two figures
    page[101:104, 66:69] = 20  # the point between them
    page[40:42, 200:202] = page[150, 100:103] = 20  # dust
    made = without_dust(page, POINTS)
    assert (made[40:42, 200:202] > 200).all()
    assert (made[150, 100:103] > 200).all()
    assert (made[78:106, 48:88] == page[78:106, 48:88]).all()
    line = page[80:104, 50:86].copy()
    line[2:4, 16:18] = 20  # a speck above the line's foot
    line[10, 5] = 245  # and one of paper in the ink
    tidy = cleaned(line)[3:-3, 3:-3]
    assert (tidy[2:4, 16:18] > 200).all()
    assert tidy[10, 5] < 60
    assert (tidy[21:24, 16:19] < 60).all()


def test_a_pair_of_specks_below_a_figure_is_no_second_line() -> None:
    from reports.formats.scan.ink import _without_strays

    figure, point, dust, dash = (
        [50, 80, 14, 23, 200],
        [66, 100, 3, 3, 9],
        [70, 200, 2, 7, 10],
        [90, 92, 8, 2, 16],
    )
    assert _without_strays([figure, point, dust, dash]) == [figure, point, dash]
    assert _without_strays([[50, 80, 20, 2, 40]]) == [[50, 80, 20, 2, 40]]
    assert _without_strays([]) == []
