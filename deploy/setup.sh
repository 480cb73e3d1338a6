#!/bin/sh
# Tables, work pools and deployments. Harmless to repeat: each step leaves what is there as it is, or renews it.
set -eu
nianbao db upgrade
for pool in $(python -m flows.pools); do
    prefect work-pool inspect "$pool" >/dev/null 2>&1 || prefect work-pool create "$pool" --type process
done
prefect --no-prompt deploy --all
