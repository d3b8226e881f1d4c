package mer4j.audio;

import java.util.Arrays;

/** {@link HalvingKernel} in plain Java: the specification of the other version. */
final class PlainHalvingKernel implements HalvingKernel {
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
    Arrays.fill(sums, to, to + count, 0);
    for (int i = 0; i < TAPS; i++) {
      add(x, at + i, taps[tapsAt + i], sums, to, count);
    }
    for (int i = 0; i < TAPS; i++) {
      add(x, other + i, taps[otherTaps + i], sums, to, count);
    }
  }

  private static void add(float[] x, int at, float tap, float[] sums, int to, int count) {
    for (int p = 0; p < count; p++) {
      sums[to + p] += tap * x[at + p];
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
