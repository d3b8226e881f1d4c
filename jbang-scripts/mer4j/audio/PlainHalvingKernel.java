package mer4j.audio;

import java.util.Arrays;

/** {@link HalvingKernel} in plain Java: the specification of the other version. */
final class PlainHalvingKernel implements HalvingKernel {
  /** Coefficients applied in one loop. */
  private static final int AT_ONCE = 8;

  private float[] sum = {};

  /**
   * The input from eight places on: the compiler uses vector instructions for a loop over arrays of
   * their own, not for one over eight places of a single array.
   */
  private float[][] shifted = {};

  @Override
  public void split(float[] samples, float[] into, int width, int count) {
    for (int c = 0; c < 4; c++) {
      for (int p = 0; p < count; p++) {
        into[c * width + p] = samples[4 * p + c];
      }
    }
  }

  @Override
  public void differences(float[] split, int from, float[] into, int at, int width, int count) {
    int first = from * width;
    int second = (from + 2) * width;
    for (int p = 0; p < count; p++) {
      float b = split[second + p];
      into[at + p] = split[first + p] - b;
      into[at + width + p] = b;
      into[at + 2 * width + p] = split[first + p + 1] - b;
    }
  }

  @Override
  public void filter(
      float[] x,
      int at,
      int other,
      float[] taps,
      int tapsAt,
      int otherTaps,
      float[] sums,
      int to,
      int count) {
    if (sum.length < count) {
      sum = new float[count];
      shifted = new float[AT_ONCE][count];
    }
    Arrays.fill(sum, 0);
    for (int i = 0; i < TAPS; i += AT_ONCE) {
      addEight(x, at + i, taps, tapsAt + i, count);
      addEight(x, other + i, taps, otherTaps + i, count);
    }
    System.arraycopy(sum, 0, sums, to, count);
  }

  private void addEight(float[] x, int at, float[] taps, int tapsAt, int count) {
    for (int i = 0; i < AT_ONCE; i++) {
      System.arraycopy(x, at + i, shifted[i], 0, count);
    }
    addEight(shifted, taps, tapsAt, sum, count);
  }

  private static void addEight(float[][] x, float[] taps, int at, float[] sum, int count) {
    float h0 = taps[at];
    float h1 = taps[at + 1];
    float h2 = taps[at + 2];
    float h3 = taps[at + 3];
    float h4 = taps[at + 4];
    float h5 = taps[at + 5];
    float h6 = taps[at + 6];
    float h7 = taps[at + 7];
    float[] x0 = x[0];
    float[] x1 = x[1];
    float[] x2 = x[2];
    float[] x3 = x[3];
    float[] x4 = x[4];
    float[] x5 = x[5];
    float[] x6 = x[6];
    float[] x7 = x[7];
    for (int p = 0; p < count; p++) {
      float early = (h0 * x0[p] + h1 * x1[p]) + (h2 * x2[p] + h3 * x3[p]);
      float late = (h4 * x4[p] + h5 * x5[p]) + (h6 * x6[p] + h7 * x7[p]);
      sum[p] += early + late;
    }
  }

  @Override
  public void join(
      float[] sums,
      int sumsWidth,
      float[] split,
      int splitWidth,
      float[] rest,
      float[] into,
      int at,
      int count) {
    for (int p = 0; p < count; p++) {
      into[at + 2 * p] = sums[p] + sums[sumsWidth + p];
      into[at + 2 * p + 1] = sums[2 * sumsWidth + p] + sums[sumsWidth + p];
      for (int part = 0; part < 2; part++) {
        float sum = 0;
        for (int i = 0; i < REST; i++) {
          int sample = 2 * part + i;
          sum += rest[i] * split[sample % 4 * splitWidth + p + TAPS + sample / 4];
        }
        into[at + 2 * p + part] += sum;
      }
    }
  }
}
