package mer4j.notebooks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import mer4j.audio.AudioLoader;
import mer4j.audio.MonoSignal;
import mer4j.data.Datasets;
import mer4j.data.Variant;

/** The clips that the project composes, to recognise what a notebook plays. */
final class EmbeddedSounds {
  /** Rounding to 16 bits, twice. */
  private static final float TOLERANCE = 2.5f / 32768;

  /** Less than this could be silence, or a piece too short to tell apart. */
  private static final double SHORTEST_SECONDS = 1;

  /** What notebooks draw from when they change a clip. */
  private static final long SEED = 602;

  private static final String VARIANTS = "noise,shift,pitch,stretch=1.25";

  private static final Pattern TAG =
      Pattern.compile("<(audio|video|source|embed|object|iframe)\\b");
  private static final Pattern DATA =
      Pattern.compile("data:(audio|video|application)/[^\"'\\s,]*,([A-Za-z0-9+/=]*)");

  private EmbeddedSounds() {}

  /**
   * The sounds a page holds.
   *
   * @throws AssertionError if it plays anything that is not inside it as 16-bit WAV
   */
  static List<MonoSignal> in(String page) throws IOException {
    var sounds = new ArrayList<MonoSignal>();
    var data = DATA.matcher(page);
    while (data.find()) {
      sounds.add(decode(data.group(2)));
    }
    long tags = TAG.matcher(page).results().count();
    if (tags != sounds.size()) {
      throw new AssertionError(
          tags + " players for " + sounds.size() + " sounds; a sound must lie inside its player");
    }
    return sounds;
  }

  private static MonoSignal decode(String base64) throws IOException {
    var bytes = Base64.getDecoder().decode(base64);
    try (var in = AudioSystem.getAudioInputStream(new ByteArrayInputStream(bytes))) {
      var format = in.getFormat();
      if (format.getChannels() != 1 || format.getSampleSizeInBits() != 16) {
        throw new AssertionError("a sound is not mono of 16 bits: " + format);
      }
      var values = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      var samples = new float[values.remaining() / Short.BYTES];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = values.getShort() / 32767f;
      }
      return new MonoSignal(samples, Math.round(format.getSampleRate()), false);
    } catch (UnsupportedAudioFileException e) {
      throw new AssertionError("a sound is not WAV", e);
    }
  }

  /**
   * Whether the sound is the beginning of a clip of the embedded corpus, or of its first clip
   * changed as notebooks change it.
   */
  static boolean contain(MonoSignal sound) throws IOException {
    if (sound.samples().length < SHORTEST_SECONDS * sound.sampleRate()) {
      return false;
    }
    var clips = Datasets.open("embedded").clips();
    for (var clip : clips) {
      if (begins(AudioLoader.loadNative(clip.audio()), sound)) {
        return true;
      }
    }
    var first = AudioLoader.loadNative(clips.getFirst().audio());
    for (var variant : Variant.parse(VARIANTS)) {
      var changed = variant.apply(first.samples(), first.sampleRate(), SEED);
      if (begins(new MonoSignal(changed, first.sampleRate(), false), sound)) {
        return true;
      }
    }
    return false;
  }

  private static boolean begins(MonoSignal whole, MonoSignal sound) {
    var samples = sound.samples();
    if (whole.sampleRate() != sound.sampleRate() || whole.samples().length < samples.length) {
      return false;
    }
    for (int i = 0; i < samples.length; i++) {
      if (!(Math.abs(samples[i] - Math.clamp(whole.samples()[i], -1f, 1f)) <= TOLERANCE)) {
        return false;
      }
    }
    return true;
  }
}
