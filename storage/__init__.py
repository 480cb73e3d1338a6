"""What was captured, read, judged and announced: SQLAlchemy tables, migrations, queries."""
