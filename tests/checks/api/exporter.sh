#!/bin/sh
# Runs statuspage-prometheus-exporter once against a served site and prints the gauges that it made.
#
# Usage: exporter.sh URL FOLDER, with VENV in the environment.
set -eu
url=${1%/}
cd "$2"
printf '{ "site": { "url": "%s/api/v2/summary.json", "name": "Site" } }\n' "$url" >services.json
SERVICES_JSON_PATH=$PWD/services.json RUN_MODE=once METRICS_TEXTFILE_PATH=$PWD/metrics.prom CLEAR_CACHE=true \
    "$VENV/bin/statuspage-prometheus-exporter" >exporter.log 2>&1 || { cat exporter.log >&2; exit 1; }
grep -E '^statuspage_(service_status|probe_check|component_status|incident_info|maintenance_info)' metrics.prom | LC_ALL=C sort
