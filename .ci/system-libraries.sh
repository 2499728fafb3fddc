#!/bin/sh
# Installs the system libraries that Qt needs on Debian and Ubuntu; elsewhere, and when all are there, does nothing.
# What only some tests need (a smart card in software, Poppler's look at signatures) may be missing: they are skipped then.
set -eu

packages="libegl1 libgl1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-render-util0 libxcb-shape0 libdbus-1-3 libfontconfig1 libglib2.0-0"
optional="softhsm2 poppler-utils"
command -v dpkg-query >/dev/null 2>&1 || exit 0

not_installed() {
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "install ok installed" || printf ' %s' "$package"
    done
}

install_all() {
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# shellcheck disable=SC2086
missing=$(not_installed $packages)
# shellcheck disable=SC2086
wanted=$(not_installed $optional)
# Debian 13 and Ubuntu 24.04 call it libglib2.0-0t64.
if dpkg-query -W -f='${Status}' libglib2.0-0t64 2>/dev/null | grep -q "install ok installed"; then
    missing=$(echo "$missing" | sed 's/ libglib2.0-0\b//')
fi

if [ -n "$missing" ] && [ "$(id -u)" -ne 0 ]; then
    echo "System libraries are missing. Install them with this line, then run the command again:" >&2
    echo "    sudo apt-get install --no-install-recommends$missing" >&2
    exit 1
fi
# shellcheck disable=SC2086
[ -z "$missing" ] || install_all $missing
[ -n "$wanted" ] || exit 0
# shellcheck disable=SC2086
if [ "$(id -u)" -ne 0 ] || ! install_all $wanted; then
    echo "Some tests of signatures are skipped. To run them too:" >&2
    echo "    sudo apt-get install --no-install-recommends$wanted" >&2
fi
