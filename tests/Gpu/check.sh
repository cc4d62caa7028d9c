#!/usr/bin/env bash
# Measures training on this machine's GPU, beside PyTorch in the same run. See docs/gpu.md.
#
#   tests/Gpu/check.sh                      builds, and measures here
#   tests/Gpu/check.sh pack FILE.tar.xz     builds for a machine that has no .NET SDK; FILE holds no libtorch
#   tests/Gpu/check.sh run FILE.tar.xz OUT  measures there; needs nothing but a python3 with torch, or JSCCGRID_LIBTORCH
#   tests/Gpu/check.sh grids FILE.tar.xz OUT [options of grids.py]  trains whole grids there, in every precision
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

pack() {
    # Both into one folder: what is large, the runtime, they share.
    local project
    for project in tests/Benchmarks src/Client; do
        dotnet publish "$root/$project" -c Release -r linux-x64 --self-contained -o "$work/gpu-check" \
            --artifacts-path "$work/build" -p:TorchBackend=none -p:DebugType=none
    done
    cp "$root/src/Experiments/Grids/demo.yaml" "$work/gpu-check"
    nm -D --undefined-only "$work/gpu-check/libLibTorchSharp.so" | awk '$1 == "U" { sub(/@.*/, "", $2); print $2 }' > "$work/gpu-check/symbols.txt"
    # Nothing that is measured here needs these.
    rm -f "$work"/gpu-check/{KubernetesClient,Microsoft.CodeAnalysis*}.dll
    XZ_OPT=-T0 tar -C "$work" -cJf "$1" gpu-check
    ls -l "$1"
}

unpack() {
    python3 - "$1" "$work" <<'PYTHON'
import sys, tarfile
tarfile.open(sys.argv[1]).extractall(sys.argv[2])
PYTHON
}

run() {
    unpack "$1"
    python3 "$here/run.py" "$work/gpu-check" "$2"
}

grids() {
    unpack "$1"
    python3 "$here/grids.py" "$work/gpu-check" "${@:2}"
}

case "${1:-}" in
    pack) pack "$2" ;;
    run) run "$2" "$3" ;;
    grids) grids "${@:2}" ;;
    "") pack "$work/pack.tar.xz"; run "$work/pack.tar.xz" "$root/TestResults/gpu" ;;
    *) sed -n '2,7p' "$0" >&2; exit 2 ;;
esac
