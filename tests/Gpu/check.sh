#!/usr/bin/env bash
# Measures training on this machine's GPU, beside PyTorch in the same run. See docs/gpu.md.
#
#   tests/Gpu/check.sh                      builds, and measures here
#   tests/Gpu/check.sh pack FILE.tar.xz     builds for a machine that has no .NET SDK; FILE holds no libtorch
#   tests/Gpu/check.sh run FILE.tar.xz OUT  measures there; needs nothing but a python3 with torch, or JSCCGRID_LIBTORCH
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

pack() {
    dotnet publish "$root/tests/Benchmarks" -c Release -r linux-x64 --self-contained -o "$work/gpu-check" \
        --artifacts-path "$work/build" -p:TorchBackend=none -p:DebugType=none
    nm -D --undefined-only "$work/gpu-check/libLibTorchSharp.so" | awk '$1 == "U" { sub(/@.*/, "", $2); print $2 }' > "$work/gpu-check/symbols.txt"
    # Nothing that is measured here needs these.
    rm -f "$work"/gpu-check/{Orleans.Dashboard*,KubernetesClient,Microsoft.CodeAnalysis*}.dll
    tar -C "$work" -cJf "$1" gpu-check
    ls -l "$1"
}

run() {
    python3 - "$1" "$work" <<'PYTHON'
import sys, tarfile
tarfile.open(sys.argv[1]).extractall(sys.argv[2])
PYTHON
    python3 "$here/run.py" "$work/gpu-check" "$2"
}

case "${1:-}" in
    pack) pack "$2" ;;
    run) run "$2" "$3" ;;
    "") pack "$work/pack.tar.xz"; run "$work/pack.tar.xz" "$root/TestResults/gpu" ;;
    *) sed -n '2,6p' "$0" >&2; exit 2 ;;
esac
