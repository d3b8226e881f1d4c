package mer4j.nn;

/**
 * Derives independent seeds from one, so that any epoch can be repeated without the ones before.
 */
final class Seeds {
  private Seeds() {}

  /** A seed for part {@code index} of what {@code seed} drives (the finaliser of SplitMix64). */
  static long mix(long seed, long index) {
    long z = seed + (index + 1) * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
