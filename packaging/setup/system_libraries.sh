#!/bin/sh
# Sees to what the system must bring: system_libraries.sh GROUP... [package:NAME...]
#
# The groups are those of packaging/setup/system_packages.txt; package:NAME is a Debian package beside
# them. What is missing is installed where that may be done without asking (root, with apt-get).
# Elsewhere, and where it fails, the command is printed. Exit 0 either way: whoever cannot go on
# without a package says so itself.
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
# On macOS and Windows the wheels bring PortAudio, and the system brings the rest.
[ "$(uname -s)" = Linux ] || exit 0

if ! command -v apt-get >/dev/null; then
    # Without ldconfig there is no telling which libraries are there.
    command -v ldconfig >/dev/null || exit 0
    say "Missing, by Debian's names: $(printf '%s' "$missing" | tr '\n' ' ')"
    say "Install what this system calls them, where the program asks for it."
    exit 0
fi

sudo='sudo '
if [ "$(id -u)" = 0 ]; then
    sudo=
    log=$(mktemp)
    trap 'rm -f "$log"' EXIT
    # A dpkg that was interrupted refuses all work until it has been let finish.
    if [ -n "$(ls /var/lib/dpkg/updates 2>/dev/null)" ]; then
        dpkg --configure -a </dev/null >>"$log" 2>&1 || true
    fi
    install_known || true
    missing=$(missing_of "$@")
    if [ -n "$missing" ]; then
        # The lists of packages are not there yet, or older than what the servers hold.
        apt update || true
        install_known || true
        missing=$(missing_of "$@")
    fi
    [ -n "$missing" ] || exit 0
    say "apt-get could not install all that is missing. $(grep '^[EW]:' "$log" | tail -n 1)"
fi
packages=$(printf '%s\n' "$missing" | choose)
say "System packages are missing. Install them with:  ${sudo}apt-get update &&" \
    "${sudo}apt-get install -y --no-install-recommends ${packages% }"
