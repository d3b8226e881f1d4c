package mer4j.dsp;

/** Sums the magnitudes of a constant- or variable-Q transform into pitch classes. */
final class ConstantQChroma {
  static final int CLASSES = 12;
  static final int OCTAVES = 7;

  private ConstantQChroma() {}

  /**
   * The sums, each class taking the bins around its frequency in all octaves: with three bins per
   * class, class 0 takes the last bin of the octave below (the octave's own last bin, that is) and
   * the first two.
   *
   * @param transform with a multiple of twelve bins per octave, starting at C
   * @param binsPerOctave its bins per octave
   * @param signal the audio
   * @param firstFrame number of the first frame
   * @param frames number of frames
   * @param result receives the sums, {@code [at least frames][12]}
   */
  static void sums(
      ConstantQTransform transform,
      int binsPerOctave,
      OctaveChain signal,
      int firstFrame,
      int frames,
      float[][] result) {
    int merged = binsPerOctave / CLASSES;
    var byClass = new float[CLASSES][frames];
    transform.analyze(
        signal,
        firstFrame,
        frames,
        (firstBin, from, count, re, im) -> {
          for (int f = 0; f < binsPerOctave; f++) {
            int pitchClass = (f + merged / 2) / merged % CLASSES;
            addMagnitude(re[f], im[f], count, byClass[pitchClass], from - firstFrame);
          }
        });
    for (int c = 0; c < CLASSES; c++) {
      var row = byClass[c];
      for (int t = 0; t < frames; t++) {
        result[t][c] = row[t];
      }
    }
  }

  private static void addMagnitude(float[] re, float[] im, int count, float[] sum, int at) {
    for (int t = 0; t < count; t++) {
      sum[at + t] += (float) Math.sqrt(re[t] * re[t] + im[t] * im[t]);
    }
  }
}
