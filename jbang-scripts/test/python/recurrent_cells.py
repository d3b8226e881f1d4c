"""Reference values for the GRU and the ReLU cell, in one and two directions, from PyTorch.

Run from the project's root with PyTorch and NumPy installed:

    python jbang-scripts/test/python/recurrent_cells.py [FOLDER]

Reads x, lengths, h0 and W_rand of jbang-scripts/test/resources/golden/recurrent/small and
writes gru, bgru, relu and brelu beside them (see the README.md one folder up), or into FOLDER for a
comparison. Weights that lie there are taken; where there are none, new ones are drawn.
"""

import pathlib
import sys

import numpy as np
import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

SMALL = pathlib.Path("jbang-scripts/test/resources/golden/recurrent/small")
OUT = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else SMALL
FEATURES, UNITS, TIME = 7, 6, 17

torch.manual_seed(20240611)
torch.set_num_threads(1)


def load(name):
    return torch.from_numpy(np.load(SMALL / (name + ".npy")))


def save(name, values):
    path = OUT / (name + ".npy")
    path.parent.mkdir(parents=True, exist_ok=True)
    np.save(path, values.detach().numpy())


def layer(kind):
    common = dict(bidirectional=kind.startswith("b"), batch_first=True)
    if kind.endswith("gru"):
        rec = torch.nn.GRU(FEATURES, UNITS, **common)
    else:
        rec = torch.nn.RNN(FEATURES, UNITS, nonlinearity="relu", **common)
    for name, parameter in rec.named_parameters():
        if (SMALL / kind / (name + ".npy")).exists():
            parameter.data = load(f"{kind}/{name}")
        save(f"{kind}/{name}", parameter)
    return rec


def run(kind, rec, mode):
    directions = 2 if rec.bidirectional else 1
    x = load("x").requires_grad_()
    h0 = load("h0")[:directions].requires_grad_() if mode == "full_initstate" else None
    rec.zero_grad()
    if mode == "packed":
        lengths = load("lengths").to(torch.int64)
        packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        states, last = rec(packed)
        output, _ = pad_packed_sequence(states, batch_first=True, total_length=TIME)
    else:
        output, last = rec(x, h0)
    loss = (output * load("W_rand")[:, :, : UNITS * directions]).sum()
    loss.backward()
    folder = f"{kind}/{mode}/float32/"
    save(folder + "output", output)
    save(folder + "h_n", last)
    save(folder + "loss", loss)
    save(folder + "grad_x", x.grad)
    if h0 is not None:
        save(folder + "grad_h0", h0.grad)
    for name, parameter in rec.named_parameters():
        save(folder + "grad_" + name, parameter.grad)


for kind in ["gru", "bgru", "relu", "brelu"]:
    rec = layer(kind)
    for mode in ["full", "packed", "full_initstate"]:
        run(kind, rec, mode)
