package mer4j.scripts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mer4j.audio.WavFile;

/** A data set of one's own, as small as can be: twenty short tones of two classes. */
public final class TwoPitches {
  private TwoPitches() {}

  /** Writes it into a folder, with a class in each of its two folders. */
  public static void write(Path music) throws IOException {
    for (int clip = 0; clip < 20; clip++) {
      var samples = new float[8000];
      for (int i = 0; i < samples.length; i++) {
        double pitch = (clip % 2 == 0 ? 300 : 900) + 10 * clip;
        samples[i] = (float) (.3 * Math.sin(2 * Math.PI * pitch * i / 22050));
      }
      var folderOfClass = music.resolve(clip % 2 == 0 ? "calm é" : "wild");
      WavFile.write(Files.createDirectories(folderOfClass).resolve(clip + ".wav"), samples, 22050);
    }
  }
}
