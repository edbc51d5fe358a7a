#!/bin/sh
# Draws every key and password of a one-host installation into docker/secrets (git knows nothing of it), and writes docker/.env.
# What is there already stays: running it again only adds what is missing. Needs a POSIX shell and coreutils.
set -eu
umask 077
cd "$(dirname "$0")"

# Containers run as whoever owns these files; as root's, they run as a user that nothing else uses.
uid=$(id -u)
gid=$(id -g)
if [ "$uid" = 0 ]; then uid=10001 gid=10001; fi

mkdir -p secrets/keys/gateway secrets/keys/tokens secrets/operator

# 48 hex digits, 192 bits: nothing in them needs quoting in an address, in SQL or in nats.conf.
password() { head -c 24 /dev/urandom | od -An -v -tx1 | tr -d ' \n'; }
key() { head -c 32 /dev/urandom | base64 | tr -d '\n'; }

# put FILE TEXT [MODE]: whole or not at all, and never over one that is there.
put() {
  if [ -e "$1" ]; then return; fi
  printf '%s\n' "$2" > "$1.draft"
  chmod "${3:-600}" "$1.draft"
  mv "$1.draft" "$1"
}

for name in gateway tokens; do
  put "secrets/keys/$name/keyring.json" "{\"current\":\"k1\",\"keys\":{\"k1\":\"$(key)\"}}"
done

# The postgres image reads its files as a user of its own: these are readable, in a folder that is closed to everybody else.
for role in superuser owner tokens permissions audit; do
  put "secrets/postgres-$role" "$(password)" 644
done
for role in owner tokens permissions audit; do
  put "secrets/database-url-$role" "postgres://portcullis_$role:$(cat "secrets/postgres-$role")@postgres:5432/portcullis"
done

for user in gateway tokens permissions audit operator; do
  put "secrets/nats-$user" "$(password)"
done
for user in gateway tokens permissions audit; do
  put "secrets/nats-url-$user" "nats://$user:$(cat "secrets/nats-$user")@nats:4222"
done
put secrets/nats-passwords.conf "$(for user in gateway tokens permissions audit operator; do
  printf '%s_PASSWORD: "%s"\n' "$(printf %s "$user" | tr a-z A-Z)" "$(cat "secrets/nats-$user")"
done)" 644

if [ "$(id -u)" = 0 ]; then chown -R "$uid:$gid" secrets; fi

if [ ! -e .env ]; then
  sed -e "s/^PORTCULLIS_UID=.*/PORTCULLIS_UID=$uid/" -e "s/^PORTCULLIS_GID=.*/PORTCULLIS_GID=$gid/" .env.example > .env.draft
  mv .env.draft .env
  echo 'docker/.env: set PORTCULLIS_PUBLIC_URL to the address that clients use.'
fi
echo 'docker/secrets is complete. Keep a copy elsewhere: without the keys no token and no panel credential works.'
