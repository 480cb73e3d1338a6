"""The rules: YAML that officials edit (`statutory/`, `provincial/`) and the engine that judges by it."""
