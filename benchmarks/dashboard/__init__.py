"""The pages over a country's four years: how long each takes, and that no query reads a large table through."""
