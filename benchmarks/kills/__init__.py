"""A season of the demo town killed at random moments, held against the same season undisturbed."""
