"""The register: one database that holds the truth about documents and passages.

A SQLite file in the library's folder, or a PostgreSQL server that several machines share; one set of SQL for
both. ``Register`` reads and writes; ``open_register`` takes the one that the settings name.
"""

from ingest.register.database import Connection, LockedError
from ingest.register.opening import open_register
from ingest.register.reading import Failure
from ingest.register.schema import SCHEMA, SCHEMA_VERSION
from ingest.register.writing import Register

__all__ = ["SCHEMA", "SCHEMA_VERSION", "Connection", "Failure", "LockedError", "Register", "open_register"]
