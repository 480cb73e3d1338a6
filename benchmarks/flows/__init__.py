"""What Prefect costs a patrol."""
