#!/bin/sh
# A PostgreSQL server of our own, in a temporary folder, for tests and benchmarks.
#
#   outils/postgres.sh start [--essai]             prints DATABASE_URL=… and DOSSIER=…
#   outils/postgres.sh stop DOSSIER                stops it and removes the folder
#   outils/postgres.sh restart DOSSIER             stops it as a power cut would, and starts it again
#   outils/postgres.sh run [--essai] [--sinon-sqlite] -- COMMAND…
#                                                  runs COMMAND with COMPAGNON_TEST_PG set, then stops
#
# --essai          does not wait for the disk (fsync off): tests only, a crash would lose the base.
# --sinon-sqlite   when PostgreSQL is neither here nor installable, says so and runs COMMAND without.
#
# The server comes from Debian's packages, which are installed when missing and when we are root.
# It listens on a free port of the loopback interface, with a password, and on a socket in its
# folder. initdb refuses root: the server then runs as the user "postgres".
set -eu

paquets="postgresql postgresql-postgis postgresql-contrib"

dire() { echo "postgres.sh : $*" >&2; }

chercher() {
    outils=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
    if [ -z "$outils" ] && command -v initdb >/dev/null 2>&1; then
        outils=$(dirname "$(command -v initdb)")
    fi
    [ -n "$outils" ] && [ -x "$outils/initdb" ]
}

installer() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
    dire "installation de $paquets"
    DEBIAN_FRONTEND=noninteractive
    export DEBIAN_FRONTEND
    # A server of Debian's own would be of no use and would hold memory.
    mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] ||
        echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
    # shellcheck disable=SC2086
    { apt-get install -y -q $paquets || { apt-get update -q && apt-get install -y -q $paquets; }; } >&2
}

# Runs a command as the owner of the server.
serveur() {
    if [ "$(id -u)" = 0 ]; then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
}

# A port that nothing listens on.
port_libre() {
    for essai in 1 2 3 4 5 6 7 8 9 10; do
        port=$(od -An -N2 -tu2 /dev/urandom | awk '{ print 20000 + $1 % 20000 }')
        grep -qi "0100007F:$(printf '%04x' "$port") \|00000000:$(printf '%04x' "$port") " \
            /proc/net/tcp 2>/dev/null || { echo "$port"; return 0; }
    done
    return 1
}

reglages() {
    echo "listen_addresses = '127.0.0.1'"
    echo "port = $1"
    echo "unix_socket_directories = '$2'"
    echo "max_connections = 400"
    echo "random_page_cost = 1.1"
    echo "jit = off"
    if [ "$3" = oui ]; then
        echo "fsync = off"
        echo "synchronous_commit = off"
        echo "full_page_writes = off"
    else
        echo "shared_buffers = 1GB"
        echo "effective_cache_size = 3GB"
        echo "work_mem = 64MB"
        echo "maintenance_work_mem = 512MB"
        echo "max_wal_size = 4GB"
    fi
}

demarrer() {
    essai=$1
    dossier=$(mktemp -d "${TMPDIR:-/tmp}/compagnon-pg.XXXXXX")
    secret=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    echo "$secret" >"$dossier/secret"
    [ "$(id -u)" != 0 ] || chown -R postgres "$dossier"
    serveur "$outils/initdb" -D "$dossier/base" -U compagnon --pwfile="$dossier/secret" \
        --auth-local=trust --auth-host=scram-sha-256 -E UTF8 --locale=C.UTF-8 --no-sync \
        >"$dossier/initdb.log" 2>&1 || { cat "$dossier/initdb.log" >&2; return 1; }
    for tentative in 1 2 3; do
        port=$(port_libre)
        reglages "$port" "$dossier" "$essai" | serveur tee "$dossier/base/postgresql.auto.conf" >/dev/null
        if serveur "$outils/pg_ctl" -D "$dossier/base" -l "$dossier/serveur.log" -w -t 60 start \
            >/dev/null 2>&1; then
            serveur "$outils/createdb" -h "$dossier" -p "$port" -U compagnon compagnon
            url="postgres://compagnon:$secret@127.0.0.1:$port/compagnon"
            return 0
        fi
    done
    cat "$dossier/serveur.log" >&2
    return 1
}

arreter() {
    serveur "$outils/pg_ctl" -D "$1/base" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$1"
}

commande=${1:-}
[ $# -gt 0 ] && shift
essai=non
sinon=non
while [ $# -gt 0 ]; do
    case $1 in
    --essai) essai=oui ;;
    --sinon-sqlite) sinon=oui ;;
    --) shift; break ;;
    *) break ;;
    esac
    shift
done

if ! chercher && ! { [ "$commande" != stop ] && installer && chercher; }; then
    if [ "$commande" = run ] && [ "$sinon" = oui ]; then
        dire "PostgreSQL est absent (apt install $paquets) : la suite se fait sur SQLite seulement."
        exec "$@"
    fi
    dire "PostgreSQL est absent. Installez-le : apt install $paquets"
    exit 1
fi

case $commande in
start)
    demarrer "$essai"
    echo "DATABASE_URL=$url"
    echo "DOSSIER=$dossier"
    ;;
restart)
    dossier=${1:?le dossier imprimé par start}
    serveur "$outils/pg_ctl" -D "$dossier/base" -m immediate stop >/dev/null
    serveur "$outils/pg_ctl" -D "$dossier/base" -l "$dossier/serveur.log" -w -t 60 start >/dev/null 2>&1
    ;;
stop)
    arreter "${1:?le dossier imprimé par start}"
    ;;
run)
    demarrer "$essai"
    trap 'arreter "$dossier"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    COMPAGNON_TEST_PG=$url "$@"
    ;;
*)
    dire "commande attendue : start, stop, restart ou run"
    exit 1
    ;;
esac
