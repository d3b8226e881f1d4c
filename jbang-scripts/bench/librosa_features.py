"""The study's 14 features with librosa's defaults, as its own notebook computes them.

    python librosa_features.py LIST OUTPUT

LIST names a sound file per line; OUTPUT receives one array (204, frames) per file.
"""

import pathlib
import sys

import librosa
import numpy as np

FEATURES = [
    librosa.feature.chroma_stft,
    librosa.feature.chroma_cqt,
    librosa.feature.chroma_vqt,
    librosa.feature.melspectrogram,
    librosa.feature.mfcc,
    librosa.feature.rms,
    librosa.feature.spectral_centroid,
    librosa.feature.spectral_bandwidth,
    librosa.feature.spectral_contrast,
    librosa.feature.spectral_flatness,
    librosa.feature.spectral_rolloff,
    librosa.feature.tonnetz,
    librosa.feature.zero_crossing_rate,
    librosa.feature.tempo,
]
RATED = {f.__name__ for f in FEATURES} - {"rms", "spectral_flatness", "zero_crossing_rate"}


def rows(y, sr):
    """The stacked features, float32; the tempo is repeated over all frames."""
    found = []
    for feature in FEATURES:
        arguments = {"sr": sr} if feature.__name__ in RATED else {}
        if feature.__name__ == "chroma_vqt":
            arguments["intervals"] = "ji5"
        found.append(np.atleast_2d(feature(y=y, **arguments)))
    frames = found[0].shape[1]
    found = [np.broadcast_to(f, (1, frames)) if f.shape == (1, 1) else f for f in found]
    return np.concatenate(found).astype(np.float32)


def main():
    files = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").split("\n")
    output = pathlib.Path(sys.argv[2])
    for file in filter(None, files):
        y, sr = librosa.load(file)
        np.save(output / (pathlib.Path(file).stem + ".npy"), rows(y, sr))


if __name__ == "__main__":
    main()
