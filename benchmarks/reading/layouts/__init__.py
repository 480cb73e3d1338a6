"""How well a reader reads annual reports: a labelled corpus that grows from seeds, and a scorer for any reader.

`printed` holds a report with known cells as it is laid out on paper; `figures` makes one from a seed; `webpages` and
`flattened` publish it in the forms that portals and archives use, with seeded damage; `scoring` counts what a reader made
of it. Run ``python -m benchmarks.layouts``.
"""
