"""A printed report as a scanner leaves it: pictures of pages, askew, shaded, noisy, sealed in red."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import cv2
import numpy as np
import pypdfium2
from PIL import Image as Pillow

from benchmarks.reading.scan_hands import HANDS

Image = Any


def pages_of(pdf: bytes, dpi: int = 200) -> list[Image]:
    """The pages of a PDF as BGR pictures."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [np.ascontiguousarray(page.render(scale=dpi / 72).to_numpy()[:, :, :3]) for page in document]


def askew(image: Image, degrees: float) -> Image:
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return cv2.warpAffine(image, matrix, (width, height), borderValue=(255, 255, 255), flags=cv2.INTER_CUBIC)


def noisy(image: Image, seed: int, strength: float = 12.0) -> Image:
    noise = np.random.default_rng(seed).normal(0, strength, image.shape)
    return np.clip(cv2.GaussianBlur(image, (3, 3), 0.7) + noise, 0, 255).astype(np.uint8)


def shaded(image: Image) -> Image:
    """Darker to the left, as by a book's spine."""
    return np.clip(image * np.linspace(0.78, 1, image.shape[1])[None, :, None], 0, 255).astype(np.uint8)


def sealed(image: Image) -> Image:
    """A round red seal over the middle of the page."""
    height, width = image.shape[:2]
    mask = np.zeros((height, width), np.uint8)
    centre, radius = (int(width * 0.62), int(height * 0.42)), int(width * 0.13)
    cv2.circle(mask, centre, radius, 255, max(width // 130, 2))
    cv2.circle(mask, centre, radius // 3, 255, -1)
    red = np.zeros_like(image)
    red[:] = (60, 50, 220)
    return np.where(mask[..., None] > 0, np.minimum(image, red), image)


def speckled(image: Image, seed: int, share: float = 0.001) -> Image:
    """Dust: dots of one to four pixels, black on the paper and white in the ink."""
    dice = np.random.default_rng(seed)
    dots = (dice.random(image.shape[:2]) < share).astype(np.uint8)
    dots = np.maximum(
        dots,
        cv2.dilate((dice.random(image.shape[:2]) < share / 8).astype(np.uint8), np.ones((2, 2), np.uint8)),
    )
    shade = dice.choice((20, 240), size=image.shape[:2]).astype(np.uint8)
    return np.where(dots[..., None] > 0, shade[..., None], image)


def faint(image: Image) -> Image:
    """Printed with a cartridge that is nearly empty."""
    return np.clip(255 - (255 - image.astype(float)) * 0.45, 0, 255).astype(np.uint8)


def faxed(image: Image) -> Image:
    """Black and white alone, as a fax and CCITT compression leave it."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    return cv2.cvtColor(np.where(grey > 160, 255, 0).astype(np.uint8), cv2.COLOR_GRAY2BGR)


def photographed(image: Image, seed: int) -> Image:
    """By hand: the light falls from one corner, the far edge is a little smaller."""
    height, width = image.shape[:2]
    near = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    far = near + np.array([(12, 6), (-9, 4), (0, 0), (4, -3)], np.float32)
    bent = cv2.warpPerspective(
        image, cv2.getPerspectiveTransform(near, far), (width, height), borderValue=(255, 255, 255)
    )
    light = np.linspace(0.7, 1, height)[:, None] * np.linspace(0.85, 1, width)[None, :]
    return noisy(np.clip(bent * light[..., None], 0, 255).astype(np.uint8), seed, 6.0)


def compressed(image: Image, quality: int = 60) -> Image:
    return cv2.imdecode(cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_COLOR)


def _by_hand(done: Callable[[Image, Any], Image]) -> Callable[[Image, int], Image]:
    return lambda image, seed: done(image, np.random.default_rng(seed))


DAMAGE: dict[str, Callable[[Image, int], Image]] = {
    "clean": lambda image, seed: image,
    "compressed": lambda image, seed: compressed(image, 45),
    "askew": lambda image, seed: askew(image, 0.9),
    "speckled": lambda image, seed: compressed(speckled(askew(image, 0.5), seed), 75),
    "sealed": lambda image, seed: sealed(image),
    "office": lambda image, seed: compressed(noisy(shaded(askew(image, -0.6)), seed, 8.0), 70),
    "faint": lambda image, seed: compressed(noisy(faint(image), seed, 5.0), 75),
    "fax": lambda image, seed: faxed(askew(image, 0.4)),
    "photographed": lambda image, seed: compressed(photographed(image, seed), 80),
    "bad": lambda image, seed: compressed(noisy(askew(image, 1.6), seed, 14.0), 45),
    **{name: _by_hand(done) for name, done in HANDS.items()},
}


def as_png(image: Image) -> bytes:
    return bytes(cv2.imencode(".png", image)[1].tobytes())


def as_pdf(images: Sequence[Image], dpi: int = 200) -> bytes:
    """A PDF of nothing but pictures, one a page, as a scanner writes it."""
    with pypdfium2.PdfDocument.new() as document:
        for image in images:
            height, width = image.shape[:2]
            page = document.new_page(width * 72 / dpi, height * 72 / dpi)
            bitmap = pypdfium2.PdfBitmap.from_pil(_pil(image))
            picture = pypdfium2.PdfImage.new(document)
            picture.set_bitmap(bitmap)
            picture.set_matrix(pypdfium2.PdfMatrix().scale(width * 72 / dpi, height * 72 / dpi))
            page.insert_obj(picture)
            page.gen_content()
        stream = io.BytesIO()
        document.save(stream)
        return stream.getvalue()


def _pil(image: Image) -> Any:
    return Pillow.fromarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB))


def render(pdf: bytes, damage: str = "clean", seed: int = 0, dpi: int = 200) -> bytes:
    """A scan of a printed report: `pdf` is its print, `damage` one of `DAMAGE`."""
    return as_pdf([DAMAGE[damage](page, seed) for page in pages_of(pdf, dpi)], dpi)
