#!/bin/sh
# What PostgreSQL's container runs once, when its data folder is new: see docker-compose.yml.
exec psql --username "${POSTGRES_USER:-postgres}" --no-password --no-psqlrc \
    --file /longstop/roles.sql
