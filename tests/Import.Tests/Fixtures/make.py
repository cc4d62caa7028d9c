"""Writes the fixtures of this folder: small residual networks with random weights, as PyTorch saves and exports them.

Run with PyTorch 1.13: python3 make.py FOLDER. The tests read what it wrote and never run it.
"""
import os
import sys

import torch
from torch import nn


class Block(nn.Module):
    """Basic or bottleneck, with torchvision's names."""

    def __init__(self, inputs, width, stride, bottleneck):
        super().__init__()
        outputs = width * 4 if bottleneck else width
        shapes = [(inputs, width, 1, 1), (width, width, 3, stride), (width, outputs, 1, 1)] if bottleneck \
            else [(inputs, width, 3, stride), (width, width, 3, 1)]
        self.count = len(shapes)
        for n, (i, o, kernel, step) in enumerate(shapes):
            setattr(self, f'conv{n + 1}', nn.Conv2d(i, o, kernel, step, kernel // 2, bias=False))
            setattr(self, f'bn{n + 1}', nn.BatchNorm2d(o))
        self.downsample = None
        if stride != 1 or inputs != outputs:
            self.downsample = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = x
        for n in range(1, self.count + 1):
            y = getattr(self, f'bn{n}')(getattr(self, f'conv{n}')(y))
            if n < self.count:
                y = torch.relu(y)
        return torch.relu(y + (x if self.downsample is None else self.downsample(x)))


class Net(nn.Module):
    def __init__(self, blocks, width, bottleneck):
        super().__init__()
        self.conv1 = nn.Conv2d(3, width, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        inputs, expansion = width, 4 if bottleneck else 1
        for stage, count in enumerate(blocks):
            layers = []
            for n in range(count):
                layers.append(Block(inputs, width << stage, 2 if stage > 0 and n == 0 else 1, bottleneck))
                inputs = (width << stage) * expansion
            setattr(self, f'layer{stage + 1}', nn.Sequential(*layers))
        self.fc = nn.Linear(inputs, 3)

    def forward(self, x):
        x = self.maxpool(torch.relu(self.bn1(self.conv1(x))))
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(torch.flatten(nn.functional.adaptive_avg_pool2d(x, 1), 1))


class Call:
    """What a pickle runs when Python reads it."""

    def __reduce__(self):
        return os.system, ('true',)


def stirred(net):
    for layer in net.modules():
        if isinstance(layer, nn.BatchNorm2d):
            nn.init.uniform_(layer.weight, 0.5, 1.5)
            nn.init.uniform_(layer.bias, -0.3, 0.3)
            nn.init.uniform_(layer.running_mean, -0.2, 0.2)
            nn.init.uniform_(layer.running_var, 0.5, 1.5)
    return net.eval()


torch.manual_seed(3)
out = sys.argv[1]
basic = stirred(Net([1, 2, 1, 1], 2, False))
bottleneck = stirred(Net([1, 1, 2, 1], 2, True))
torch.save(basic.state_dict(), f'{out}/basic.pth')
torch.save(basic.state_dict(), f'{out}/basic-legacy.pth', _use_new_zipfile_serialization=False)
torch.save({'epoch': 3, 'state_dict': {f'module.{name}': value for name, value in bottleneck.state_dict().items()}}, f'{out}/checkpoint.pth')
torch.save({'state_dict': basic.state_dict(), 'extra': Call()}, f'{out}/calls.pth')
torch.save(basic, f'{out}/module.pth')
image = torch.randn(1, 3, 32, 32)
axes = {'image': {0: 'n', 2: 'height', 3: 'width'}}
for name, net in ('basic', basic), ('bottleneck', bottleneck):
    torch.onnx.export(net, image, f'{out}/{name}.onnx', input_names=['image'], output_names=['logits'], dynamic_axes=axes,
                      training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=False, opset_version=13)
torch.onnx.export(basic, image, f'{out}/basic-folded.onnx', input_names=['image'], output_names=['logits'], dynamic_axes=axes, opset_version=13)
