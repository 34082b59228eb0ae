#!/bin/sh
# Runs uv: the one on the path, or else one that this installs for the project alone.
here=$(cd "$(dirname "$0")/.." && pwd)
if uv --version >/dev/null 2>&1; then exec uv "$@"; fi
if ! "$here/.tools/bin/uv" --version >/dev/null 2>&1; then
  echo "Installing uv into .tools (it builds the two Python environments)." >&2
  for python in python3 python python3.13 python3.12 python3.11 python3.10; do
    "$python" -m venv --clear "$here/.tools" >/dev/null 2>&1 && break
  done
  "$here/.tools/bin/python" -m pip install --quiet --disable-pip-version-check uv || {
    echo "uv could not be installed: see the message above. It needs Python 3 with venv and pip, room on the disk, and the network. See https://docs.astral.sh/uv/ for other ways, then run make again." >&2
    exit 1
  }
fi
exec "$here/.tools/bin/uv" "$@"
