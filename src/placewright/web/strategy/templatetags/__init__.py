"""What the team's templates call."""
