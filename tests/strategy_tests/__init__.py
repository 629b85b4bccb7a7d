"""What tests of records in the browser share: forms filled in, and people of a role."""

from strategy_tests.filling import as_sent, filled_in
from strategy_tests.people import account_of, client_of

__all__ = ["account_of", "as_sent", "client_of", "filled_in"]
