package mer4j.data;

/**
 * The random numbers of NumPy's legacy {@code RandomState}, so that a split made here with a seed
 * is the split scikit-learn makes with it.
 *
 * <p>The generator is MT19937 (M. Matsumoto, T. Nishimura: "Mersenne Twister", ACM TOMACS 8(1),
 * 1998), seeded by its {@code init_genrand}. Integers below a bound come from masked rejection,
 * doubles from 53 bits of two words, normal deviates from the polar method (G. Marsaglia, 1964).
 * Not safe for concurrent use. For random numbers that need not equal NumPy's, {@link
 * java.util.random.RandomGenerator} is the better choice.
 */
public final class RandomState {
  private static final int N = 624;
  private static final int M = 397;

  private final int[] state = new int[N];
  private int position = N;
  private boolean normalKept;
  private double keptNormal;

  /**
   * @param seed 0 to 2^32 - 1
   * @throws IllegalArgumentException if the seed is outside that range
   */
  public RandomState(long seed) {
    if (seed < 0 || seed > 0xFFFFFFFFL) {
      throw new IllegalArgumentException("seed " + seed + " is not between 0 and 4294967295");
    }
    state[0] = (int) seed;
    for (int i = 1; i < N; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  /** The next word of the generator: 32 random bits, to be read as unsigned. */
  public int nextInt32() {
    if (position == N) {
      refill();
    }
    int y = state[position++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9D2C5680;
    y ^= (y << 15) & 0xEFC60000;
    return y ^ (y >>> 18);
  }

  private void refill() {
    for (int i = 0; i < N; i++) {
      int y = (state[i] & 0x80000000) | (state[(i + 1) % N] & 0x7FFFFFFF);
      state[i] = state[(i + M) % N] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : 0x9908B0DF);
    }
    position = 0;
  }

  /** A double in [0, 1), as {@code random_sample()}. */
  public double randomSample() {
    long high = nextInt32() >>> 5;
    long low = nextInt32() >>> 6;
    return (high * 67108864.0 + low) / 9007199254740992.0;
  }

  /** A standard normal deviate, as {@code standard_normal()}. */
  public double standardNormal() {
    if (normalKept) {
      normalKept = false;
      return keptNormal;
    }
    double first;
    double second;
    double square;
    do {
      first = 2 * randomSample() - 1;
      second = 2 * randomSample() - 1;
      square = first * first + second * second;
    } while (square >= 1 || square == 0);
    double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
    keptNormal = factor * first;
    normalKept = true;
    return factor * second;
  }

  /**
   * An integer in {@code [0, bound)}, as {@code randint(bound)}.
   *
   * @throws IllegalArgumentException if the bound is not positive
   */
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound " + bound + " is not positive");
    }
    return upTo(bound - 1);
  }

  private int upTo(int max) {
    if (max == 0) {
      return 0;
    }
    int mask = -1 >>> Integer.numberOfLeadingZeros(max);
    int value;
    do {
      value = nextInt32() & mask;
    } while (value > max);
    return value;
  }

  /** Shuffles in place, as {@code shuffle(values)}. */
  public void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = upTo(i);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }

  /** The numbers 0 to n - 1 in random order, as {@code permutation(n)}. */
  public int[] permutation(int n) {
    var values = new int[n];
    for (int i = 0; i < n; i++) {
      values[i] = i;
    }
    shuffle(values);
    return values;
  }

  /**
   * The given numbers in random order, as {@code permutation(values)}; the argument is left alone.
   */
  public int[] permutation(int[] values) {
    var copy = values.clone();
    shuffle(copy);
    return copy;
  }

  /**
   * Draws from 0 to n - 1, as {@code choice(n, size, replace)}.
   *
   * @throws IllegalArgumentException if more are wanted than there are, without replacement
   */
  public int[] choice(int n, int size, boolean replace) {
    if (!replace) {
      if (size > n) {
        throw new IllegalArgumentException(
            "cannot draw " + size + " of " + n + " without replacement");
      }
      return java.util.Arrays.copyOf(permutation(n), size);
    }
    var drawn = new int[size];
    for (int i = 0; i < size; i++) {
      drawn[i] = nextInt(n);
    }
    return drawn;
  }
}
