"""Essentia's MusicExtractor with its defaults: pooled low-level, rhythm and tonal descriptors.

    python essentia_features.py LIST OUTPUT

LIST names a sound file per line; OUTPUT receives one JSON file per sound.
"""

import pathlib
import sys

import essentia
import essentia.standard as es

essentia.log.infoActive = False
essentia.log.warningActive = False


def main():
    files = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").split("\n")
    output = pathlib.Path(sys.argv[2])
    for file in filter(None, files):
        pool, _ = es.MusicExtractor()(file)
        target = output / (pathlib.Path(file).stem + ".json")
        es.YamlOutput(filename=str(target), format="json")(pool)


if __name__ == "__main__":
    main()
