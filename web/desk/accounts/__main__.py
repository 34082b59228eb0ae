"""The duty desk's accounts, from the command line: `python -m web.desk.accounts --help`."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from web.desk.accounts.keeping import GivenOut, Keeping, KnownOfficer, UnknownOfficer
from web.desk.accounts.models import ROLES, Role
from web.gateway.database import create_engine
from web.gateway.store import DatabaseUnavailable
from web.settings import settings

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Who may use the duty desk.")
Email = Annotated[str, typer.Argument(help="the officer's e-mail address")]
RoleName = Annotated[Role, typer.Option(help=", ".join(ROLES))]


def _do[T](what: Callable[[Keeping], Awaitable[T]]) -> T:
    """Do it with the database of the settings; end with a plain message if that cannot be."""

    async def run() -> T:
        engine = create_engine(settings())
        try:
            return await what(Keeping(engine))
        finally:
            await engine.dispose()

    try:
        return asyncio.run(run())
    except UnknownOfficer as error:
        raise _Failed(f"There is no account with the e-mail address {error}. `list` shows all accounts.") from error
    except KnownOfficer as error:
        raise _Failed(f"There is an account with the e-mail address {error} already. `list` shows all accounts.") from error
    except DatabaseUnavailable as error:
        raise _Failed(
            "The database did not answer, or has no tables yet. Start the service once, or run: alembic upgrade head"
        ) from error


class _Failed(typer.Exit):
    def __init__(self, message: str) -> None:
        typer.echo(message, err=True)
        super().__init__(1)


@app.command()
def add(
    email: Email,
    name: Annotated[str, typer.Argument(help="first name and surname; people in the chat see the first name")],
    role: RoleName = "officer",
    no_password: Annotated[
        bool, typer.Option("--no-password", help="signs in with the council's own sign-in service only")
    ] = False,
) -> None:
    """Add an officer, and show the first password once."""
    if "@" not in email.strip("@") or not name.strip():
        raise _Failed("Give an e-mail address and a name, as in: add sam@example.org 'Sam Jones'")
    given = _do(lambda keeping: keeping.add(email, name, role, with_password=not no_password))
    typer.echo(f"Added {name.strip()} as {role}.")
    if given:
        _show(given)


@app.command("list")
def list_all() -> None:
    """List all officers."""
    table = Table("E-mail address", "Name", "Role", "In use", "Second factor", "Added")
    for officer in _do(lambda keeping: keeping.all()):
        second = "set up" if officer.totp_confirmed else "not set up"
        added = f"{officer.created_at:%d %B %Y}"
        table.add_row(officer.email, officer.name, officer.role, "yes" if officer.active else "no", second, added)
    Console(width=150).print(table)


@app.command()
def disable(email: Email) -> None:
    """Switch an account off, at once: its sessions end."""
    _do(lambda keeping: keeping.switch(email, on=False))
    typer.echo(f"{email} can no longer sign in, and is signed out everywhere.")


@app.command()
def enable(email: Email) -> None:
    """Switch an account on again."""
    _do(lambda keeping: keeping.switch(email, on=True))
    typer.echo(f"{email} can sign in again.")


@app.command()
def role(email: Email, role: Annotated[Role, typer.Argument(help=", ".join(ROLES))]) -> None:
    """Give an officer another role."""
    _do(lambda keeping: keeping.set_role(email, role))
    typer.echo(f"{email} is now {role}.")


@app.command()
def reset_password(email: Email) -> None:
    """Give out a new first password. The second factor stays as it is."""
    given = _do(lambda keeping: keeping.reset_password(email))
    typer.echo(f"{email} is signed out everywhere.")
    _show(given)


@app.command()
def reset_totp(email: Email) -> None:
    """Let an officer set up another phone. Be sure who asks: this is what a thief would ask for."""
    _do(lambda keeping: keeping.reset_totp(email))
    typer.echo(f"{email} is signed out everywhere, and sets up an app when they next sign in. Recovery codes are void.")


@app.command()
def end_sessions(email: Email) -> None:
    """Sign an officer out everywhere."""
    _do(lambda keeping: keeping.end_sessions(email))
    typer.echo(f"{email} is signed out everywhere.")


def _show(given: GivenOut) -> None:
    typer.echo(f"First password, not shown again, good until {given.until:%d %B %Y}: {given.password}")
    typer.echo("Tell it to the officer in person or by phone, not by e-mail. They choose their own when they sign in.")


if __name__ == "__main__":
    app()
