package mer4j.features;

import static mer4j.features.WavBytes.ALIGN;
import static mer4j.features.WavBytes.BITS;
import static mer4j.features.WavBytes.CHANNELS;
import static mer4j.features.WavBytes.DATA_LENGTH;
import static mer4j.features.WavBytes.HEADER;
import static mer4j.features.WavBytes.RATE;
import static mer4j.features.WavBytes.TAG;

import java.util.Arrays;
import mer4j.audio.Resampler;
import mer4j.features.StrangeInput.Cut;
import mer4j.features.StrangeInput.Outcome;
import mer4j.features.StrangeInput.Refused;
import mer4j.features.StrangeInput.Right;
import mer4j.features.StrangeInput.Sound;
import mer4j.features.StrangeInput.SoundOrRefused;
import mer4j.features.WavBytes.Coding;

/** WAV files of unusual formats, of unusual samples, and with headers that lie. */
final class StrangeSounds {
  private static final int[] RATES = {
    8_000, 11_025, 12_000, 16_000, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200, 96_000, 176_400,
    192_000
  };

  private static final String NO_SOUND = "holds no sound that can be decoded";
  private static final String NO_AUDIO = "not an audio file that can be read";

  private final StrangeInputs inputs;
  private final float[] signal;
  private final int rate;

  StrangeSounds(StrangeInputs inputs, float[] signal, int rate) {
    this.inputs = inputs;
    this.signal = signal;
    this.rate = rate;
  }

  private void add(String name, byte[] content, Outcome expected) {
    inputs.add(name + ".wav", content, expected);
  }

  private Right right(double tolerance) {
    return new Right(signal, rate, tolerance, 0);
  }

  void formats() {
    for (int channels = 1; channels <= 16; channels++) {
      add(channels + " channels", WavBytes.of(signal, rate, channels, Coding.S16), right(1e-3));
    }
    for (int other : RATES) {
      var resampled = Resampler.resample(signal, rate, other);
      add(
          other + " Hz",
          WavBytes.of(resampled, other, 1, Coding.F32),
          new Right(resampled, other, 1e-5, 0));
    }
    for (var coding : Coding.values()) {
      double step = coding == Coding.U8 ? 0.05 : coding == Coding.S16 ? 1e-3 : 1e-5;
      add("coding " + coding, WavBytes.of(signal, rate, 1, coding), right(step));
      if (coding.bytes > 1) {
        var data = WavBytes.chunk("data", WavBytes.data(signal, 6, coding));
        var format = WavBytes.extensible(rate, 6, coding, 0x3f);
        add("six speakers " + coding, WavBytes.file(format, data), right(step));
      }
    }
  }

