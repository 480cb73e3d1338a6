"""What the rooms say in Chinese of a wrong file (rules, waivers, portals, rosters, offices), for whoever reads English."""

from cli.english.problems import problem_line, told
from cli.english.sentences import in_english

__all__ = ["in_english", "problem_line", "told"]
