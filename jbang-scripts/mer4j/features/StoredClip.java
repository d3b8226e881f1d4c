package mer4j.features;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One row of a manifest: a stored file and what it was made from.
 *
 * @param clip the file's name without {@code .npy}: the clip's id, followed by a point and the
 *     feature's name for features with a file of their own
 * @param source path of the recording
 * @param sourceSha256 digest of the recording's bytes, 64 hexadecimal digits
 * @param npySha256 digest of the stored file's bytes
 * @param sampleRate rate the features were computed at, in Hz
 * @param samples length of the signal they were computed from
 * @param frames columns of the stored array
 * @param truncated whether the recording ended before its header said it would
 * @param settings digest of the {@link ExtractionSettings}
 */
public record StoredClip(
    String clip,
    String source,
    String sourceSha256,
    String npySha256,
    int sampleRate,
    int samples,
    int frames,
    boolean truncated,
    String settings) {

  static final List<String> COLUMNS =
      List.of(
          "clip",
          "source",
          "source_sha256",
          "npy_sha256",
          "sample_rate",
          "samples",
          "frames",
          "status",
          "settings");

  private static final String OK = "ok";
  private static final String TRUNCATED = "truncated";
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** Duration of the signal in seconds. */
  public double seconds() {
    return (double) samples / sampleRate;
  }

  /** Whether it was computed from this recording with these settings. */
  boolean matches(String sourceDigest, String settingsDigest) {
    return sourceSha256.equals(sourceDigest) && settings.equals(settingsDigest);
  }

  StoredClip withSource(String path) {
    return new StoredClip(
        clip, path, sourceSha256, npySha256, sampleRate, samples, frames, truncated, settings);
  }

  List<String> cells() {
    return List.of(
        clip,
        source,
        sourceSha256,
        npySha256,
        Integer.toString(sampleRate),
        Integer.toString(samples),
        Integer.toString(frames),
        truncated ? TRUNCATED : OK,
        settings);
  }

  /** The row of these cells, or none if they are not one, such as a line cut off by a crash. */
  static Optional<StoredClip> of(List<String> cells) {
    if (cells.size() != COLUMNS.size()
        || cells.get(0).isEmpty()
        || cells.get(0).indexOf('/') >= 0
        || !SHA256.matcher(cells.get(2)).matches()
        || !SHA256.matcher(cells.get(3)).matches()
        || !List.of(OK, TRUNCATED).contains(cells.get(7))) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new StoredClip(
              cells.get(0),
              cells.get(1),
              cells.get(2),
              cells.get(3),
              Integer.parseInt(cells.get(4)),
              Integer.parseInt(cells.get(5)),
              Integer.parseInt(cells.get(6)),
              cells.get(7).equals(TRUNCATED),
              cells.get(8)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
