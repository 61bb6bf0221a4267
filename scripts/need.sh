# Sourced by ./run, ./test and ./bench. Finds what is missing from this machine, then installs it in one go with apt, or says what to install.
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
missing=() required=() reasons=()

need_program() { # NAME WHAT-IT-IS: cannot be installed by us
  command -v "$1" >/dev/null && return
  echo "Needed and not found: $2. Install it and start again." >&2
  exit 69
}

_package() {
  local package=$1 probe=$2 why=$3
  bash -c "$probe" >/dev/null 2>&1 && return 1
  missing+=("$package"); reasons+=("$package ($why)")
}

need_package() { _package "$@" && required+=("$1") || true; } # PACKAGE PROBE WHY: cannot do without
want_package() { _package "$@" || true; }                     # PACKAGE PROBE WHY: a part of the product does not work without

install_needed() {
  [ ${#missing[@]} -eq 0 ] && return
  local sudo=()
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo=(sudo); else
      echo "Not installed: ${reasons[*]}" >&2
      echo "Install with: sudo apt-get install -y ${missing[*]}" >&2
      [ ${#required[@]} -eq 0 ] && { echo "Starting without." >&2; return; }
      exit 69
    fi
  fi
  if ! command -v apt-get >/dev/null; then
    echo "Not installed, and this is not a Debian system: ${reasons[*]}. Install them by your system's own means." >&2
    [ ${#required[@]} -eq 0 ] && return
    exit 69
  fi
  echo "Installing: ${missing[*]}" >&2
  # Debian starts a cluster of its own when PostgreSQL is installed; ours needs none, so it is told not to make one.
  if [[ " ${missing[*]} " == *" postgresql "* ]]; then
    "${sudo[@]}" mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" | "${sudo[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
  fi
  local log; log=$(mktemp)
  if ! { "${sudo[@]}" apt-get update -q && "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -20 "$log" >&2; rm -f "$log"
    [ ${#required[@]} -eq 0 ] && { echo "Could not install ${missing[*]}; starting without." >&2; return; }
    echo "Could not install ${missing[*]}." >&2
    exit 69
  fi
  rm -f "$log"
}
