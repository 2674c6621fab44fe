"""The PostgreSQL roles of the product, made by a superuser when a database is set up."""

from pathlib import Path

import psycopg
from psycopg import sql

ROLES_SQL = Path(__file__).parent / "sql" / "roles.sql"


def create_roles(
    admin: "psycopg.Connection[tuple[object, ...]]", *, owner_password: str, web_password: str
) -> None:
    """Create c360_owner, c360_web, c360_ledger and their rights in the connected database.

    `admin` is a superuser's connection to the product's own database. Runs again without harm
    and sets the passwords anew. Raises psycopg.Error where the server refuses.
    """
    script = "\n".join(
        line for line in ROLES_SQL.read_text().splitlines() if not line.startswith("--")
    )
    for statement in script.split(";\n"):
        if statement.strip():
            admin.execute(statement.encode())
    for role, password in (("c360_owner", owner_password), ("c360_web", web_password)):
        admin.execute(
            sql.SQL("alter role {} password {}").format(sql.Identifier(role), sql.Literal(password))
        )
    admin.commit()
