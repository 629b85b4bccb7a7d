"""Accounts, organisations, teams and the links that let somebody in once."""

from placewright.web.accounts.models.links import OneTimeLink, Purpose
from placewright.web.accounts.models.people import Account, AccountManager, Organisation, Team

__all__ = ["Account", "AccountManager", "OneTimeLink", "Organisation", "Purpose", "Team"]
