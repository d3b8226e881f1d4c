package mer4j.features;

import java.nio.file.Path;

/**
 * A recording to extract features from.
 *
 * @param id unique among the clips of one extraction; its features go to {@code <id>.npy}
 * @param audio where its sound lies
 */
public record SourceClip(String id, Path audio) {
  /**
   * @throws IllegalArgumentException if the id is empty or holds a path separator
   */
  public SourceClip {
    if (id.isEmpty() || id.indexOf('/') >= 0 || id.indexOf('\\') >= 0 && isWindows()) {
      throw new IllegalArgumentException("'" + id + "' cannot be a clip's id");
    }
  }

  /** Where its sound lies, as tables name it: absolute. */
  Path file() {
    return audio.toAbsolutePath().normalize();
  }

  private static boolean isWindows() {
    return java.io.File.separatorChar == '\\';
  }
}
