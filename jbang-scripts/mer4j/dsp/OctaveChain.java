package mer4j.dsp;

import java.util.ArrayList;
import java.util.List;
import mer4j.audio.RateHalving;
import mer4j.audio.ScratchSignal;
import mer4j.audio.Signal;

/**
 * A signal at its own sample rate, at half of it, at a quarter and so on: what the octaves of a
 * constant-Q transform are computed from. Each level is made once, when it is first asked for, so
 * that several transforms of one signal share the work. The levels of a long signal lie in a
 * temporary file until the chain is closed.
 *
 * <p>The levels keep the amplitude of the signal; librosa multiplies each by √2 instead and divides
 * it away in the filters.
 *
 * <p>Not thread-safe.
 */
public final class OctaveChain implements AutoCloseable {
  /** Samples read or made at a time. */
  private static final int BLOCK = 1 << 13;

  private final List<Signal> levels = new ArrayList<>();
  private final List<ScratchSignal> made = new ArrayList<>();
  private final RateHalving halving = new RateHalving();

  /**
   * @param signal the audio; neither copied nor changed
   * @throws IllegalArgumentException if a sample is not finite
   */
  public OctaveChain(float[] signal) {
    levels.add(Signal.of(Samples.requireFinite(signal)));
  }

  /**
   * @param signal the audio, read in pieces and not closed here
   * @throws IllegalArgumentException if a sample is not finite
   */
  public OctaveChain(Signal signal) {
    Samples.requireFinite(signal);
    levels.add(signal);
  }

  /** Number of samples of the signal at its own rate. */
  public long samples() {
    return levels.getFirst().length();
  }

  /**
   * The signal after a number of halvings of its rate; to be used until the chain is closed.
   *
   * @param halvings at least 0; 0 is the signal itself
   * @throws java.io.UncheckedIOException if there is no room for a level of a long signal
   */
  public Signal level(int halvings) {
    while (levels.size() <= halvings) {
      levels.add(halved(levels.getLast()));
    }
    return levels.get(halvings);
  }

  private Signal halved(Signal signal) {
    long length = (signal.length() + 1) / 2;
    if (length <= ScratchSignal.HEAP_LIMIT) {
      var samples = new float[(int) length];
      halving.read(signal, 0, samples, 0, samples.length);
      return Signal.of(samples);
    }
    var result = ScratchSignal.create(length);
    made.add(result);
    var block = new float[BLOCK];
    for (long from = 0; from < length; from += BLOCK) {
      int count = (int) Math.min(BLOCK, length - from);
      halving.read(signal, from, block, 0, count);
      result.append(block, count);
    }
    return result;
  }

  /** Frees the levels made; the signal itself is left open. */
  @Override
  public void close() {
    made.forEach(ScratchSignal::close);
    made.clear();
    levels.subList(1, levels.size()).clear();
  }
}
