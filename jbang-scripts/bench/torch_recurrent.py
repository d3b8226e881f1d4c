"""Times PyTorch's recurrent layers as mer4j.bench.LayerTimer times ours.

A training step is: forward, back through time from a gradient of all states (or of the last
one), AdamW. Frames
are time-major, the layout PyTorch reads fastest; subnormal numbers are flushed to zero; the
gradient of the frames is not asked for. Writes a table with wall and processor time of each step.

    python torch_recurrent.py lstm 1295,204,128,128 training 2 3 10 steps.csv

The frames are noise, or those of a file of float32 values [time][clips][features].
"""

import argparse
import csv
import os
import resource
import time

import torch

LAYERS = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}


def processor_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def read(file, *shape):
    """Frames from a file, copied, so that they lie in memory of their own."""
    count = torch.Size(shape).numel()
    if os.path.getsize(file) != 4 * count:
        raise SystemExit(file + " is not of the case's size")
    return torch.from_file(file, size=count, dtype=torch.float32).reshape(shape).clone()


def measure(kind, size, work, warm_up, steps, file):
    frames, features, units, clips = size
    torch.manual_seed(1)
    both = kind.startswith("b")
    layer = LAYERS[kind[1:] if both else kind](features, units, bidirectional=both)
    shape = (frames, clips, features)
    x = read(file, *shape) if file else torch.randn(shape)
    gradient = torch.randn(frames, clips, units * (2 if both else 1))
    if work == "last":
        gradient[:-1] = 0
    optimizer = torch.optim.AdamW(layer.parameters(), lr=1e-3, weight_decay=0.01)

    def step():
        if work != "inference":
            optimizer.zero_grad()
            layer(x)[0].backward(gradient)
            optimizer.step()
        else:
            with torch.no_grad():
                layer(x)

    times = []
    for i in range(-warm_up, steps):
        begin, used = time.perf_counter(), processor_seconds()
        step()
        if i >= 0:
            times.append((time.perf_counter() - begin, processor_seconds() - used))
    return times


def size(text):
    numbers = tuple(int(part) for part in text.split(","))
    if len(numbers) != 4 or min(numbers) < 1:
        raise argparse.ArgumentTypeError("a size is time,features,units,clips, not " + text)
    return numbers


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kind", help="rnn, lstm, gru; with a b in front in both directions")
    parser.add_argument("size", type=size, help="time,features,units,clips")
    parser.add_argument("work", choices=["training", "last", "inference"])
    parser.add_argument("threads", type=int)
    parser.add_argument("warm_up", type=int, help="steps before the first that counts")
    parser.add_argument("steps", type=int, help="steps that count")
    parser.add_argument("file", help="where the table goes")
    parser.add_argument("frames", nargs="?", help="file of frames (default: noise)")
    options = parser.parse_args()
    if options.kind.removeprefix("b") not in LAYERS:
        parser.error("no layer '" + options.kind + "'")
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    times = measure(
        options.kind,
        options.size,
        options.work,
        options.warm_up,
        options.steps,
        options.frames,
    )
    with open(options.file, "w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["seconds", "processor_seconds"])
        table.writerows(times)


if __name__ == "__main__":
    main()
