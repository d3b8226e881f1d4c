"""Executes notebooks in order and keeps what they show.

Into the output folder go, for each notebook: the executed copy, a page to look at (.html), its
figures (figures/*.png) and its tables (tables/*.html). Stops at the first cell that fails, names it
and keeps the kernel's log (.log). Exit code: 0 done, 1 a cell failed, 2 wrong usage.
"""

import argparse
import base64
import os
import sys
import time
from pathlib import Path

# The kernels of this environment come before those of the home folder.
os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"

import nbformat  # noqa: E402
from nbclient import NotebookClient  # noqa: E402
from nbclient.exceptions import (  # noqa: E402
    CellExecutionError,
    CellTimeoutError,
    DeadKernelError,
)
from nbconvert import HTMLExporter  # noqa: E402


class Progress:
    """A line per notebook; on a terminal it counts the cells."""

    def __init__(self, label, cells):
        self.label = label
        self.cells = cells
        self.done = 0
        self.start = time.monotonic()
        self.terminal = sys.stdout.isatty()
        if not self.terminal:
            print(f"{label}  {cells} cells ...", flush=True)

    def cell(self, **_):
        if self.terminal:
            print(f"\r{self.label}  cell {self.done + 1} of {self.cells} ", end="", flush=True)
        self.done += 1

    def end(self, words):
        seconds = time.monotonic() - self.start
        lead = "\r" if self.terminal else ""
        print(f"{lead}{self.label}  {words}, {seconds:.0f} s".ljust(60), flush=True)


def short(text, lines=1):
    """The first lines that say something."""
    kept = [line.strip() for line in str(text).splitlines() if line.strip()]
    return " ".join(kept[:lines]) or "no message"


def reason(error, timeout):
    if isinstance(error, CellTimeoutError):
        return f"took longer than {timeout} s"
    if isinstance(error, DeadKernelError):
        return "the Java kernel ended by itself (out of memory? the .log file has its last words)"
    if isinstance(error, CellExecutionError):
        return f"{error.ename}: {short(error.evalue)}"
    return f"{type(error).__name__}: {short(error)}"


def keep_outputs(notebook, name, output):
    """Writes the figures and tables of an executed notebook as files and counts them."""
    figures = tables = 0
    for number, cell in enumerate(notebook.cells, start=1):
        for result in cell.get("outputs", []):
            data = result.get("data", {})
            if "image/png" in data:
                figures += 1
                path = output / "figures" / f"{name}-{figures:02d}-cell{number}.png"
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(base64.b64decode(data["image/png"]))
            html = data.get("text/html", "")
            if "<table" in html:
                tables += 1
                path = output / "tables" / f"{name}-{tables:02d}-cell{number}.html"
                path.parent.mkdir(exist_ok=True)
                path.write_text("<!doctype html><meta charset='utf-8'>\n" + html, encoding="utf-8")
    return figures, tables


def execute(path, label, output, timeout, kernel):
    """Executes one notebook; returns None, or what went wrong and where."""
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    progress = Progress(label, len(code))
    client = NotebookClient(
        notebook,
        timeout=timeout,
        startup_timeout=120,
        kernel_name=kernel,
        resources={"metadata": {"path": str(path.parent)}},
        on_cell_execute=progress.cell,
    )
    problem = None
    executed = output / path.name
    # What Java itself says (start-up notes, crashes) belongs in a file, not between the progress.
    log = executed.with_suffix(".log")
    try:
        with open(log, "w", encoding="utf-8") as kernel_log:
            client.execute(stdout=kernel_log, stderr=kernel_log)
    except Exception as error:  # told below with the notebook and the cell
        numbers = {id(cell): n for n, cell in enumerate(notebook.cells, start=1)}
        at = code[max(0, min(progress.done, len(code)) - 1)] if code else None
        where = f"cell {numbers[id(at)]}" if progress.done and at else "start of the kernel"
        problem = f"{path.name}, {where}: {reason(error, timeout)}"
    nbformat.write(notebook, executed)
    if not problem:
        log.unlink()
    page, _ = HTMLExporter().from_notebook_node(notebook)
    executed.with_suffix(".html").write_text(page, encoding="utf-8")
    figures, tables = keep_outputs(notebook, path.stem, output)
    progress.end("FAILED" if problem else f"done, {figures} figures, {tables} tables")
    return problem


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="+", type=Path, metavar="NOTEBOOK")
    parser.add_argument("--output", type=Path, required=True, metavar="DIR")
    parser.add_argument("--timeout", type=int, default=1200, metavar="SECONDS", help="per cell")
    parser.add_argument("--kernel", default="java")
    options = parser.parse_args()
    for path in options.notebooks:
        if not path.is_file():
            parser.error(f"no such notebook: {path}")
    options.output.mkdir(parents=True, exist_ok=True)
    output = options.output.resolve()
    start = time.monotonic()
    for number, path in enumerate(options.notebooks, start=1):
        label = f"[{number}/{len(options.notebooks)}] {path.name}"
        problem = execute(path.resolve(), label, output, options.timeout, options.kernel)
        if problem:
            print(f"execute_notebooks: {problem}", file=sys.stderr)
            print(f"  how far it came: {output / path.stem}.ipynb (.html, .log)", file=sys.stderr)
            return 1
    print(f"All done in {time.monotonic() - start:.0f} s.")
    print(f"  executed notebooks  {output}/*.ipynb, to look at: {output}/*.html")
    for folder, glob in ("figures", "*.png"), ("tables", "*.html"):
        if (output / folder).is_dir():
            print(f"  {folder:<19} {output / folder}/{glob}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
