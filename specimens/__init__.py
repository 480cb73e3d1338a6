"""A simulated portal town with specimen reports, for the demo, the tests and the benchmarks."""

from specimens.server import Server
from specimens.town import Town
from specimens.truth import ExpectedFinding, ExpectedReport, Truth

__all__ = ["ExpectedFinding", "ExpectedReport", "Server", "Town", "Truth"]
