#!/bin/sh
# Builds one Python environment from its locked requirements: deploy/environment.sh FOLDER PYTHON MEGABYTES
# Says plainly what is in the way. A build that stops half-way is built anew by the next make.
folder=$1 python=$2 needed=$3
here=$(cd "$(dirname "$0")/.." && pwd)
free=$(($(df -Pk "$here/$folder" | awk 'NR == 2 { print $4 }') / 1024))
if [ "$free" -lt "$needed" ]; then
  echo "Only $free MB are free on the disk of $here; this step needs $needed MB. Make room, then run make again." >&2
  exit 1
fi
cd "$here/$folder" || exit 1
if ! "$here/deploy/uv.sh" venv --quiet --clear --python "$python" .venv ||
  ! "$here/deploy/uv.sh" pip sync --quiet --require-hashes --python .venv/bin/python requirements.txt; then
  echo "The Python $python environment could not be built: see the message above. If it speaks of a connection or of fetching," >&2
  echo "check the network. Then run make again; nothing that was there is lost." >&2
  exit 1
fi
touch .venv/.ready
