"""A country in one run: patrolled, read, judged, stored and announced; then the same season again, unchanged."""
