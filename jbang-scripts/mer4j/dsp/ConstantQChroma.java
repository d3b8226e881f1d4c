package mer4j.dsp;

import java.util.Arrays;

/**
 * Sums the magnitudes of constant- or variable-Q transforms into pitch classes. Keeps work space.
 * Not thread-safe.
 */
final class ConstantQChroma {
  static final int CLASSES = 12;
  static final int OCTAVES = 7;

  private final BandWork work = new BandWork();
  private float[][] classes = {};

  /**
   * The sums of consecutive frames, each class taking the bins around its frequency in all octaves:
   * with three bins per class, class 0 takes the last bin of the octave below (the octave's own
   * last bin, that is) and the first two.
   *
   * @param transform with a multiple of twelve bins per octave, starting at C
   * @param binsPerOctave its bins per octave
   * @param signal the audio
   * @param firstFrame number of the first frame
   * @param frames number of frames
   * @param result receives the sums, {@code [at least frames][12]}
   */
  void sums(
      ConstantQTransform transform,
      int binsPerOctave,
      OctaveChain signal,
      int firstFrame,
      int frames,
      float[][] result) {
    int tile = ConstantQTransform.TILE;
    classes = BandWork.rows(classes, CLASSES, Math.min(frames, tile));
    for (int done = 0; done < frames; done += tile) {
      int count = Math.min(tile, frames - done);
      for (float[] row : classes) {
        Arrays.fill(row, 0);
      }
      transform.analyze(
          signal,
          firstFrame + done,
          count,
          work,
          (firstBin, from, length, re, im) -> addOctave(binsPerOctave, length, re, im));
      for (int t = 0; t < count; t++) {
        for (int c = 0; c < CLASSES; c++) {
          result[done + t][c] = classes[c][t];
        }
      }
    }
  }

  private void addOctave(int binsPerOctave, int frames, float[][] re, float[][] im) {
    int merged = binsPerOctave / CLASSES;
    for (int f = 0; f < binsPerOctave; f++) {
      int pitchClass = (f + merged / 2) / merged % CLASSES;
      BandFilters.addMagnitudes(re[f], im[f], frames, classes[pitchClass]);
    }
  }
}
