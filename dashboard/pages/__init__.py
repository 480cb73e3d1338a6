"""One module a kind of page. They ask the shelf, arrange, and render; nothing else."""
