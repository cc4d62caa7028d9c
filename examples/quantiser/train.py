"""A scalar quantiser with a gradient of its own, sent over white Gaussian noise: a scheme of docs/protocol.md in the standard library."""
import hashlib, json, math, os, queue, random, sys, threading

STEPS, DIMENSION, PEOPLE, BATCH = 200, 8, 20, 16


def say(event, **fields):
    print(json.dumps({"event": event, **fields}), flush=True)


def listen(lines):
    try:
        for line in sys.stdin:
            lines.put(json.loads(line))
    finally:
        os._exit(0)  # The worker is gone, and nobody waits for us.


def send(vector, scale, rate, snr, noise):
    """Each number as one of `rate` levels from -scale to scale; the levels cross the channel with a power of 1."""
    step = 2 * scale / (rate - 1)
    deviation = 0 if snr == "inf" else scale * 10 ** (-snr / 20)
    return [round((max(-scale, min(scale, x)) + scale) / step) * step - scale + noise.gauss(0, deviation) for x in vector]


def distortion(batch, scale, rate, snr, seed):
    return sum((x - y) ** 2 for v in batch for x, y in zip(v, send(v, scale, rate, snr, random.Random(seed)))) / len(batch)


def save(run, step, scale, state):
    folder = os.path.join(run["scratchFolder"], f"checkpoint-{step}")
    os.makedirs(folder)
    content = json.dumps({"step": step, "scale": scale, "random": state}).encode()
    with open(os.path.join(folder, "state.json"), "wb") as file:
        file.write(content)
    say("checkpointed", folder=folder, step=step, files=[{"name": "state.json", "sha256": hashlib.sha256(content).hexdigest()}])


def top1(people, scale, rate, snr, seed):
    noise, right = random.Random(f"{seed} {snr}"), 0
    for who, person in enumerate(people):
        seen = send([x + noise.gauss(0, 0.3) for x in person], scale, rate, snr, noise)
        right += who == min(range(len(people)), key=lambda other: math.dist(seen, people[other]))
    return right / len(people)


lines = queue.Queue()
threading.Thread(target=listen, args=(lines,), daemon=True).start()
say("ready")
run = lines.get()
rate, snr = run["coordinates"]["levels"], run["coordinates"]["trainSnrDb"]
draw, scale, step = random.Random(run["seed"]), 0.5, 0
if "resumeFrom" in run:
    with open(os.path.join(run["resumeFrom"], "state.json")) as file:
        saved = json.load(file)
    step, scale, (version, numbers, rest) = saved["step"], saved["scale"], saved["random"]
    draw.setstate((version, tuple(numbers), rest))
while step < STEPS:
    batch = [[draw.gauss(0, 1) for _ in range(DIMENSION)] for _ in range(BATCH)]
    slope = distortion(batch, scale + 0.01, rate, snr, step) - distortion(batch, scale - 0.01, rate, snr, step)
    scale, step = max(0.1, scale - 0.5 * slope / DIMENSION), step + 1
    say("progress", step=step, steps=STEPS, loss=distortion(batch, scale, rate, snr, step))
    stop = not lines.empty()
    if stop or step % (run.get("checkpointSteps") or 50) == 0:
        save(run, step, scale, draw.getstate())
    if stop:
        say("preempted", step=step)
        sys.exit()
people = [[random.Random(f"{who} {i}").gauss(0, 1) for i in range(DIMENSION)] for who in range(PEOPLE)]
say("completed", queries=PEOPLE, chanceTop1=1 / PEOPLE,
    points=[{"testSnrDb": at, "top1": top1(people, scale, rate, at, run["seed"])} for at in run["testSnrDb"]])
