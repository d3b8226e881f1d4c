package mer4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mer4j.ProgressListener;
import mer4j.corpus.EmbeddedCorpus;
import mer4j.data.Dataset;
import mer4j.data.Datasets;
import mer4j.features.ExtractionSettings;
import mer4j.features.FeatureStore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyFramesTest {
  private static final RecurrentCase CASE =
      new RecurrentCase("lstm", 50, 204, 3, 8, RecurrentCase.Work.LAST).fedWith("corpus");

  @TempDir static Path shared;
  private static Dataset dataset;

  @TempDir Path folder;

  @BeforeAll
  static void compose() throws IOException {
    var path = shared.resolve("corpus");
    EmbeddedCorpus.write(path, 16, 1, 3, ProgressListener.NONE);
    dataset = Datasets.open(path.toString());
  }

  private Path write(RecurrentCase what) throws IOException {
    var file = folder.resolve("frames");
    StudyFrames.write(dataset, what, file, ProgressListener.NONE);
    return file;
  }

  @Test
  void everySecondClipUnderOneScaleWithZerosBehindItsEnd() throws IOException {
    var values = new float[50 * 8 * 204];
    StudyFrames.read(write(CASE), MemorySegment.ofArray(values));
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }
    assertEquals(0, sum / values.length, 1e-4);
    assertEquals(1, squares / values.length, 1e-4);
    var settings = ExtractionSettings.study();
    var store = FeatureStore.open(dataset.featureFolder(settings));
    int rolloff = settings.firstRow("spectral_rolloff");
    int centroid = settings.firstRow("spectral_centroid");
    // one scale: value = (feature - mean) / deviation with the same two numbers everywhere
    var first = store.read(dataset.ids().getFirst());
    double factor =
        (values[rolloff] - values[centroid]) / (first.at(rolloff, 0) - first.at(centroid, 0));
    double shift = values[rolloff] - factor * first.at(rolloff, 0);
    for (int clip = 0; clip < 8; clip++) {
      var features = store.read(dataset.ids().get(2 * clip));
      int length = features.frames();
      assertTrue(length < 50, "clips must be shorter than the case");
      for (int t : new int[] {0, 17, length - 1, length, 49}) {
        for (int row : new int[] {0, 100, rolloff, 203}) {
          boolean tempo = row == 203;
          float feature = t < length ? features.at(row, t) : tempo ? features.at(row, 0) : 0;
          assertEquals(
              factor * feature + shift,
              values[(t * 8 + clip) * 204 + row],
              1e-4,
              "clip %d, frame %d, row %d".formatted(clip, t, row));
        }
      }
    }
  }

  @Test
  void aProcessIsFedWithThem() throws Exception {
    var frames = write(CASE);
    var steps = folder.resolve("steps.csv");
    for (var engine : LayerTimer.Engine.values()) {
      assertEquals(2, LayerTimer.run(engine, CASE, frames, 1, 1, 2).size());
    }
    var command =
        BenchProcess.LAYER.command(
            List.of(),
            "MER4J",
            "lstm",
            CASE.size(),
            "last",
            "1",
            "1",
            "2",
            steps.toString(),
            frames.toString());
    ProcessMeter.run(command, Map.of("OMP_NUM_THREADS", "1"), folder);
    assertEquals(2, StepTime.read(steps).size());
    Files.write(frames, new byte[4]);
    var error = assertThrows(IOException.class, () -> ProcessMeter.run(command, Map.of(), folder));
    assertTrue(error.getMessage().contains("has 4 bytes"), error.getMessage());
  }

  @Test
  void aSetTooSmallForTheCaseIsRefused() throws IOException {
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> write(RecurrentCase.STUDY.fedWith("corpus")));
    assertTrue(error.getMessage().contains("needs 128 clips of 204 features"), error.getMessage());
    assertTrue(error.getMessage().contains("corpus has 16 of 204"), error.getMessage());
  }
}
