"""The parts that accounts are made of, made once and put where requests find them."""

from dataclasses import dataclass

from fastapi import Request

from web.desk.accounts.sessions import Sessions
from web.desk.accounts.sign_in import SignIn
from web.settings import Settings


@dataclass(frozen=True)
class Accounts:
    """What a request about accounts needs."""

    config: Settings
    sessions: Sessions
    sign_in: SignIn


def parts_of(request: Request) -> Accounts:
    """Return the parts of the application that answers this request."""
    accounts: Accounts = request.app.state.accounts
    return accounts
