"""Presses the notebook's stop button while a cell trains a network, and asks the kernel on.

    python stop_button.py JAR DATASET OUTPUT

Exit code: 0 if the cell ended with an error soon after, the training with it, and the kernel still
knows its variables; 1 with a line that says what was otherwise.
"""

import os
import sys
import time
from pathlib import Path

# The kernels of this environment come before those of the home folder.
os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"

from jupyter_client.manager import start_new_kernel  # noqa: E402

PATIENCE = 10  # seconds from the button to the end of the cell: far more than a batch takes even on a busy machine
PREPARE = """%classpath {jar}
import java.nio.file.Path;
import mer4j.ProgressListener;
import mer4j.eval.Protocol;
import mer4j.nn.RecurrentKind;
import mer4j.runs.NetworkOptions;
import mer4j.runs.NetworkRun;
int kept = 41;
"""
TRAIN = """var options = NetworkOptions
    .of(RecurrentKind.LSTM, "{dataset}", Protocol.AS_PUBLISHED, Path.of("{output}"))
    .with(its -> its.hidden(8).epochs(1000000));
try (var run = NetworkRun.prepare(options, ProgressListener.NONE)) {{
    run.train((done, all, message) -> System.out.println("batch " + done));
}}
"""


def execute(client, code, on_output=None):
    """Executes a cell; returns the kernel's reply and all that the cell printed or returned."""
    told = []

    def hook(message):
        content = message["content"]
        told.append(content.get("text") or content.get("data", {}).get("text/plain", ""))
        if on_output:
            on_output("".join(told))

    reply = client.execute_interactive(code, timeout=900, output_hook=hook)["content"]
    return reply, "".join(told)


def check(manager, client, jar, dataset, output):
    """Returns what is wrong, or None."""
    reply, told = execute(client, PREPARE.format(jar=jar))
    if reply["status"] != "ok":
        return f"the kernel cannot be used: {reply} {told}"
    pressed = []

    def press(text):
        if "batch 5\n" in text and not pressed:
            pressed.append(time.monotonic())
            manager.interrupt_kernel()

    reply, told = execute(client, TRAIN.format(dataset=dataset, output=output), press)
    seconds = time.monotonic() - pressed[0] if pressed else 0
    if not pressed or reply["status"] == "ok":
        return f"the cell was not stopped: {reply} {told}"
    if seconds > PATIENCE:
        return f"the cell went on for {seconds:.1f} s"
    metrics = Path(output) / "metrics.csv"
    time.sleep(1)  # the batch at hand
    epochs = len(metrics.read_text().splitlines())
    time.sleep(1)
    if epochs < 2 or len(metrics.read_text().splitlines()) != epochs:
        return "the training goes on behind the cell's back, or had not begun"
    reply, told = execute(client, "kept + 1")
    if reply["status"] != "ok" or "42" not in told:
        return f"the kernel does not answer: {reply} {told}"
    print(f"stopped after {seconds:.2f} s, {epochs - 1} epochs kept")
    return None


def main():
    jar, dataset, output = sys.argv[1:]
    manager, client = start_new_kernel(kernel_name="java", startup_timeout=120)
    try:
        wrong = check(manager, client, jar, dataset, output)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    if wrong:
        print(wrong, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
