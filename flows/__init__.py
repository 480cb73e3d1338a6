"""Prefect flows: orchestration only, thin enough to read aloud.

Importing this room switches off everything in Prefect that would call out; import the flows from `flows.patrol`.
"""

from flows.prefect_settings import stay_offline

stay_offline()
