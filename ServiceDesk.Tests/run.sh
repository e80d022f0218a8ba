#!/usr/bin/env bash
# Installs what the machine lacks, builds, checks and tests everything. The last line printed is the count.
# Arguments go to the test program, e.g. -class ServiceDesk.Tests.Stage.TestClockTests
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
export TEST_RESULTS="$PWD/ServiceDesk.Tests/TestResults"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
[[ -t 1 ]] || export NO_COLOR=1
report="$TEST_RESULTS/tests.xml"

say() { printf '\n== %s\n' "$*"; }

has_postgres() { command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }

# Chromium and the programs of PostgreSQL, Dovecot and Postfix; on another system, or without the right to install, they are left to the person there.
install_what_is_missing() {
    local missing=()
    [[ -x "${CHROMIUM:-/usr/bin/chromium-headless-shell}" ]] || missing+=(chromium-headless-shell fonts-dejavu-core)
    has_postgres || missing+=(postgresql)
    [[ -x /usr/lib/dovecot/imap ]] || missing+=(dovecot-imapd)
    [[ -x /usr/sbin/postfix ]] || missing+=(postfix)
    command -v curl >/dev/null || missing+=(curl)
    ((${#missing[@]})) || return 0

    if [[ ! -e /etc/debian_version || $EUID -ne 0 ]]; then
        echo "Missing: ${missing[*]}. Install them (on Debian as root this is done here); tests that need them fail or are skipped." >&2
        return 0
    fi

    say "Installing ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    # Only the programs are wanted: the tests start servers of their own, and nothing shall listen beside them.
    local policy=/usr/sbin/policy-rc.d
    if [[ ! -e $policy ]]; then
        printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy"
    else
        policy=
    fi

    if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null; }; then
        echo "They could not be installed; the tests say what they lack." >&2
    fi

    [[ -z $policy ]] || rm -f "$policy"
}

# One attribute of the report's <assembly> elements, summed up.
sum_of() {
    grep -o '<assembly [^>]*>' "$report" | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ sum += $1 } END { print sum + 0 }'
}

command -v dotnet >/dev/null || { echo "The .NET SDK is needed, in the version global.json names: https://dotnet.microsoft.com/download" >&2; exit 1; }

install_what_is_missing
rm -rf "$TEST_RESULTS"
mkdir -p "$TEST_RESULTS"

say "Restoring what packages.lock.json names"
dotnet restore ServiceDesk.sln --locked-mode -v q

say "Building, a warning is an error"
dotnet build ServiceDesk.sln --no-restore -v q

say "Checking the format"
dotnet format whitespace ServiceDesk.sln --verify-no-changes --no-restore
dotnet format style ServiceDesk.sln --verify-no-changes --no-restore --severity warn

say "Testing"
outcome=0
dotnet ServiceDesk.Tests/bin/Debug/net10.0/ServiceDesk.Tests.dll -xml "$report" "$@" || outcome=$?

if [[ ! -s $report ]]; then
    echo "The tests left no report." >&2
    exit 1
fi

failed=$(($(sum_of failed) + $(sum_of errors)))
printf '\n%d passed, %d failed, %d skipped\n' "$(sum_of passed)" "$failed" "$(sum_of skipped)"
((failed == 0)) || exit 1
exit "$outcome"
