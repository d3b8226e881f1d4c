#!/bin/sh
# Measures what each fault of the study's protocol is worth on the 4Q set, and keeps the figures in
# data/results/4q-audit/. Five to ten minutes on two cores.
#   environment/audit_4q.sh
# The 4Q set must have been imported (fetch_data 4q --from DIR). Stop it in any way and start it
# again: faults that have been measured are passed over.
#
# MER4J_RUNS     folder of the run (runs)
# MER4J_RESULTS  folder of the figures (data/results)
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/runs.sh"
usage "$@"
runs=${MER4J_RUNS:-$root/runs}
results=${MER4J_RESULTS:-$root/data/results}
run "$runs/4q-audit" audit --dataset 4q
keep "$runs/4q-audit" "$results/4q-audit" config.json audit.csv
