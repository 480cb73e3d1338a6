"""Affine maps of the plane, as page descriptions write them, and boxes around points."""

from __future__ import annotations

from collections.abc import Sequence

from reports.formats.pdf.content import Rectangle

Matrix = tuple[float, float, float, float, float, float]
"""(a, b, c, d, e, f): x' = ax + cy + e, y' = bx + dy + f."""
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """What first `inner` and then `outer` do."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def around(points: Sequence[tuple[float, float]]) -> Rectangle:
    """The box around points: (least x, least y, greatest x, greatest y)."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
