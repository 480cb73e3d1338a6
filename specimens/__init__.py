"""A simulated portal town with specimen reports, for the demo, the tests and the benchmarks."""
