#!/bin/sh
# Runs a command, and again whenever it dies, until told to stop. The process manager itself would stop everything
# when one process dies; a parent in the middle of a conversation needs the others to go on.
trap 'stopping=1; kill -TERM "$child" 2>/dev/null' TERM INT
while [ -z "$stopping" ]; do
  "$@" &
  child=$!
  wait "$child"
  status=$?
  [ -n "$stopping" ] || { echo "stopped with status $status, starting again"; sleep 1; }
done
wait
