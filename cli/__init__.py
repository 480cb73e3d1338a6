"""The `nianbao` command."""


def main() -> None:
    raise SystemExit(2)
