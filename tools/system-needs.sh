#!/bin/sh
# What the tests need from the system beyond Python: installed when we can (apt, as root), else said aloud.
# The tests themselves skip with the reason when something is missing, and fail instead of skipping when CI is set.
set -u
wanted=""
need() { # need <what it is for> <apt package> <test command...>
    what=$1; package=$2; shift 2
    if "$@" >/dev/null 2>&1; then return; fi
    wanted="$wanted $package"; echo "system need: $package ($what)"
}
has_initdb() { command -v initdb || ls /usr/lib/postgresql/*/bin/initdb; }
need "PostgreSQL, the second database" postgresql has_initdb
need "LibreOffice: old .doc and .wps files" libreoffice-writer-nogui command -v soffice
has_calc() { ls /usr/lib/libreoffice/program/libsclo.so; }
need "LibreOffice: old .xls files, and opening our workbooks" libreoffice-calc-nogui has_calc
has_libarchive() { ldconfig -p | grep -q libarchive.so; }
need "libarchive: RAR and 7-Zip archives" libarchive13 has_libarchive
has_chinese() { fc-list :lang=zh | grep -q .; }
need "a Chinese font: drawing scans and PDFs" fonts-wqy-zenhei has_chinese
need "Chromium: PDFs as browsers print them" chromium command -v chromium
[ -z "$wanted" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends $wanted >/dev/null || echo "could not install:$wanted"
else
    echo "not root or no apt: tests that need$wanted will be skipped, with the reason"
fi
exit 0
