"""What a copy of a database holds beside our tables, or lacks of them."""

import sqlite3
from contextlib import closing

from core.store import schema
from core.store.database import Database

_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table'"


def strange_parts(database: Database, version: int) -> list[str]:
    """Return the names of views, of triggers that we never made, and of tables that are missing.

    Put back, the first two would act at every write. The triggers of the book itself are judged
    where it is verified.
    """
    ours = {each.strip() for each in schema.statements()}
    acting = database.read(
        "SELECT name, sql FROM sqlite_schema WHERE type IN ('view', 'trigger')"
        " AND tbl_name NOT IN ('entry', 'tnode', 'checkpoint')"
    )
    found = [str(name) for name, statement in acting if str(statement).strip() not in ours]
    if version == schema.VERSION:
        found += sorted(_tables() - {str(name) for (name,) in database.read(_TABLES)})
    return found


def _tables() -> set[str]:
    """Return the names of the tables of a database that is up to date."""
    with closing(sqlite3.connect(":memory:")) as empty:
        for statement in schema.statements():
            empty.execute(statement)
        return {str(name) for (name,) in empty.execute(_TABLES)}
