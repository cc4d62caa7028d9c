"""Trains whole grids with the packed programs on this machine's GPU and on its processors, and compares precisions by what they find.

    python3 grids.py PROGRAMS OUT [--limit 150] [--budget 450] [--slots 8] [--seeds 0,1,2] [--only TITLE] [--grid FILE]

PROGRAMS is the folder that check.sh packed. OUT gets grids.json, after every grid anew, grids.md, the tables, and a folder for each grid
with its log and its report. Every grid has a store of its own and shares nothing with the others but the data set, that of the demo.
A grid that is not done in time is stopped, and what it found until then is reported.
"""
import argparse
import contextlib
import csv
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from run import Machine

REFERENCE = "cuda single"
STOPPING_SECONDS = 20
NAME = "grid"


class Utilisation:
    """How busy the GPU is and what memory it has in use, asked once a second while this is open."""

    def __init__(self, machine):
        self.machine, self.ended, self.samples = machine, threading.Event(), []
        self.thread = threading.Thread(target=self.sample, daemon=True)

    def sample(self):
        while not self.ended.wait(1):
            try:
                self.samples.append([float(number) for number in self.machine.nvidia_smi("utilization.gpu,memory.used").split(",")])
            except (ValueError, subprocess.SubprocessError, OSError):
                pass  # A sample that is lost is one of many.

    def __enter__(self):
        if self.machine.cuda:
            self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()

    def summary(self):
        if not self.samples:
            return {}
        percents, memory = zip(*self.samples)
        return {"gpuPercent": statistics.mean(percents), "memoryMiB": max(memory)}


