#!/bin/sh
# Gives every name in SAGA_DATABASES a database of its own and a role that owns it. PostgreSQL's
# image runs this once, when the data directory is created.
set -eu
for name in $SAGA_DATABASES; do
  psql -v ON_ERROR_STOP=1 -v name="$name" -v password="$SAGA_DATABASE_PASSWORD" \
    --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE CONNECT ON DATABASE :"name" FROM PUBLIC;
SQL
done
