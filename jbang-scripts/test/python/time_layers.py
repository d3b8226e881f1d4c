"""Reference values for the layers over time and the stacked networks, from PyTorch in float64.

Run from the project's root with PyTorch and NumPy installed:

    python jbang-scripts/test/python/time_layers.py

Writes jbang-scripts/test/resources/golden/layers (see its README.md).
"""

import csv
import pathlib

import numpy as np
import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

FOLDER = pathlib.Path("jbang-scripts/test/resources/golden/layers")
CLIPS, FEATURES, TIME, UNITS, CLASSES = 4, 6, 9, 5, 3
LENGTHS = [9, 1, 6, 4]

torch.manual_seed(20240611)
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


def save(name, values):
    path = FOLDER / (name + ".npy")
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(values, torch.Tensor):
        values = values.detach().numpy()
    np.save(path, np.ascontiguousarray(values))


class AttentionPooling(torch.nn.Module):
    """Weighted mean of states [clips, time, features], weights from one hidden layer."""

    def __init__(self, features, units):
        super().__init__()
        self.projection = torch.nn.Linear(features, units)
        self.score = torch.nn.Linear(units, 1, bias=False)

    def forward(self, states, valid):
        scores = self.score(torch.tanh(self.projection(states))).squeeze(2)
        weights = torch.softmax(scores.masked_fill(~valid, -torch.inf), 1)
        return (weights.unsqueeze(2) * states).sum(1)


def last(states, valid, directions):
    """State at the last valid step; of a backward half, at the first."""
    steps = torch.arange(states.shape[1]).expand(valid.shape)
    at = steps.masked_fill(~valid, -1).amax(1)
    first = steps.masked_fill(~valid, states.shape[1]).amin(1)
    clips = torch.arange(len(states))
    if directions == 1:
        return states[clips, at]
    half = states.shape[2] // 2
    return torch.cat([states[clips, at, :half], states[clips, first, half:]], 1)


def pool(kind, states, valid, directions, attention=None):
    if kind == "last":
        return last(states, valid, directions)
    if kind == "mean":
        return torch.stack([s[v].mean(0) for s, v in zip(states, valid)])
    if kind == "max":
        return torch.stack([s[v].max(0).values for s, v in zip(states, valid)])
    return attention(states, valid)


def pooling(x, masks):
    attention = AttentionPooling(FEATURES, UNITS)
    factors = torch.randn(CLIPS, FEATURES)
    save("pooling/factors", factors)
    save("pooling/projection.weight", attention.projection.weight)
    save("pooling/projection.bias", attention.projection.bias)
    save("pooling/score.weight", attention.score.weight)
    for mask_name, valid in masks.items():
        for kind, directions in [("last", 1), ("last", 2), ("mean", 1), ("max", 1), ("attention", 1)]:
            states = x.clone().requires_grad_()
            attention.zero_grad()
            output = pool(kind, states.transpose(1, 2), valid, directions, attention)
            (output * factors).sum().backward()
            name = f"pooling/{mask_name}/{kind}{directions if kind == 'last' else ''}/"
            save(name + "output", output)
            save(name + "grad_x", states.grad)
            if kind == "attention":
                for parameter, value in attention.named_parameters():
                    save(name + "grad_" + parameter, value.grad)


def normalisation(x, masks):
    factors = torch.randn(CLIPS, FEATURES, TIME)
    save("normalisation/factors", factors)
    weight, bias = torch.rand(FEATURES) + 0.5, torch.randn(FEATURES)
    running_mean, running_var = torch.randn(FEATURES), torch.rand(FEATURES) + 0.5
    for name in ["weight", "bias", "running_mean", "running_var"]:
        save("normalisation/" + name, locals()[name])
    cases = {name: valid for name, valid in masks.items()} | {"plain": None}
    for name, valid in cases.items():
        for training in [True, False]:
            norm = torch.nn.BatchNorm1d(FEATURES)
            norm.weight.data, norm.bias.data = weight.clone(), bias.clone()
            norm.running_mean, norm.running_var = running_mean.clone(), running_var.clone()
            norm.train(training)
            inputs = (x if valid is not None else x[:, :, 0]).clone().requires_grad_()
            if valid is None:
                output = norm(inputs)
                loss = (output * factors[:, :, 0]).sum()
            else:
                output = torch.zeros(CLIPS, TIME, FEATURES)
                output[valid] = norm(inputs.transpose(1, 2)[valid])
                output = output.transpose(1, 2)
                loss = (output * factors).sum()
            loss.backward()
            folder = f"normalisation/{name}/{'train' if training else 'eval'}/"
            save(folder + "output", output)
            save(folder + "grad_x", inputs.grad)
            save(folder + "grad_weight", norm.weight.grad)
            save(folder + "grad_bias", norm.bias.grad)
            if training:
                save(folder + "running_mean", norm.running_mean)
                save(folder + "running_var", norm.running_var)


