#!/bin/bash
# Run once by the MySQL image, on an empty volume: one schema and one user for each subgraph, none sees another's.
set -euo pipefail

create() {
  local name=$1 password=$2
  # A password is a literal of SQL here: quotes and backslashes are doubled.
  password=${password//\\/\\\\}
  password=${password//\'/\'\'}
  mysql --user=root --password="$MYSQL_ROOT_PASSWORD" <<SQL
CREATE DATABASE \`$name\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE USER '$name'@'%' IDENTIFIED BY '$password';
GRANT ALL PRIVILEGES ON \`$name\`.* TO '$name'@'%';
SQL
}

create grids "$GRIDS_DB_PASSWORD"
create enterprises "$ENTERPRISES_DB_PASSWORD"
create cases "$CASES_DB_PASSWORD"
create assessment "$ASSESSMENT_DB_PASSWORD"
