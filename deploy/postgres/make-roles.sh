#!/bin/sh
# Run once by the image of PostgreSQL, when the database is made.
set -eu
psql -q -U "$POSTGRES_USER" -d "$POSTGRES_DB" \
	-v owner=ronghe_owner -v owner_password="$OWNER_PASSWORD" \
	-v app=ronghe_app -v app_password="$APP_PASSWORD" \
	-v backup=ronghe_backup -v backup_password="$BACKUP_PASSWORD" \
	-f /roles.sql
