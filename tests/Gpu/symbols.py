"""Says as JSON which of the names in a file no library of a libtorch folder has.

    python3 symbols.py NAMES LIBTORCH

LibTorchSharp binds lazily, so that a name missing from another libtorch than its own would only fail when it is first called.
"""
import ctypes
import glob
import json
import os
import sys


def load(folder):
    """The libraries of the folder, with what they need: a PyTorch installation knows where its own CUDA libraries are."""
    site = os.path.dirname(os.path.dirname(os.path.abspath(folder)))
    if os.path.exists(os.path.join(site, "torch", "__init__.py")):
        sys.path.insert(0, site)
        import torch
        torch.zeros(1)
    names = ["libc10.so", "libc10_cuda.so", "libtorch_cpu.so", "libtorch_cuda.so", "libtorch.so"]
    return [ctypes.CDLL(path, ctypes.RTLD_GLOBAL) for name in names for path in glob.glob(os.path.join(folder, name))]


def has(library, name):
    try:
        getattr(library, name)
        return True
    except AttributeError:
        return False


libraries = [*load(sys.argv[2]), ctypes.CDLL("libstdc++.so.6"), ctypes.CDLL("libm.so.6"), ctypes.CDLL("libgcc_s.so.1"), ctypes.CDLL(None)]
with open(sys.argv[1]) as file:
    wanted = file.read().split()
missing = [name for name in wanted if not any(has(library, name) for library in libraries)]
print(json.dumps({"wanted": len(wanted), "missing": missing}), flush=True)
os._exit(0)  # without the libraries' own goodbyes
