"""Scans and pictures → `Document`: an offline OCR on the grid of ruling lines. Needs the extra ``ocr``.

A number is believed only where two readings of it agree; where they do not, the cell says what it may hold.
"""
