package mer4j.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import mer4j.ProgressListener;
import mer4j.audio.WavFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames are cut out of the features of the whole clip, not computed from a part of the clip. */
class FrameCutTest {
  private static final int RATE = 22050;
  private static final int FRAMES = 87;

  private static float[] noise() {
    var random = new SplittableRandom(3);
    var samples = new float[(FRAMES - 1) * 512];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (random.nextDouble(-.5, .5) * i / samples.length);
    }
    return samples;
  }

  private static ExtractionSettings settings(FrameCut cut) {
    return new ExtractionSettings(FeatureCatalogue.parse("mfcc,tempo,chroma_cqt"), 0, cut);
  }

  private static float[] row(FeatureMatrix features, int row) {
    int frames = features.frames();
    return Arrays.copyOfRange(features.values(), row * frames, (row + 1) * frames);
  }

  @Test
  void keepsColumnsOfTheWholeMatrix() {
    var signal = noise();
    var whole = new FeatureExtractor(settings(null)).extract(signal, RATE);
    assertEquals(FRAMES, whole.frames());
    for (double position : new double[] {0, .5, 1}) {
      int first = (int) Math.round((FRAMES - 20) * position);
      var cut = settings(new FrameCut(20, position));
      var onDisk = new FeatureExtractor(cut, new MemoryLimits(8192, 10));
      for (var extractor : List.of(new FeatureExtractor(cut), onDisk)) {
        var part = extractor.extract(signal, RATE);
        assertEquals(20, part.frames());
        for (int row = 0; row < whole.rows(); row++) {
          var expected = Arrays.copyOfRange(row(whole, row), first, first + 20);
          assertArrayEquals(expected, row(part, row), "row " + row + " at " + position);
        }
      }
    }
    var longer = new FeatureExtractor(settings(new FrameCut(1000, .5))).extract(signal, RATE);
    assertArrayEquals(whole.values(), longer.values(), "a clip with fewer frames is left whole");
  }

  @Test
  void isPartOfTheSettings() {
    var cut = settings(new FrameCut(1000, 0));
    assertEquals(cut, ExtractionSettings.fromJson(cut.toJson()));
    assertEquals(settings(null), ExtractionSettings.fromJson(settings(null).toJson()));
    assertNotEquals(cut.digest(), settings(null).digest());
    assertNotEquals(cut.digest(), settings(new FrameCut(1000, .5)).digest());
    assertNotEquals(cut.digest(), settings(new FrameCut(999, 0)).digest());
    assertTrue(cut.toString().endsWith("1000 frames at 0.0"), cut.toString());
  }

  @Test
  void refusesWhatIsNoCut() {
    assertThrows(IllegalArgumentException.class, () -> new FrameCut(0, 0));
    assertThrows(IllegalArgumentException.class, () -> new FrameCut(10, 1.1));
    assertThrows(IllegalArgumentException.class, () -> new FrameCut(10, Double.NaN));
    var damaged = settings(new FrameCut(10, 0)).toJson().replace("\"frames\":10", "\"frames\":-1");
    assertThrows(IllegalArgumentException.class, () -> ExtractionSettings.fromJson(damaged));
  }

  @Test
  void theStoreHoldsTheKeptFrames(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("in"));
    WavFile.write(folder.resolve("in/noise.wav"), noise(), RATE);
    var inputs = ClipInputs.of(List.of(folder.resolve("in")));
    var out = folder.resolve("out");
    var cut = settings(new FrameCut(20, 0));
    assertEquals(1, BatchExtraction.run(inputs, cut, out, 1, ProgressListener.NONE).done());
    var stored = FeatureStore.open(out);
    assertEquals(20, stored.manifest().getFirst().frames());
    assertEquals(20, stored.read("noise").frames());
    assertTrue(stored.contains("noise", cut));
    assertEquals(1, BatchExtraction.run(inputs, cut, out, 1, ProgressListener.NONE).skipped());
  }
}
