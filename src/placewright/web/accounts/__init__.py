"""Who works here: accounts, roles, organisations, invitations and sign-in."""