class Grids(Machine):
    def __init__(self, options):
        super().__init__(options.programs, options.out, "grids")
        self.limit, self.budget, self.slots = options.limit, options.budget, options.slots
        self.seeds, self.only = options.seeds, options.only
        self.grid = open(options.grid or os.path.join(self.programs, "demo.yaml")).read()
        # Processes of the cells share the cores: a libtorch that was told another number of threads would be another measurement.
        self.environment.pop("OMP_NUM_THREADS", None)

    def client(self):
        return os.path.join(self.programs, "jsccgrid")

    def data(self, folder):
        self.run([self.client(), "data", "synth", folder], self.environment, 60)
        return {"images": sum(len(files) for _, _, files in os.walk(folder))}

    def train(self, title, scratch, precision, device, slots):
        """A grid from nothing to its figures, or as far as the time goes."""
        left = self.budget - (time.time() - self.began) - STOPPING_SECONDS
        if left < STOPPING_SECONDS:
            return {"leftOut": "no time was left"}
        folder_name = title.replace(" ", "-")
        folder = os.path.join(self.out, folder_name)
        os.makedirs(folder, exist_ok=True)
        grid, store = os.path.join(folder, "grid.yaml"), os.path.join(scratch, folder_name)
        with open(grid, "w") as file:
            recipe = rf"recipe: {{ extends: \1, name: \1, precision: {precision} }}"
            file.write(re.sub(r"(?m)^recipe: *([\w-]+).*$", recipe, self.grid, count=1))
        command = [self.client(), "run", grid, "--name", NAME, "--data", os.path.join(scratch, "data"), "--seeds", self.seeds,
                   "--store", store, "--out", folder, "--device", device, "--json", *(["--slots", str(slots)] if slots else [])]
        log = os.path.join(folder, "log.jsonl")
        with Utilisation(self) as utilisation:
            result = self.until_done(command, log, min(self.limit, left))
        events = [json.loads(line) for line in open(log) if line.startswith("{")]
        if not result["finished"]:
            # The same numbers from the cells that are there.
            drawn = subprocess.run([self.client(), "curves", NAME, "--store", store, "--out", folder, "--json"],
                                   env=self.environment, capture_output=True, text=True, timeout=STOPPING_SECONDS)
            events += [json.loads(line) for line in drawn.stdout.split("\n") if line.startswith("{")]
        last = next((event for event in reversed(events) if event["event"] == "snapshot"), None)
        report = next((event for event in reversed(events) if event["event"] == "report"), None)
        if result["finished"] and not report:
            raise RuntimeError(f"jsccgrid ended with {result['exitCode']} and no report: {result['errors']}")
        return {
            "precision": precision, "device": device, "slots": slots, **result, **utilisation.summary(),
            "cells": last and last["cells"]["total"], "cellsDone": last and last["cells"]["committed"],
            "attempts": sum(event["event"] == "started" for event in events),
            "claims": {claim["number"]: claim["verdict"] for claim in report["claims"]} if report else None,
            "curves": self.curves(os.path.join(folder, "curves.csv")),
        }

    def until_done(self, command, log, limit):
        began = time.time()
        with open(log, "w") as output, open(log + ".errors", "w+") as errors:
            # A group of its own, so that nothing outlives it that would not stop.
            process = subprocess.Popen(
                command, env=self.environment, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, start_new_session=True,
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
            finished = True
            try:
                process.wait(limit)
            except subprocess.TimeoutExpired:
                finished = False
                process.send_signal(signal.SIGINT)
                try:
                    process.wait(STOPPING_SECONDS)
                except subprocess.TimeoutExpired:
                    pass
            finally:
                wall = time.time() - began
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()
            errors.seek(0)
            said = errors.read()[-800:]
            # 1: some cells have no result; 3 may mean no more than a figure that could not be drawn.
            if finished and process.returncode not in (0, 1, 3):
                raise RuntimeError(f"jsccgrid ended with {process.returncode} after {wall:.0f} s: {said}")
            return {"wallSeconds": wall, "finished": finished, "exitCode": process.returncode, "errors": said}

    @staticmethod
    def curves(file):
        """Of every point of the figures, keyed by figure, line and SNR: mean over seeds, the seeds' standard error, and their number."""
        if not os.path.exists(file):
            return {}
        with open(file) as rows:
            return {
                f"{row['figure']} {row['series']} {row['snr_db']}": {
                    "top1": float(row["top1"]),
                    "standardError": float(row["standard_error"]) if row["error_bar"] == "seeds" else None,
                    "seeds": int(row["seeds"]),
                }
                for row in csv.DictReader(rows) if row["figure"] != "operating-points"
            }

    def comparison(self, title, reference):
        """
        Differences of a grid's points to the reference's, in points of top-1 and in units of the reference's standard error over seeds.
        Only points of as many seeds in both are compared, and in units only those whose seeds differ.
        """
        ours, theirs = self.report[title]["curves"], self.report[reference]["curves"]
        common = [(ours[key], theirs[key]) for key in ours if key in theirs and ours[key]["seeds"] == theirs[key]["seeds"]]
        if not common:
            return {"points": 0}
        points = [100 * (a["top1"] - b["top1"]) for a, b in common]
        errors = [(a["top1"] - b["top1"]) / b["standardError"] for a, b in common if b["standardError"]]
        return {
            "reference": reference, "points": len(common), "identical": sum(point == 0 for point in points),
            "meanDifference": statistics.mean(points),
            "meanAbsolute": statistics.mean(map(abs, points)), "largestAbsolute": max(map(abs, points)),
            "medianStandardError": statistics.median([100 * (b["standardError"] or 0) for _, b in common]),
            **({"pointsInErrors": len(errors), "meanAbsoluteInErrors": statistics.mean(map(abs, errors)),
                "largestAbsoluteInErrors": max(map(abs, errors))} if errors else {}),
        }

    def compare(self):
        done = [title for title, result in self.report.items() if isinstance(result, dict) and result.get("curves")]
        if not done:
            return {}
        reference = REFERENCE if REFERENCE in done else done[0]
        return {title: self.comparison(title, reference) for title in done if title != reference}

    def table(self):
        runs = {title: result for title, result in self.report.items() if isinstance(result, dict) and "wallSeconds" in result}
        lines = [self.title(), "",
                 "| grid on | slots | wall time, s | cells | GPU busy | GPU memory |", "| --- | --- | --- | --- | --- | --- |"]
        for title, run in runs.items():
            busy = f"{run['gpuPercent']:.0f} % | {run['memoryMiB'] / 1024:.1f} GiB" if "gpuPercent" in run else " | "
            time_taken = f"{run['wallSeconds']:.0f}" + ("" if run["finished"] else ", stopped")
            lines.append(f"| {title} | {run['slots'] or 'default'} | {time_taken} | {run['cellsDone']} of {run['cells']} | {busy} |")
        lines += ["", "Differences of top-1 in points, over the points of the figures; errors are the reference's, over its seeds.", "",
                  "| grids | points, identical | mean | mean, largest absolute | median error | mean, largest absolute in errors |",
                  "| --- | --- | --- | --- | --- | --- |"]
        for title, result in self.report.get("comparison", {}).items():
            if not isinstance(result, dict) or not result.get("points"):
                continue
            units = (f"{result['meanAbsoluteInErrors']:.2f}, {result['largestAbsoluteInErrors']:.2f} ({result['pointsInErrors']} points)"
                     if "pointsInErrors" in result else "")
            lines.append(
                f"| {title} against {result['reference']} | {result['points']}, {result['identical']} | {result['meanDifference']:+.2f} "
                f"| {result['meanAbsolute']:.2f}, {result['largestAbsolute']:.2f} | {result['medianStandardError']:.2f} | {units} |")
        judged = {title: run["claims"] for title, run in runs.items() if run["claims"]}
        if judged:
            lines += ["", f"| claim | {' | '.join(judged)} |", "| --- |" + " --- |" * len(judged)]
            numbers = sorted({number for claims in judged.values() for number in claims})
            lines += [f"| {number} | {' | '.join(claims.get(number, '') for claims in judged.values())} |" for number in numbers]
        text = "\n".join(lines) + "\n"
        self.write("md", text)
        return text

    def all(self):
        self.part("machine", self.machine)
        with tempfile.TemporaryDirectory() as scratch:
            self.part("data", lambda: self.data(os.path.join(scratch, "data")))
            for title, precision, device, slots, mps in self.plan():
                def train():
                    with self.mps() if mps else contextlib.nullcontext():
                        return {**self.train(title, scratch, precision, device, slots), "mps": mps}

                self.part(title, train)
                self.part("comparison", self.compare)
                self.table()
        print(self.table())

    def plan(self):
        """Title, precision, device, slots and whether by MPS, of each grid in turn: if time runs out, the last are left out."""
        if not self.cuda:
            grids = [("cpu single", "single", "cpu", None, False), ("cpu tf32", "tf32", "cpu", None, False)]
        else:
            mps = self.has_mps()
            grids = [
                (REFERENCE, "single", "cuda", self.slots, mps),
                ("cuda bfloat16", "bfloat16", "cuda", self.slots, mps),
                ("cuda tf32", "tf32", "cuda", self.slots, mps),
                ("cpu single", "single", "cpu", None, False),
                *([("cuda single without MPS", "single", "cuda", self.slots, False)] if mps else []),
            ]
        titles = [grid[0] for grid in grids]
        if unknown := [title for title in self.only or [] if title not in titles]:
            sys.exit(f"There is no grid {', '.join(map(repr, unknown))} here. There are {', '.join(map(repr, titles))}.")
        return [grid for grid in grids if not self.only or grid[0] in self.only]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("programs")
    parser.add_argument("out")
    parser.add_argument("--limit", type=float, default=150, help="seconds after which a grid is stopped")
    parser.add_argument("--budget", type=float, default=450, help="seconds for all of them")
    parser.add_argument("--slots", type=int, default=8, help="cells that share the GPU")
    parser.add_argument("--seeds", default="0,1,2")
    parser.add_argument("--only", action="append", help="the title of a grid to train; may be repeated; default: all")
    parser.add_argument("--grid", help="a grid file instead of the demo's")
    grids = Grids(parser.parse_args())
    grids.all()
    if grids.failed():
        sys.exit(f"These parts failed: {', '.join(grids.failed())}.")


if __name__ == "__main__":
    main()
