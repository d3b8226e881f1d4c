package mer4j.audio;

/**
 * The inner loops of {@link RateHalving}, in two versions. Counts are multiples of {@link #STEP},
 * or arrays wide enough that a vector may reach beyond the count.
 */
interface HalvingKernel {
  /** Coefficients of a filter. */
  int TAPS = 96;

  /** Number of filters that replace those of the even and of the odd outputs. */
  int FILTERS = 3;

  /** Coefficients that are left over. */
  int REST = 5;

  /** Outputs of a filter are computed in multiples of this. */
  int STEP = 80;

  /**
   * Splits samples by their number modulo four: sample {@code 4 p + c} goes to {@code into[c *
   * width + p]}, for p below {@code count}.
   */
  void split(float[] samples, float[] into, int width, int count);

  /**
   * Makes the inputs of the three filters. With a and b for the parts {@code from} and {@code from
   * + 2}, and a' for a one place later, they are a - b, b and a' - b.
   *
   * @param split as {@link #split} makes it
   * @param from 0 for the even samples, 1 for the odd ones
   * @param into receives the inputs
   * @param at where the first one goes
   * @param width distance between parts and between inputs
   * @param count values of each
   */
  void differences(float[] split, int from, float[] into, int at, int width, int count);

  /**
   * Two filters added up: {@code sums[to + p]} becomes the sum of {@code taps[tapsAt + i] * x[at +
   * p + i] + taps[otherTaps + i] * x[other + p + i]} over the 96 i, for p below {@code count}.
   */
  void filter(
      float[] x,
      int at,
      int other,
      float[] taps,
      int tapsAt,
      int otherTaps,
      float[] sums,
      int to,
      int count);

  /**
   * Makes the outputs from the three sums and the samples that the filters leave out.
   *
   * @param sums of the filters
   * @param sumsWidth distance between them
   * @param split as {@link #split} makes it
   * @param splitWidth distance between its parts
   * @param rest the last five coefficients
   * @param into receives {@code 2 * count} outputs
   * @param at where the first one goes
   * @param count even outputs
   */
  void join(
      float[] sums,
      int sumsWidth,
      float[] split,
      int splitWidth,
      float[] rest,
      float[] into,
      int at,
      int count);
}
