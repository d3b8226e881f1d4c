package mer4j.audio;

import be.tarsos.dsp.AudioEvent;
import be.tarsos.dsp.WaveformSimilarityBasedOverlapAdd;
import be.tarsos.dsp.WaveformSimilarityBasedOverlapAdd.Parameters;
import be.tarsos.dsp.io.TarsosDSPAudioFormat;
import java.io.PrintStream;

/**
 * Plays a recording faster or slower without changing its pitch.
 *
 * <p>Stretched by waveform-similarity overlap-add (W. Verhelst and M. Roelands, 1993) as TarsosDSP
 * has it: pieces of 82 ms, each moved by up to 28 ms to fit the one before and faded over 12 ms.
 * librosa's {@code time_stretch} is a phase vocoder instead. It smears attacks and keeps chords
 * smooth; overlap-add keeps attacks sharp, but repeats or drops some of them, and can roughen dense
 * chords. The sample values of the two have nothing in common.
 *
 * @param rate how many times as fast; between 0.25 and 4
 */
public record TimeStretch(double rate) implements Augmentation {
  /** Checks the rate. */
  public TimeStretch {
    if (!(rate >= 0.25 && rate <= 4)) {
      throw new IllegalArgumentException("stretch rate must lie between 0.25 and 4, was " + rate);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @return {@code round(n / rate)} samples
   */
  @Override
  public float[] apply(float[] samples, int sampleRate, long seed) {
    var length = (int) Math.round(samples.length / rate);
    if (rate == 1) {
      return samples.clone();
    }
    var stretcher = stretcher(Parameters.musicDefaults(rate, sampleRate));
    var size = stretcher.getInputBufferSize();
    var advance = size - stretcher.getOverlap();
    var event = new AudioEvent(new TarsosDSPAudioFormat(sampleRate, 16, 1, true, false));
    var result = new float[length];
    for (int from = 0, at = 0; at < length; from += advance) {
      // A fresh array each time: the stretcher leaves its own output buffer in the event.
      var piece = new float[size];
      var rest = Math.max(0, Math.min(size, samples.length - from));
      System.arraycopy(samples, Math.min(from, samples.length), piece, 0, rest);
      event.setFloatBuffer(piece);
      stretcher.process(event);
      var output = event.getFloatBuffer();
      var count = Math.min(output.length, length - at);
      System.arraycopy(output, 0, result, at, count);
      at += count;
    }
    return result;
  }

  /**
   * Makes the stretcher without what its constructor prints: standard output belongs to results.
   * Other threads keep their output meanwhile.
   */
  private static synchronized WaveformSimilarityBasedOverlapAdd stretcher(Parameters parameters) {
    var owner = Thread.currentThread();
    var standard = System.out;
    var filter =
        new PrintStream(standard, true) {
          @Override
          public void write(byte[] bytes, int from, int count) {
            if (Thread.currentThread() != owner) {
              super.write(bytes, from, count);
            }
          }

          @Override
          public void println(String line) {
            if (Thread.currentThread() != owner) {
              super.println(line);
            }
          }
        };
    System.setOut(filter);
    try {
      return new WaveformSimilarityBasedOverlapAdd(parameters);
    } finally {
      System.setOut(standard);
    }
  }

  @Override
  public String suffix() {
    return "_stretched";
  }
}
