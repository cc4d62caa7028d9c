"""Runs the packed programs and their PyTorch peers on this machine's GPU (or, without one, its processor) and writes what it saw.

    python3 run.py PROGRAMS OUT [--quick]

PROGRAMS is the folder that check.sh packed. OUT gets gpu.json, after every part anew, and gpu.md, the table of docs/gpu.md.
The libtorch is the one that JSCCGRID_LIBTORCH names, or else that of this python3's torch.
"""
import argparse
import contextlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PEER = os.path.join(HERE, "peer.py")
PEER_VARIANTS = ["single", "default", "tf32", "bfloat16", "tf32-nhwc", "bfloat16-nhwc"]


class Machine:
    """This machine, the packed programs, and a report on them that is written to OUT anew after every part."""

    def __init__(self, programs, out, name):
        self.programs, self.out, self.name = os.path.abspath(programs), os.path.abspath(out), name
        self.began = time.time()
        self.report = {}
        try:
            import torch
            self.torch = torch
        except ImportError:
            self.torch = None
        self.libtorch = os.environ.get("JSCCGRID_LIBTORCH") or (
            os.path.join(os.path.dirname(self.torch.__file__), "lib") if self.torch else None)
        if not self.libtorch:
            sys.exit("There is no libtorch here: JSCCGRID_LIBTORCH names no folder, and this python3 has no torch.")
        self.cuda = bool(self.torch and self.torch.cuda.is_available())
        self.environment = dict(os.environ, JSCCGRID_LIBTORCH=self.libtorch, PYTHONUNBUFFERED="1")

    def part(self, name, action):
        began = time.time()
        try:
            self.report[name] = action()
        except Exception as problem:  # noqa: BLE001 - a part that fails is told of, and the others go on
            self.report[name] = {"failed": f"{type(problem).__name__}: {problem}"}
        print(f"[{time.time() - self.began:5.0f} s] {name} ({time.time() - began:.0f} s): {json.dumps(self.report[name])[:1500]}", flush=True)
        self.write("json", json.dumps(self.report, indent=2))

    def write(self, kind, text):
        os.makedirs(self.out, exist_ok=True)
        with open(os.path.join(self.out, f"{self.name}.{kind}"), "w") as file:
            file.write(text)

    def failed(self):
        """The names of the parts that failed."""
        return [name for name, result in self.report.items() if isinstance(result, dict) and "failed" in result]

    def machine(self):
        facts = {"processor": platform.machine(), "cores": os.cpu_count(), "gpus": [], "torch": getattr(self.torch, "__version__", None)}
        if self.cuda:
            facts["gpus"] = [self.torch.cuda.get_device_name(i) for i in range(self.torch.cuda.device_count())]
            facts["cuda"] = self.torch.version.cuda
            facts["cudnn"] = self.torch.backends.cudnn.version()
            facts["driver"] = self.nvidia_smi("driver_version")
        return facts

    def nvidia_smi(self, query):
        return subprocess.run(
            ["nvidia-smi", f"--query-gpu={query}", "--format=csv,noheader,nounits"], capture_output=True, text=True, check=True).stdout.split("\n")[0]

    def title(self):
        """The machine in a line."""
        machine = self.report["machine"]
        return (f"{', '.join(machine['gpus']) or 'no GPU'}, {machine['cores']} processor cores; "
                f"PyTorch {machine['torch']}, CUDA {machine.get('cuda')}, cuDNN {machine.get('cudnn')}, driver {machine.get('driver')}.")

    @contextlib.contextmanager
    def mps(self):
        """NVIDIA's Multi-Process Service, which lets the kernels of several processes run side by side, for what starts meanwhile."""
        with tempfile.TemporaryDirectory() as folder:
            alone = self.environment
            shared = {"CUDA_MPS_PIPE_DIRECTORY": folder, "CUDA_MPS_LOG_DIRECTORY": folder}
            everywhere = dict(os.environ, **shared)
            daemon = subprocess.Popen(["nvidia-cuda-mps-control", "-f"], env=everywhere, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                time.sleep(2)
                self.environment = dict(alone, **shared)
                yield
            finally:
                self.environment = alone
                subprocess.run(["nvidia-cuda-mps-control"], input="quit\n", text=True, env=everywhere, timeout=20, check=False)
                daemon.kill()
                daemon.wait()

    @staticmethod
    def has_mps():
        return shutil.which("nvidia-cuda-mps-control") is not None

    @staticmethod
    def run(command, environment, timeout):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=timeout)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(command[:3])} ended with {done.returncode}: {done.stderr.strip()[-800:]}")
        return [line for line in done.stdout.split("\n") if line.strip()]


