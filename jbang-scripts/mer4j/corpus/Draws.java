package mer4j.corpus;

import java.util.List;

/**
 * Random numbers that are the same on every machine and in every Java version: SplitMix64 (G.
 * Steele, D. Lea, C. Flood, OOPSLA 2014) and strict mathematics.
 */
final class Draws {
  private long state;

  /**
   * @param seed of the whole corpus
   * @param path numbers that tell this stream from others of the same seed
   */
  Draws(long seed, long... path) {
    state = mix(seed + 0x9E3779B97F4A7C15L);
    for (long step : path) {
      state = mix(state ^ mix(step + 0x632BE59BD9B4E019L));
    }
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private long next() {
    state += 0x9E3779B97F4A7C15L;
    return mix(state);
  }

  /** Uniform in [0, 1). */
  double uniform() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  double uniform(double low, double high) {
    return low + (high - low) * uniform();
  }

  /** Uniform in 0 to n - 1. */
  int below(int n) {
    return (int) (uniform() * n);
  }

  boolean chance(double probability) {
    return uniform() < probability;
  }

  /** Normal with the given mean and standard deviation (G. Box, M. Muller, 1958). */
  double normal(double mean, double deviation) {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - uniform()));
    return mean + deviation * radius * StrictMath.cos(2 * Math.PI * uniform());
  }

  /** Normal, held inside bounds. */
  double normal(double mean, double deviation, double low, double high) {
    return Math.clamp(normal(mean, deviation), low, high);
  }

  <T> T one(List<T> of) {
    return of.get(below(of.size()));
  }

  /** An index drawn in proportion to its weight. */
  int weighted(double... weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    double at = uniform() * sum;
    for (int i = 0; i < weights.length - 1; i++) {
      at -= weights[i];
      if (at < 0) {
        return i;
      }
    }
    return weights.length - 1;
  }

  /** Shuffles in place. */
  void shuffle(List<?> list) {
    for (int i = list.size() - 1; i > 0; i--) {
      java.util.Collections.swap(list, i, below(i + 1));
    }
  }
}
