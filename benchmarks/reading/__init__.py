"""How well reports are read: a labelled corpus that grows from seeds, and a scorer that any reader can be run against.

`figures` draws a report with known cells, `render_*` publish it in the forms that portals and archives use, `damage`
hurts it, `scoring` counts what a reader made of it. Nothing here uses our reader but `readers`. Run
``python -m benchmarks.reading``.
"""
