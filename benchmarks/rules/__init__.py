"""What judging costs: our engine beside other expression engines and hand-written Python, on the same checks."""
