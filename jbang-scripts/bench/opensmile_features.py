"""openSMILE's ComParE 2016 low-level descriptors: 65 rows, 100 frames per second.

    python opensmile_features.py LIST OUTPUT

LIST names a sound file per line; OUTPUT receives one array (65, frames) per file.
"""

import pathlib
import sys

import numpy as np
import opensmile


def main():
    files = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").split("\n")
    output = pathlib.Path(sys.argv[2])
    smile = opensmile.Smile(
        feature_set=opensmile.FeatureSet.ComParE_2016,
        feature_level=opensmile.FeatureLevel.LowLevelDescriptors,
        resample=True,
        sampling_rate=22050,
        num_workers=1,
    )
    for file in filter(None, files):
        frame = smile.process_file(file)
        np.save(output / (pathlib.Path(file).stem + ".npy"), frame.to_numpy(np.float32).T)


if __name__ == "__main__":
    main()
