from tests.storage.fixtures import database_url, memory, postgres_template, sqlite_template

__all__ = ["database_url", "memory", "postgres_template", "sqlite_template"]
