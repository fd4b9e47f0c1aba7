"""`python -m web.local run` and `python -m web.local demo-reset`; the Makefile calls them."""

import argparse
import os
import sys

from web.local import supervisor
from web.local.errors import StartError
from web.local.place import Place

COMMANDS = {"run": supervisor.run, "demo-reset": supervisor.reset_demonstration}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m web.local", description="Townlab on this machine.")
    parser.add_argument("command", choices=COMMANDS)
    command = COMMANDS[parser.parse_args().command]
    try:
        return command(Place.from_environment(os.environ))
    except StartError as error:
        print(f"townlab: {error}", file=sys.stderr)
    except OSError as error:
        print(f"townlab: {error.strerror or error}: {error.filename or ''}".rstrip(": "), file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
