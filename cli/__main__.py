"""`python -m cli` is the `nianbao` command."""

from cli import main

main()
