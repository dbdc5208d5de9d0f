#!/bin/sh
# Offres de boulangerie à moins de 30 km de Rennes, et mission locale la plus proche (curl).
set -eu
api="$COMPAGNON_ADRESSE/api"

demander() { # demander CHEMIN PARAMÈTRE…
    chemin=$1
    shift
    for parametre in "$@"; do set -- "$@" --data-urlencode "$parametre"; shift; done
    curl --silent --show-error --fail-with-body --get -H "Authorization: Bearer $COMPAGNON_CLE" "$@" "$api$chemin"
}

# Chaque offre porte un identifiant « partner_job_id » et un seul.
offres=$(demander /job/v1/search latitude=48.11 longitude=-1.68 radius=30 romes=D1102 | grep -o '"partner_job_id"' | wc -l)
echo "$((offres)) offres"
demander /geographie/v1/mission-locale latitude=48.11 longitude=-1.68 | sed 's/^\[{"id":[0-9]*,"code":"[^"]*","nom":"\([^"]*\)".*/\1/'
echo
