#!/usr/bin/env bash
# Builds everything and runs every test. Needs the .NET 10 SDK and, for the first run, a NuGet feed.
# Last line: N passed, N failed, N skipped. Exit code 0 only if all passed.
set -uo pipefail
cd "$(dirname "$0")"

if ! dotnet --version >/dev/null 2>&1; then
    echo "The .NET 10 SDK is needed: https://dotnet.microsoft.com/download" >&2
    exit 3
fi

dotnet build JsccGrid.sln -c Release -nologo -v quiet || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet test --solution JsccGrid.sln -c Release --no-build "$@" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}

count() { sed -n "s/^  $1: \([0-9]*\)$/\1/p" "$log" | tail -n 1; }
echo "$(count succeeded || true) passed, $(count failed || true) failed, $(count skipped || true) skipped" | sed 's/^ passed/0 passed/; s/,  /, 0 /g'
exit "$status"
