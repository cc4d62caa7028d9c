"""The same training steps in PyTorch, eager: what a script that trains cell by cell would run.

    python3 peer.py [--network backbone|autoencoder] [--batch 16] [--seconds 4] [--variants ...] [--wait]

Prints one JSON line per variant. A variant is a precision and a memory layout:

    single         float32 without TF32
    default        what PyTorch does when nothing is said: float32, with TF32 inside cuDNN's convolutions
    tf32           TF32 in convolutions and matrix products
    bfloat16       torch.autocast
    ...-nhwc       the same with channels adjacent in memory
"""
import argparse
import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F


class Bottleneck(nn.Module):
    def __init__(self, inputs, width, stride):
        super().__init__()
        outputs = 4 * width
        self.body = nn.Sequential(
            nn.Conv2d(inputs, width, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU(inplace=True),
            nn.Conv2d(width, width, 3, stride, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU(inplace=True),
            nn.Conv2d(width, outputs, 1, bias=False), nn.BatchNorm2d(outputs))
        self.shortcut = nn.Identity() if stride == 1 and inputs == outputs else nn.Sequential(
            nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        return F.relu(self.body(x) + self.shortcut(x), inplace=True)


class ResNet50(nn.Module):
    def __init__(self, classes):
        super().__init__()
        layers = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, 1)]
        inputs = 64
        for stage, blocks in enumerate([3, 4, 6, 3]):
            for block in range(blocks):
                layers.append(Bottleneck(inputs, 64 << stage, 2 if stage > 0 and block == 0 else 1))
                inputs = 256 << stage
        self.body = nn.Sequential(*layers)
        self.classifier = nn.Linear(inputs, classes)

    def forward(self, x):
        return self.classifier(self.body(x).mean([2, 3]))


def stack(widths):
    layers = []
    for i in range(1, len(widths)):
        layers.append(nn.Linear(widths[i - 1], widths[i]))
        if i < len(widths) - 1:
            layers += [nn.BatchNorm1d(widths[i]), nn.LeakyReLU(0.01, inplace=True)]
    return nn.Sequential(*layers)


def backbone_step(variant, batch, device):
    network = ResNet50(767).to(device)
    pixels = torch.randint(0, 256, (batch, 3, 256, 128), dtype=torch.uint8, device=device)
    labels = torch.randint(0, 767, (batch,), device=device)
    if variant.endswith("-nhwc"):
        network = network.to(memory_format=torch.channels_last)
    mean = torch.tensor([0.485, 0.456, 0.406], device=device).view(1, 3, 1, 1)
    deviation = torch.tensor([0.229, 0.224, 0.225], device=device).view(1, 3, 1, 1)
    optimizer = torch.optim.SGD(network.parameters(), 1e-4, momentum=0.9, weight_decay=5e-4)

    def step():
        images = (pixels.float() / 255 - mean) / deviation
        if variant.endswith("-nhwc"):
            images = images.contiguous(memory_format=torch.channels_last)
        with torch.autocast(device.type, torch.bfloat16, enabled=variant.startswith("bfloat16")):
            logits = network(images)
        loss = F.cross_entropy(logits.float(), labels)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()

    return step


def autoencoder_step(variant, batch, device):
    encoder, decoder = stack([2048, 512, 512, 512]).to(device), stack([512, 512, 512, 2048]).to(device)
    features = torch.rand(batch, 2048, device=device)
    optimizer = torch.optim.SGD([*encoder.parameters(), *decoder.parameters()], 1e-4, momentum=0.9, weight_decay=5e-4)

    def step():
        with torch.autocast(device.type, torch.bfloat16, enabled=variant.startswith("bfloat16")):
            symbols = encoder(features)
            symbols = symbols * (symbols.shape[1] ** 0.5 / symbols.norm(dim=1, keepdim=True))
            loss = F.l1_loss(decoder(symbols + torch.randn_like(symbols)), features)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()

    return step


def measure(step, device, seconds):
    times, began, steps = [], time.perf_counter(), 5 if device.type == "cuda" else 1
    while len(times) < 3 or time.perf_counter() - began < seconds:
        look = time.perf_counter()
        for _ in range(steps):
            step()
        if device.type == "cuda":
            torch.cuda.synchronize()
        times.append((time.perf_counter() - look) / steps * 1000)
    times.sort()
    return times


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--network", choices=["backbone", "autoencoder"], default="backbone")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--variants", nargs="+", default=["single"])
    parser.add_argument("--wait", action="store_true")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    for variant in arguments.variants:
        torch.backends.cudnn.allow_tf32 = variant.split("-")[0] in ("default", "tf32")
        torch.backends.cuda.matmul.allow_tf32 = variant.split("-")[0] == "tf32"
        make = backbone_step if arguments.network == "backbone" else autoencoder_step
        step = make(variant, arguments.batch, device)
        measure(step, device, 2 if device.type == "cuda" else 0)
        if arguments.wait:
            print("ready", flush=True)
            sys.stdin.readline()
        times = measure(step, device, arguments.seconds)
        print(json.dumps({
            "network": arguments.network, "variant": variant, "batch": arguments.batch, "device": str(device),
            "medianMs": times[len(times) // 2], "tenth": times[len(times) // 10], "ninetieth": times[-1 - len(times) // 10],
            "memoryMiB": torch.cuda.max_memory_reserved() >> 20 if device.type == "cuda" else None,
        }), flush=True)
        del step
        if device.type == "cuda":
            torch.cuda.empty_cache()
            torch.cuda.reset_peak_memory_stats()


if __name__ == "__main__":
    main()
