#!/bin/sh
# Makes .venv and keeps it in step with the locks: environment.sh app|train|dev|package
#
# Each level holds the one before it, and none is ever taken away again. `package` is one of its own,
# .venv-package: what is not in there cannot slip into the packaged program. When nothing has changed,
# this returns at once. An installation that was interrupted is begun anew, from the caches.
# PYTHON names another Python than the newest that is found. The system's libraries come first.
set -eu

cd "$(dirname "$0")/../.."
here=$(pwd -P)
venv=.venv
[ "${1:-}" != package ] || venv=.venv-package
state=$venv/.spoken-digits # "LEVEL CHECKSUM DIRECTORY", its checksum "unfinished" while it changes

say() {
    printf '%s\n' "$*" >&2
}

die() {
    say "$@"
    exit 1
}

checksum_of() { # LEVEL
    cat packaging/setup/environment.sh pyproject.toml requirements/bootstrap.txt requirements/app.txt \
        "requirements/$1.txt" | cksum | tr ' ' -
}

higher_of() { # LEVEL LEVEL
    case "$1 $2" in
        *package*) echo package ;; # alone in its folder
        *dev*) echo dev ;;
        *train*) echo train ;;
        *) echo app ;;
    esac
}

is_supported() { # PYTHON: it runs, it is one of ours, and it is whole
    "$1" -c 'import ctypes, ssl, sys, zlib; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
        </dev/null >/dev/null 2>&1
}

has_ensurepip() { # PYTHON
    "$1" -c 'import ensurepip, venv' </dev/null >/dev/null 2>&1
}

venv_package_of() { # PYTHON
    "$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        is_supported "$PYTHON" || die "PYTHON=$PYTHON is no working Python 3.11, 3.12 or 3.13."
        echo "$PYTHON"
        return
    fi
    without_ensurepip=
    for python in python3.13 python3.12 python3.11 python3 /usr/bin/python3 python; do
        # What is found may still not run: pyenv's shims, Windows' links to its store.
        is_supported "$python" || continue
        if has_ensurepip "$python"; then
            echo "$python"
            return
        fi
        without_ensurepip=${without_ensurepip:-$python}
    done
    [ -n "$without_ensurepip" ] ||
        die "No Python 3.11, 3.12 or 3.13 found: install one, or name it with PYTHON=/path/to/it."
    echo "$without_ensurepip"
}

make_venv() { # PYTHON
    has_ensurepip "$1" || die "$1 cannot make $venv without its venv module."
    say "Making $venv with $("$1" -V 2>&1)."
    rm -rf $venv
    mkdir $venv
    echo "$level unfinished $here" >$state
    "$1" -m venv $venv || die "$1 could not make $venv."
}

pip_install() { # LOCK OPTION...
    lock=$1
    shift
    $venv/bin/python -m pip install -qq --disable-pip-version-check --no-input --no-deps \
        --require-hashes --requirement "$lock" "$@" ||
        die "pip could not install $lock. Once that is mended, run make again."
}

# A firm's own certificate authority is known to the system, not to uv.
export UV_SYSTEM_CERTS=true

uv_install() { # LOCK OPTION...
    lock=$1
    shift
    # uv does not read pip's configuration: where that names another index, pip has to do it.
    ! $venv/bin/python -m pip config list 2>/dev/null | grep -q '\.index-url=' || return
    $venv/bin/uv pip install --quiet --python $venv/bin/python --no-deps --require-hashes \
        --requirement "$lock" "$@"
}

level=${1:-}
case $level in
    app | train | dev | package) ;;
    *) die "usage: environment.sh app|train|dev|package" ;;
esac

# One at a time, where the system has flock.
if command -v flock >/dev/null; then
    exec 9<pyproject.toml
    flock 9
fi

# What is set for other environments must not reach this one.
unset PYTHONHOME PYTHONPATH PIP_USER PIP_TARGET PIP_PREFIX UV_SYSTEM_PYTHON VIRTUAL_ENV || true

libraries=run
[ "$level" != dev ] || libraries="run test"
[ "$level" != package ] || libraries="run package"

usable=no
was=none
checksum=none
if [ -f $state ]; then
    read -r was checksum directory <$state || true
    level=$(higher_of "$level" "$was")
    # A copied or moved .venv still points to the old place, and its Python may have been removed.
    if [ "$directory" = "$here" ] && [ "$checksum" != unfinished ] &&
        is_supported $venv/bin/python; then
        usable=yes
    fi
elif is_supported $venv/bin/python && $venv/bin/python -m pip --version >/dev/null 2>&1; then
    usable=yes # made by hand
fi
if [ -n "${PYTHON:-}" ] && [ "$("$PYTHON" -V 2>&1)" != "$($venv/bin/python -V 2>&1)" ]; then
    usable=no # another was asked for
fi

if [ $usable = yes ]; then
    # shellcheck disable=SC2086 # several words
    packaging/setup/system_libraries.sh $libraries
    [ "$was $checksum" != "$level $(checksum_of "$level")" ] || exit 0
else
    python=$(find_python)
    # Debian keeps the venv module in a package of its own.
    has_ensurepip "$python" || libraries="$libraries package:$(venv_package_of "$python")"
    # shellcheck disable=SC2086
    packaging/setup/system_libraries.sh $libraries
    make_venv "$python"
fi

echo "$level unfinished $here" >$state
say "Installing Python packages ($level); this can take a minute."
pip_install requirements/bootstrap.txt --only-binary :all:
# Compiled now, what the app imports lets it start at once; the rest is compiled when first used.
uv_install requirements/app.txt --compile-bytecode || pip_install requirements/app.txt
if [ "$level" != app ]; then
    uv_install "requirements/$level.txt" || pip_install "requirements/$level.txt"
fi
$venv/bin/uv pip install --quiet --python $venv/bin/python --no-deps --no-build-isolation \
    --editable . ||
    die "The project itself could not be installed into .venv."
echo "$level $(checksum_of "$level") $here" >$state
