"""The `c360` command: one word a job."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from c360.core.errors import C360Error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="c360", description="Customer 360")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("demo", help="run the whole product (c360 demo --help)", add_help=False)
    load = commands.add_parser("load", help="load one business day from the warehouse")
    load.add_argument("--as-of", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
    load.add_argument("--restate", action="store_true", help="replace a published day")
    mapping = commands.add_parser("mapping", help="a bank's mapping")
    mapping.add_argument("action", choices=["check"])
    commands.add_parser("worker", help="run the schedule and the audit's sealer")
    commands.add_parser("migrate", help="make or update the tables that users write")
    audit = commands.add_parser("audit", help="the sealed audit: export, head, verify")
    audit.add_argument("action", choices=["export", "head", "verify"])
    audit.add_argument("file", nargs="?", type=Path, help="what export writes")
    privacy = commands.add_parser("privacy", help="forget a customer; says first what would go")
    privacy.add_argument("action", choices=["forget"])
    privacy.add_argument("customer")
    privacy.add_argument("--yes", action="store_true", help="do it")
    client = commands.add_parser("client", help="API clients: make, revoke, list")
    client.add_argument("action", choices=["make", "revoke", "list"])
    client.add_argument("id", nargs="?", default="", help="small letters, digits, hyphens")
    client.add_argument("--name", default="", help="what people call the application")
    client.add_argument("--unit", default="", help="the organisation unit it is confined to")
    client.add_argument("--scope", action="append", default=[], help="book.read, customer.read...")
    ended = commands.add_parser("sessions", help="end every session of a user at once")
    ended.add_argument("action", choices=["end"])
    ended.add_argument("username")
    openapi = commands.add_parser("openapi", help="write the OpenAPI document")
    openapi.add_argument("file")
    rules = commands.add_parser("rules", help="write the page of the insight rules")
    rules.add_argument("file")
    return parser


def _run(arguments: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "c360.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from c360.nightly import commands

    if arguments.command == "load":
        return commands.load(arguments.as_of, restate=arguments.restate)
    if arguments.command == "mapping":
        return commands.mapping_check()
    if arguments.command == "worker":
        return commands.run_worker()
    if arguments.command == "migrate":
        call_command("migrate", database="owner", verbosity=1)
        return 0
    if arguments.command == "audit":
        return _audit(arguments.action, arguments.file)
    if arguments.command == "privacy":
        from c360.customers import privacy

        print(privacy.forget(arguments.customer, is_dry=not arguments.yes))
        return 0
    if arguments.command == "client":
        return _client(arguments)
    if arguments.command == "sessions":
        from c360.access import sessions

        count = sessions.revoke(arguments.username, "ended by command")
        print(f"Sessions of {arguments.username} ended: {count}")
        return 0
    if arguments.command == "rules":
        from c360.insights.page import page

        Path(arguments.file).write_text(page(), encoding="utf-8")
        return 0
    call_command("spectacular", format="openapi-json", file=arguments.file)
    return 0


def _audit(action: str, file: Path | None) -> int:
    from c360.access import export

    if action == "export" and file is None:
        raise C360Error("Name the file to write: c360 audit export FILE")
    print(export.export(file) if action == "export" and file else export.head())
    return 0


def _client(arguments: argparse.Namespace) -> int:
    from c360.access import clients

    if arguments.action == "list":
        print("\n".join(clients.listed()))
    elif arguments.action == "revoke":
        print(f"{arguments.id} is revoked; sessions ended: {clients.revoke(arguments.id)}")
    else:
        named = arguments.name or arguments.id
        print(clients.make(arguments.id, named, arguments.unit, arguments.scope))
        print("This is the secret, shown this once.", file=sys.stderr)
    return 0


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it did what it says, 1 with one clear line when it did not."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:2] == ["audit", "verify"]:  # needs no settings and no database
        from c360.access import verify

        return verify.main(words[2:])
    if words[:1] == ["demo"]:
        from demo.run import main as demo_main

        return demo_main(words[1:])
    try:
        return _run(_parser().parse_args(words))
    except C360Error as error:
        print(f"c360: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
