package mer4j.features;

import mer4j.dsp.Delta;

/** The derivative of a feature along time, computed as its frames come; see {@link Delta}. */
final class DeltaBand {
  private static final int WIDTH = Delta.WIDTH;
  private static final int HALF = WIDTH / 2;

  private final double[] weights;
  private final float[][] window;
  private final float[] derivative;
  private FeatureBand band;
  private int frames;

  /**
   * @param order 1 or 2
   * @param rows of the feature
   */
  DeltaBand(int order, int rows) {
    weights = Delta.weights(order, WIDTH);
    window = new float[WIDTH][rows];
    derivative = new float[rows];
  }

  /** Begins a clip; {@code band} is null if the derivative was not chosen. */
  void begin(FeatureBand band) {
    this.band = band;
    frames = 0;
  }

  /** Takes the feature's next frame. */
  void add(float[] frame) {
    if (band == null) {
      return;
    }
    System.arraycopy(frame, 0, window[frames % WIDTH], 0, frame.length);
    frames++;
    if (frames < WIDTH) {
      return;
    }
    for (int row = 0; row < derivative.length; row++) {
      double sum = 0;
      for (int i = 0; i < WIDTH; i++) {
        sum += weights[i] * window[(frames + i) % WIDTH][row];
      }
      derivative[row] = (float) sum;
    }
    int centre = frames - 1 - HALF;
    // Before the first window's centre, and after the last one's, its derivative holds.
    for (int t = centre == HALF ? 0 : centre; t <= centre; t++) {
      band.put(t, derivative);
    }
  }

  /**
   * Ends the clip.
   *
   * @throws IllegalArgumentException if it has fewer frames than a window
   */
  void finish() {
    if (band == null) {
      return;
    }
    Delta.requireFrames(WIDTH, frames);
    for (int t = frames - HALF; t < frames; t++) {
      band.put(t, derivative);
    }
  }
}