class Check(Machine):
    """Steps, processes that share the device, resuming and testing, with PyTorch beside them."""

    def __init__(self, programs, out, quick):
        super().__init__(programs, out, "gpu")
        self.seconds = 1 if quick else 3
        # OpenBLAS of another machine's making would slow the peer down.
        self.peer_environment = {key: value for key, value in os.environ.items() if key not in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")}

    def symbols(self):
        names = os.path.join(self.programs, "symbols.txt")
        return json.loads(self.run([sys.executable, os.path.join(HERE, "symbols.py"), names, self.libtorch], self.environment, 120)[-1])

    def ours(self, *arguments, timeout=120):
        return json.loads(self.run([os.path.join(self.programs, "JsccGrid.Benchmarks"), *arguments, "--json"], self.environment, timeout)[-1])

    def peer(self, *arguments, timeout=120):
        return [json.loads(line) for line in self.run([sys.executable, PEER, *arguments], self.peer_environment, timeout)]

    def doctor(self):
        return json.loads("\n".join(self.run([os.path.join(self.programs, "jsccgrid-train"), "--doctor"], self.environment, 120)))

    def step(self, network, precision, batch=16):
        return self.ours("step", "--network", network, "--precision", precision, "--batch", str(batch), "--seconds", str(self.seconds))

    def steps(self):
        return [
            *(self.step("backbone", precision) for precision in self.precisions()),
            self.step("autoencoder", "single"),
        ]

    def precisions(self):
        return ["single", "tf32", "bfloat16"] if self.cuda else ["single"]

    def peer_steps(self):
        if not self.torch:
            return []
        seconds = ["--seconds", str(self.seconds / 2)]
        variants = PEER_VARIANTS if self.cuda else ["single"]
        return [
            *self.peer(*seconds, "--variants", *variants),
            *self.peer(*seconds, "--network", "autoencoder", "--variants", "single", *(["bfloat16"] if self.cuda else [])),
        ]

    def share(self, command, environment, processes):
        """Samples a second of so many processes that step at the same time, and the memory they take together."""
        before = int(self.nvidia_smi("memory.used")) if self.cuda else 0
        running = [subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
                   for _ in range(processes)]
        watchdog = threading.Timer(120, lambda: [process.kill() for process in running])
        watchdog.start()
        try:
            for process in running:
                if process.stdout.readline().strip() != "ready":
                    raise RuntimeError("a process ended before it was ready")
            memory = int(self.nvidia_smi("memory.used")) - before if self.cuda else None
            for process in running:
                process.stdin.write("go\n")
                process.stdin.flush()
            results = [json.loads(process.stdout.readline()) for process in running]
            return {
                "processes": processes,
                "samplesPerSecond": sum(1000 * result["batch"] / result["medianMs"] for result in results),
                "memoryMiB": memory,
            }
        finally:
            watchdog.cancel()
            for process in running:
                process.kill()
                process.wait()

    def sharing(self, precision, network="backbone", counts=None):
        command = [os.path.join(self.programs, "JsccGrid.Benchmarks"), "step", "--network", network, "--precision", precision,
                   "--seconds", str(self.seconds), "--wait", "--json"]
        return [self.share(command, self.environment, processes) for processes in counts or self.process_counts()]

    def peer_sharing(self, variant, network="backbone", counts=None):
        if not self.torch:
            return []
        command = [sys.executable, PEER, "--network", network, "--variants", variant, "--seconds", str(self.seconds), "--wait"]
        return [self.share(command, self.peer_environment, processes) for processes in counts or self.process_counts()]

    def sharing_by_mps(self):
        if not self.has_mps():
            return {"absent": "nvidia-cuda-mps-control"}
        with self.mps():
            return {"bfloat16": self.sharing("bfloat16", counts=[4, 8])}

    def table(self):
        """What docs/gpu.md shows, from the report alone."""
        report, lines = self.report, []

        def failed(name):
            return not report.get(name) or (isinstance(report[name], dict) and "failed" in report[name])

        lines += [self.title(), ""]
        if not failed("steps"):
            lines += ["| step | precision | ms, median (10 % to 90 %) | samples/s |", "| --- | --- | --- | --- |"]
            lines += [self.row(f"JsccGrid, {step['network']}", step["precision"], step) for step in report["steps"]]
            if not failed("peerSteps"):
                lines += [self.row(f"PyTorch, {step['network']}", step["variant"], step) for step in report["peerSteps"]]
            lines.append("")
        shared = [("sharing", "JsccGrid, backbone"), ("sharingByMps", "JsccGrid, backbone, by MPS"), ("peerSharing", "PyTorch, backbone"),
                  ("autoencoderSharing", "JsccGrid, autoencoder"), ("peerAutoencoderSharing", "PyTorch, autoencoder")]
        lines += ["| processes sharing the device | precision | processes: samples/s (memory) |", "| --- | --- | --- |"]
        for name, title in shared:
            for precision, runs in ({} if failed(name) or "absent" in report[name] else report[name]).items():
                cells = [f"{run['processes']}: {run['samplesPerSecond']:,.0f}" + (f" ({run['memoryMiB'] / 1024:.1f} GiB)" if run["memoryMiB"] else "") for run in runs]
                lines.append(f"| {title} | {precision} | {', '.join(cells)} |")
        lines.append("")
        if not failed("resume"):
            lines += [f"Killed and resumed in {run['precision']}: " + ("the same to the last digit." if run["identical"]
                      else f"top-1 differs by up to {run['largestTop1Difference']:.4f}.") for run in report["resume"]]
        if not failed("evaluation"):
            run = report["evaluation"]
            lines.append(f"Testing a cell at the size of CUHK03, D = {run['dimension']}, {run['passes']} passes: {run['seconds']:.2f} s.")
        text = "\n".join(lines) + "\n"
        self.write("md", text)
        print(text)

    @staticmethod
    def row(title, precision, step):
        rate = 1000 * step["batch"] / step["medianMs"]
        return f"| {title} | {precision} | {step['medianMs']:.2f} ({step['tenth']:.2f} to {step['ninetieth']:.2f}) | {rate:,.0f} |"

    def process_counts(self):
        return [1, 2, 4, 8] if self.cuda else [1, 2]

    def evaluation(self):
        return self.ours("evaluation", *([] if self.cuda else ["--snrs", "1"]), timeout=100)

    def all(self):
        self.part("machine", self.machine)
        self.part("symbols", self.symbols)
        self.part("doctor", self.doctor)
        self.part("steps", self.steps)
        self.part("peerSteps", self.peer_steps)
        self.part("resume", lambda: [self.ours("resume", "--precision", precision, timeout=100) for precision in self.precisions()])
        self.part("sharing", lambda: {precision: self.sharing(precision) for precision in (["bfloat16", "tf32"] if self.cuda else ["single"])})
        self.part("evaluation", self.evaluation)
        self.part("peerSharing", lambda: {"default" if self.cuda else "single": self.peer_sharing("default" if self.cuda else "single")})
        if self.cuda:
            self.part("autoencoderSharing", lambda: {"single": self.sharing("single", "autoencoder", [1, 4])})
            self.part("peerAutoencoderSharing", lambda: {"single": self.peer_sharing("single", "autoencoder", [1, 4])})
            self.part("sharingByMps", self.sharing_by_mps)
        self.table()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("programs")
    parser.add_argument("out")
    parser.add_argument("--quick", action="store_true", help="one second a measurement")
    arguments = parser.parse_args()
    check = Check(arguments.programs, arguments.out, arguments.quick)
    check.all()
    if check.failed():
        sys.exit(f"These parts failed: {', '.join(check.failed())}.")


if __name__ == "__main__":
    main()
