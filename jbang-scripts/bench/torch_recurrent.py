"""Times PyTorch's recurrent layers like mer4j.nn.RecurrentBenchmark times ours.

A training step is: forward, back through time from a dense gradient of all states, AdamW. Frames
are time-major, the layout PyTorch reads fastest; subnormal numbers are flushed to zero; the
gradient of the frames is not asked for. Prints one line of JSON per case.

    python torch_recurrent.py --kinds lstm,blstm,rnn --threads 2 --steps 10
"""

import argparse
import json
import platform
import resource
import statistics
import time

import torch

SIZES = [(1295, 204, 128, 128), (1000, 204, 128, 128), (100, 40, 64, 32)]
INFERENCE = (1295, 204, 128, 1)
LAYERS = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}


def processor_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def measure(kind, size, training, warm_up, steps):
    frames, features, units, clips = size
    torch.manual_seed(1)
    both = kind.startswith("b")
    layer = LAYERS[kind[1:] if both else kind](features, units, bidirectional=both)
    x = torch.randn(frames, clips, features)
    gradient = torch.randn(frames, clips, units * (2 if both else 1))
    optimizer = torch.optim.AdamW(layer.parameters(), lr=1e-3, weight_decay=0.01)

    def step():
        if training:
            optimizer.zero_grad()
            layer(x)[0].backward(gradient)
            optimizer.step()
        else:
            with torch.no_grad():
                layer(x)

    wall, processor = [], []
    for i in range(-warm_up, steps):
        begin, used = time.perf_counter(), processor_seconds()
        step()
        if i >= 0:
            wall.append(time.perf_counter() - begin)
            processor.append(processor_seconds() - used)
    return wall, processor


def size(text):
    numbers = tuple(int(part) for part in text.split(","))
    if len(numbers) != 4 or min(numbers) < 1:
        raise argparse.ArgumentTypeError("a size is time,features,units,clips, not " + text)
    return numbers


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kinds", default="lstm,blstm,rnn", help="rnn, lstm, gru, brnn, ...")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--warm-up", type=int, default=3)
    parser.add_argument("--steps", type=int, default=10)
    parser.add_argument("--size", type=size, action="append", help="time,features,units,clips")
    parser.add_argument("--inference", action="store_true", help="passes forward only")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    sizes = options.size or ([INFERENCE] if options.inference else SIZES)
    for shape in sizes:
        for kind in options.kinds.split(","):
            if kind.removeprefix("b") not in LAYERS:
                parser.error("no layer '" + kind + "'")
            wall, processor = measure(
                kind, shape, not options.inference, options.warm_up, options.steps
            )
            result = {
                "engine": "torch " + torch.__version__.split("+")[0],
                "machine": platform.machine(),
                "kind": kind,
                "time": shape[0],
                "features": shape[1],
                "units": shape[2],
                "clips": shape[3],
                "training": not options.inference,
                "threads": options.threads,
                "median_seconds": round(statistics.median(wall), 6),
                "median_processor_seconds": round(statistics.median(processor), 6),
                "seconds": [round(value, 6) for value in wall],
            }
            print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
