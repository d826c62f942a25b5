#!/bin/sh
# Creates .venv and updates it when the lock files change: environment.sh app|train|dev|package
#
# Each of app, train and dev includes the one before it; an installed level is never removed. `package`
# has its own environment, .venv-package, so that nothing else gets into the package. If nothing has
# changed, this returns at once. An interrupted installation is repeated, from the caches. PYTHON
# selects a Python; the default is the newest one found. System libraries are installed first.
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
        is_supported "$PYTHON" || die "PYTHON=$PYTHON is not a working Python 3.11, 3.12 or 3.13."
        echo "$PYTHON"
        return
    fi
    without_ensurepip=
    for python in python3.13 python3.12 python3.11 python3 /usr/bin/python3 python; do
        # A command that is found may still not run: shims of pyenv, links to the Windows store.
        is_supported "$python" || continue
        if has_ensurepip "$python"; then
            echo "$python"
            return
        fi
        without_ensurepip=${without_ensurepip:-$python}
    done
    [ -n "$without_ensurepip" ] ||
        die "No Python 3.11, 3.12 or 3.13 found: install one, or set PYTHON=/path/to/python."
    echo "$without_ensurepip"
}

make_venv() { # PYTHON
    has_ensurepip "$1" || die "$1 cannot create $venv without its venv module."
    say "Creating $venv with $("$1" -V 2>&1)."
    rm -rf $venv
    mkdir $venv
    echo "$level unfinished $here" >$state
    "$1" -m venv $venv || die "$1 could not create $venv."
}

pip_install() { # LOCK OPTION...
    lock=$1
    shift
    $venv/bin/python -m pip install -qq --disable-pip-version-check --no-input --no-deps \
        --require-hashes --requirement "$lock" "$@" ||
        die "pip could not install $lock. Fix the cause and run make again."
}

# The certificate authority of a company is installed in the system; uv does not know it.
export UV_SYSTEM_CERTS=true

uv_install() { # LOCK OPTION...
    lock=$1
    shift
    # uv does not read the configuration of pip. If that has another index, use pip.
    ! $venv/bin/python -m pip config list 2>/dev/null | grep -q '\.index-url=' || return
    $venv/bin/uv pip install --quiet --python $venv/bin/python --no-deps --require-hashes \
        --requirement "$lock" "$@"
}

level=${1:-}
case $level in
    app | train | dev | package) ;;
    *) die "usage: environment.sh app|train|dev|package" ;;
esac

# One process at a time, if the system has flock.
if command -v flock >/dev/null; then
    exec 9<pyproject.toml
    flock 9
fi

# Settings of other environments must not affect this one.
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
    # A copied or moved .venv still points to its old folder, and its Python may have been removed.
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
    # Debian has the venv module in a separate package.
    has_ensurepip "$python" || libraries="$libraries package:$(venv_package_of "$python")"
    # shellcheck disable=SC2086
    packaging/setup/system_libraries.sh $libraries
    make_venv "$python"
fi

echo "$level unfinished $here" >$state
say "Installing Python packages ($level); this can take a minute."
pip_install requirements/bootstrap.txt --only-binary :all:
# Compile what the program imports, so that it starts fast; the rest is compiled at its first use.
uv_install requirements/app.txt --compile-bytecode || pip_install requirements/app.txt
if [ "$level" != app ]; then
    uv_install "requirements/$level.txt" || pip_install "requirements/$level.txt"
fi
$venv/bin/uv pip install --quiet --python $venv/bin/python --no-deps --no-build-isolation \
    --editable . ||
    die "The project itself could not be installed into .venv."
echo "$level $(checksum_of "$level") $here" >$state
