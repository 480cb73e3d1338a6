"""PDF with text → `Document`, through PDFium's glyphs and our own grid of ruling lines."""

from reports.formats.pdf.reader import load_pdf

__all__ = ["load_pdf"]
