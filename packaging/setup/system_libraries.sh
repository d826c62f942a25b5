#!/bin/sh
# Installs missing system libraries: system_libraries.sh GROUP... [package:NAME...]
#
# The groups are in packaging/setup/system_packages.txt; package:NAME adds a Debian package. As root, with
# apt-get, missing packages are installed. Otherwise, and if that fails, the command is printed. The
# exit code is always 0: a program that needs a missing library reports it.
set -eu

table=$(dirname "$0")/system_packages.txt
PATH=$PATH:/usr/sbin:/sbin
export LC_ALL=C DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l

say() {
    printf '%s\n' "$*" >&2
}

matches_a_file() { # PATTERN
    for file in $1; do
        [ -e "$file" ] && return
    done
    return 1
}

is_there() { # EVIDENCE
    case $1 in
        lib:*) printf '%s\n' "$libraries" | grep -qF "${1#lib:} " ;;
        cmd:*) command -v "${1#cmd:}" >/dev/null ;;
        file:*) matches_a_file "${1#file:}" ;;
    esac
}

is_installed() { # PACKAGE
    dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}

missing_of() { # GROUP... package:NAME...: a line for each package that is missing, of its names
    libraries=$(ldconfig -p 2>/dev/null) || libraries=
    while read -r group evidence names; do
        case " $* " in
            *" $group "*) is_there "$evidence" || printf '%s\n' "$names" ;;
        esac
    done <"$table"
    for wanted in "$@"; do
        case $wanted in
            package:*) is_installed "${wanted#package:}" || printf '%s\n' "${wanted#package:}" ;;
        esac
    done
}

known_to_apt() { # NAME...: the first that can be installed here
    for name in "$@"; do
        if apt-cache policy "$name" 2>/dev/null | grep -q 'Candidate: [^(]'; then
            printf '%s ' "$name"
            return
        fi
    done
    return 1
}

choose() { # reads lines of names and writes one of each; with --known, only those that apt knows
    while read -r names; do
        # shellcheck disable=SC2086 # several names are several words
        known_to_apt $names || [ "${1:-}" = --known ] || printf '%s ' "${names##* }"
    done
}

apt() {
    apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold "$@" \
        </dev/null >>"$log" 2>&1
}

install_known() { # everything is fetched before anything is unpacked
    packages=$(printf '%s\n' "$missing" | choose --known)
    [ -n "$packages" ] || return
    say "Installing system packages: $packages"
    # shellcheck disable=SC2086
    apt install --no-install-recommends --download-only $packages &&
        apt install --no-install-recommends $packages
}

missing=$(missing_of "$@")
[ -n "$missing" ] || exit 0
# On macOS and Windows, the wheels include PortAudio and the system has the other libraries.
[ "$(uname -s)" = Linux ] || exit 0

if ! command -v apt-get >/dev/null; then
    # Without ldconfig, there is no way to know which libraries are installed.
    command -v ldconfig >/dev/null || exit 0
    say "Missing, with their names in Debian: $(printf '%s' "$missing" | tr '\n' ' ')"
    say "Install the corresponding packages of this system."
    exit 0
fi

sudo='sudo '
if [ "$(id -u)" = 0 ]; then
    sudo=
    log=$(mktemp)
    trap 'rm -f "$log"' EXIT
    # An interrupted dpkg refuses to do anything until it has finished.
    if [ -n "$(ls /var/lib/dpkg/updates 2>/dev/null)" ]; then
        dpkg --configure -a </dev/null >>"$log" 2>&1 || true
    fi
    install_known || true
    missing=$(missing_of "$@")
    if [ -n "$missing" ]; then
        # The package lists are missing or out of date.
        apt update || true
        install_known || true
        missing=$(missing_of "$@")
    fi
    [ -n "$missing" ] || exit 0
    say "apt-get could not install everything that is missing. $(grep '^[EW]:' "$log" | tail -n 1)"
fi
packages=$(printf '%s\n' "$missing" | choose)
say "System packages are missing. Install them with:  ${sudo}apt-get update &&" \
    "${sudo}apt-get install -y --no-install-recommends ${packages% }"