class Network(torch.nn.Module):
    """Stacked recurrent layers, pooling, and the head fc1 - bn1 - ReLU - fc2."""

    def __init__(self, cell, layers, directions, kind, hidden=4):
        super().__init__()
        self.kind, self.directions = kind, directions
        common = dict(num_layers=layers, bidirectional=directions == 2, batch_first=True)
        self.rec = {
            "rnn_tanh": lambda: torch.nn.RNN(FEATURES, hidden, nonlinearity="tanh", **common),
            "rnn_relu": lambda: torch.nn.RNN(FEATURES, hidden, nonlinearity="relu", **common),
            "lstm": lambda: torch.nn.LSTM(FEATURES, hidden, **common),
            "gru": lambda: torch.nn.GRU(FEATURES, hidden, **common),
        }[cell]()
        width = hidden * directions
        if kind == "attention":
            self.attention = AttentionPooling(width, width)
        self.fc1 = torch.nn.Linear(width, hidden)
        self.bn1 = torch.nn.BatchNorm1d(hidden)
        self.fc2 = torch.nn.Linear(hidden, CLASSES)

    def forward(self, x, valid):
        packed = pack_padded_sequence(x, valid.sum(1), batch_first=True, enforce_sorted=False)
        states, _ = pad_packed_sequence(self.rec(packed)[0], batch_first=True)
        attention = getattr(self, "attention", None)
        pooled = pool(self.kind, states, valid, self.directions, attention)
        return self.fc2(torch.relu(self.bn1(self.fc1(pooled))))


def networks(x, valid):
    labels = torch.tensor([0, 1, 2, 1])
    save("networks/labels", labels.to(torch.int32))
    cases = [
        ("rnn_tanh", 1, 1, "last"),
        ("rnn_tanh", 1, 2, "attention"),
        ("rnn_relu", 2, 2, "last"),
        ("lstm", 2, 2, "attention"),
        ("lstm", 3, 1, "max"),
        ("gru", 2, 1, "mean"),
        ("gru", 2, 2, "last"),
    ]
    for cell, layers, directions, kind in cases:
        network = Network(cell, layers, directions, kind)
        folder = f"networks/{cell}_{layers}_{directions}_{kind}/"
        parameters = dict(network.named_parameters())
        save(folder + "weights", torch.cat([p.flatten() for p in parameters.values()]))
        with open(FOLDER / folder / "parameters.csv", "w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["name", "size"])
            writer.writerows([name, p.numel()] for name, p in parameters.items())
        network.eval()
        save(folder + "logits", network(x.transpose(1, 2), valid))
        network.train()
        loss = torch.nn.functional.cross_entropy(network(x.transpose(1, 2), valid), labels)
        loss.backward()
        save(folder + "loss", loss.reshape(1))
        save(folder + "gradients", torch.cat([p.grad.flatten() for p in parameters.values()]))


def main():
    x = torch.randn(CLIPS, FEATURES, TIME)
    lengths = torch.arange(TIME) < torch.tensor(LENGTHS)[:, None]
    gaps = torch.rand(CLIPS, TIME) < 0.5
    gaps[:, 4] = True
    save("x", x)
    masks = {"full": torch.ones_like(lengths), "lengths": lengths, "gaps": gaps}
    for name, valid in masks.items():
        save("masks/" + name, valid.to(torch.float32))
    pooling(x, masks)
    normalisation(x, masks)
    networks(x, lengths)


if __name__ == "__main__":
    main()