  /** Signals at the edge of what is one. */
  void samples() {
    var loud = signal.clone();
    var clipped = signal.clone();
    for (int i = 0; i < loud.length; i++) {
      loud[i] *= 40;
      clipped[i] = Math.max(-1, Math.min(1, 100 * signal[i]));
    }
    var square = new float[signal.length];
    var denormal = new float[signal.length];
    for (int i = 0; i < square.length; i++) {
      square[i] = i / 50 % 2 == 0 ? 1 : -1;
      denormal[i] = i % 7 * Float.MIN_VALUE;
    }
    var direct = new float[signal.length];
    Arrays.fill(direct, 1);
    var click = new float[signal.length];
    click[click.length / 2] = 1;
    floats("far beyond full scale", loud);
    floats("clipped", clipped);
    floats("square wave at full scale", square);
    floats("direct current", direct);
    floats("silence", new float[signal.length]);
    floats("denormal numbers", denormal);
    floats("one click", click);
    add("direct current, 16 bit", WavBytes.of(direct, rate, 1, Coding.S16), rightOf(direct, 1e-3));
    for (int length : new int[] {1, 2, 3, 100, 511, 512, 513, 1023, 2047, 2048, 2049, 4096}) {
      floats(length + " samples", Arrays.copyOf(signal, length));
    }
    add("no sample", WavBytes.of(new float[0], rate, 1, Coding.S16), new Refused(NO_SOUND));
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      for (int at : new int[] {0, signal.length / 2, signal.length - 1}) {
        var spoiled = signal.clone();
        spoiled[at] = value;
        add(
            "sample " + at + " is " + value,
            WavBytes.of(spoiled, rate, 1, Coding.F32),
            new Refused("not finite"));
      }
    }
    var all = new float[signal.length];
    Arrays.fill(all, Float.NaN);
    add("all is NaN", WavBytes.of(all, rate, 1, Coding.F32), new Refused("not finite"));
    var huge = signal.clone();
    huge[99] = 3e38f;
    add(
        "as large as a float can be",
        WavBytes.of(huge, rate, 1, Coding.F32),
        new Refused("too large"));
  }

  private void floats(String name, float[] samples) {
    add(name, WavBytes.of(samples, rate, 1, Coding.F32), rightOf(samples, 1e-5));
  }

  private Right rightOf(float[] samples, double tolerance) {
    return new Right(samples, rate, tolerance, 0);
  }

  /** Headers that say other things than the file holds. */
  void headers() {
    var plain = WavBytes.of(signal, rate, 1, Coding.S16);
    var format = WavBytes.fmt(rate, 1, Coding.S16);
    var data = WavBytes.chunk("data", WavBytes.data(signal, 1, Coding.S16));
    add("length unknown", WavBytes.with(plain, DATA_LENGTH, 4, -1), right(1e-3));
    add("length too great", WavBytes.with(plain, DATA_LENGTH, 4, 0x7ffffff0), new Cut());
    add("RIFF length too great", WavBytes.with(plain, 4, 4, 0x7ffffff0), right(1e-3));
    add("RIFF length 0", WavBytes.with(plain, 4, 4, 0), right(1e-3));
    add("0 channels", WavBytes.with(plain, CHANNELS, 2, 0), new SoundOrRefused());
    add("65535 channels", WavBytes.with(plain, CHANNELS, 2, 0xffff), new SoundOrRefused());
    add("rate 0", WavBytes.with(plain, RATE, 4, 0), new SoundOrRefused());
    add("rate 1", WavBytes.with(plain, RATE, 4, 1), new Refused("rate of 1 Hz"));
    add("rate negative", WavBytes.with(plain, RATE, 4, -44_100), new SoundOrRefused());
    add("rate 2 GHz", WavBytes.with(plain, RATE, 4, Integer.MAX_VALUE), new SoundOrRefused());
    add("block of 0 bytes", WavBytes.with(plain, ALIGN, 2, 0), new SoundOrRefused());
    add("block of 3 bytes", WavBytes.with(plain, ALIGN, 2, 3), new SoundOrRefused());
    add("0 bits", WavBytes.with(plain, BITS, 2, 0), new SoundOrRefused());
    add("12 bits", WavBytes.with(plain, BITS, 2, 12), new SoundOrRefused());
    add("65535 bits", WavBytes.with(plain, BITS, 2, 0xffff), new SoundOrRefused());
    add("unknown coding", WavBytes.with(plain, TAG, 2, 0x7777), new Refused(""));
    add("no data", WavBytes.file(format), new Refused(""));
    add("no format", WavBytes.file(data), new Refused(NO_AUDIO));
    add("data before format", WavBytes.file(data, format), right(1e-3));
    var list = WavBytes.chunk("LIST", new byte[9_999]);
    add("a list before the data", WavBytes.file(format, list, data), right(1e-3));
    add("a list after the data", WavBytes.file(format, data, list), right(1e-3));
    add("junk before the format", WavBytes.file(list, format, data), right(1e-3));
    var trailing = Arrays.copyOf(plain, plain.length + 5_001);
    add("more behind the end", trailing, right(1e-3));
    for (int length : new int[] {1, 4, 11, 12, 20, 35, 36, 43, HEADER}) {
      add("cut after " + length + " bytes", Arrays.copyOf(plain, length), new Refused(""));
    }
    for (int length : new int[] {HEADER + 1, HEADER + 2, HEADER + 1_001, plain.length - 1}) {
      Outcome expected = length == HEADER + 1 ? new SoundOrRefused() : new Cut();
      add("cut after " + length + " bytes", Arrays.copyOf(plain, length), expected);
    }
    add("an empty file", new byte[0], new Refused("empty file"));
    add("upside down", reversed(plain), new Refused(""));
    add("sound of one byte each", with8BitsOf(plain), new Sound());
  }

  private static byte[] with8BitsOf(byte[] plain) {
    return WavBytes.with(WavBytes.with(plain, BITS, 2, 8), ALIGN, 2, 1);
  }

  private static byte[] reversed(byte[] bytes) {
    var reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }
}
