package mer4j.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import mer4j.audio.WavFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in processes of their own that are killed, or meet in one folder. */
class KilledExtractionTest {
  private static final int CLIPS = 40;
  private static final int KILLS = 4;
  private static final String FEATURES = "mfcc,rms";

  @TempDir Path folder;
  private Path music;
  private Path undisturbed;
  private Path output;

  @BeforeEach
  void extractUndisturbed() throws IOException {
    music = Files.createDirectory(folder.resolve("music"));
    undisturbed = folder.resolve("undisturbed");
    output = folder.resolve("output");
    var random = new SplittableRandom(7);
    for (int i = 0; i < CLIPS; i++) {
      var samples = new float[60_000];
      for (int k = 0; k < samples.length; k++) {
        samples[k] = (float) random.nextDouble(-0.5, 0.5);
      }
      WavFile.write(music.resolve("clip" + i + ".wav"), samples, 22050);
    }
    KillDrill.extract(music, undisturbed, FEATURES);
  }

  @Test
  void theResultIsThatOfARunThatWasNotDisturbed() throws Exception {
    var drill = new KillDrill(music, output, FEATURES, 3);
    assertEquals(List.of(), drill.kill(KILLS, CLIPS, line -> {}));
    assertEquals(List.of(), KillDrill.differences(undisturbed, output));
  }

  /** Of two runs into one folder at once, one works and the other says why it does not. */
  @Test
  void runsIntoOneFolderDoNotHinderEachOther() throws Exception {
    var processes = new ArrayList<Process>();
    for (int i = 0; i < 2; i++) {
      processes.add(
          JavaProcess.of(KillDrill.Run.class, music.toString(), output.toString(), FEATURES)
              .redirectErrorStream(true)
              .start());
    }
    int worked = 0;
    for (var process : processes) {
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() == 0) {
        worked++;
      } else {
        var refusal = "another extraction is writing to " + output;
        assertEquals(1, said.lines().filter(line -> line.endsWith(refusal)).count(), said);
      }
    }
    // One that comes after another's end finds nothing left to do.
    assertTrue(worked >= 1, "none worked");
    assertEquals(List.of(), KillDrill.differences(undisturbed, output));
  }
}
