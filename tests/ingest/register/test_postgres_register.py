"""What is PostgreSQL's own of the register: its locks, lost connections, other schemas, and its address."""

import threading
from collections.abc import Iterator

import pytest

from errors import LibraryError
from ingest.register import LockedError, Register
from ingest.register.postgres import PostgresDatabase
from settings import load_settings


@pytest.fixture
def pair(register_url: str) -> Iterator[tuple[Register, Register]]:
    """The same register, as two machines have it."""
    one, two = (Register(PostgresDatabase(register_url)) for _ in range(2))
    yield one, two
    one.close()
    two.close()


def cut(register: Register) -> None:
    """End every other connection to the server, as a restart does."""
    with register.transaction() as db:
        db.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_what_one_writes_the_other_reads_at_once(pair: tuple[Register, Register]) -> None:
    one, two = pair
    one.set_meta("lamp", "lit")
    assert two.meta("lamp") == "lit"
    with one.transaction() as db:
        db.execute("UPDATE meta SET value = 'out' WHERE key = 'lamp'")
        assert one.meta("lamp") == "out"
        assert two.meta("lamp") == "lit"  # nobody waits, and nothing half done is seen
    assert two.meta("lamp") == "out"


def test_a_failed_transaction_leaves_nothing(pair: tuple[Register, Register]) -> None:
    one, two = pair
    with pytest.raises(ZeroDivisionError), one.transaction() as db:
        db.execute("INSERT INTO meta VALUES ('lamp', 'lit')")
        raise ZeroDivisionError
    assert two.meta("lamp") is None
    two.set_meta("lamp", "out")


def test_one_at_a_time_writes(pair: tuple[Register, Register]) -> None:
    one, two = pair
    order: list[str] = []

    def write() -> None:
        two.set_meta("lamp", "two")
        order.append("two")

    with one.transaction() as db:
        other = threading.Thread(target=write)
        other.start()
        other.join(0.3)
        db.execute("INSERT INTO meta VALUES ('lamp', 'one')")
        order.append("one")
    other.join(30)
    assert order == ["one", "two"]
    assert one.meta("lamp") == "two"


def test_a_lock_is_held_over_machines_and_ends_with_its_connection(pair: tuple[Register, Register]) -> None:
    one, two = pair
    with one.database.lock("ingest"):
        with pytest.raises(LockedError, match="ingest"), two.database.lock("ingest", 0):
            pass
        with two.database.lock("vectors", 0):
            pass
        two.set_meta("lamp", "lit")  # it keeps nobody from writing
        cut(two)
        with two.database.lock("ingest", 10):
            pass


def test_lost_connections_are_made_anew(pair: tuple[Register, Register]) -> None:
    one, two = pair
    one.set_meta("lamp", "lit")
    cut(two)
    assert one.meta("lamp") == "lit"
    cut(two)
    one.set_meta("lamp", "out")
    assert two.meta("lamp") == "out"


def test_no_server_and_no_password_is_one_clear_sentence() -> None:
    with pytest.raises(LibraryError, match="see that the PostgreSQL server runs") as raised:
        Register(PostgresDatabase("postgresql://ada:hush-hush@127.0.0.1:9/nowhere"))
    assert "hush-hush" not in str(raised.value)
    assert "hush-hush" not in repr(
        load_settings(register_url="postgresql://ada:hush-hush@127.0.0.1:9/nowhere")
    )


@pytest.mark.parametrize("url", ["mysql://host/name", "postgresql", "://"])
def test_another_address_is_refused(url: str) -> None:
    with pytest.raises(LibraryError, match="no address of a PostgreSQL database"):
        PostgresDatabase(url)


def test_tables_of_another_program_are_not_taken_for_ours(register_url: str) -> None:
    database = PostgresDatabase(register_url)
    with database.transaction() as db:
        db.execute("CREATE TABLE documents (id TEXT)")
    with pytest.raises(LibraryError, match="already exists"):
        Register(database)


def test_a_later_release_is_refused(register_url: str) -> None:
    register = Register(PostgresDatabase(register_url))
    register.set_meta("schema.version", "1000")
    with pytest.raises(LibraryError, match="install that release of rapporteur"):
        Register(PostgresDatabase(register_url))
    register.close()
