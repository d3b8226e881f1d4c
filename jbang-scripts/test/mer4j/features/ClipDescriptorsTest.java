package mer4j.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import mer4j.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against NumPy, and laws that hold for every clip. */
class ClipDescriptorsTest {
  /** The made-up features of the references. */
  private static FeatureMatrix madeUp(int frames) {
    var values = new float[204 * frames];
    for (int r = 0; r < 204; r++) {
      for (int t = 0; t < frames; t++) {
        values[r * frames + t] = (float) (0.51 + 0.5 * Math.sin(.37 * r + .11 * t + .0007 * r * t));
      }
    }
    return new FeatureMatrix(204, frames, values);
  }

  private static ClipDescriptors.Block block(String name) {
    return ClipDescriptors.blocks().stream()
        .filter(block -> block.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Stored features are floats, so levels and entropies are rounded to 24 bits on the way. */
  @ParameterizedTest
  @ValueSource(ints = {100, 600})
  void equalsNumPy(int frames) throws IOException {
    var expected =
        Npy.read(TestData.golden("descriptors/descriptors_" + frames + ".npy")).doubles();
    var numbers = ClipDescriptors.of(madeUp(frames));
    assertEquals(expected.length, numbers.length);
    var names = ClipDescriptors.names();
    for (int i = 0; i < expected.length; i++) {
      assertEquals(
          expected[i], numbers[i], 1e-4 * Math.max(0.1, Math.abs(expected[i])), names.get(i));
    }
  }

  @Test
  void blocksLieSideBySide() {
    int at = 0;
    for (var block : ClipDescriptors.blocks()) {
      assertEquals(at, block.from());
      at = block.to();
    }
    assertEquals(ClipDescriptors.columns(), at);
    assertEquals(ClipDescriptors.names().size(), at);
    assertEquals(ClipDescriptors.names().stream().distinct().count(), at);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 42, 43, 255, 257})
  void anyLengthAndSilenceGiveFiniteNumbers(int frames) {
    for (var clip :
        new FeatureMatrix[] {
          madeUp(frames), new FeatureMatrix(204, frames, new float[204 * frames])
        }) {
      assertTrue(Arrays.stream(ClipDescriptors.of(clip)).allMatch(Double::isFinite));
    }
  }

  /** A piece in another key is the same piece. */
  @Test
  void transposingChangesNoKeyDescriptor() {
    var clip = madeUp(300);
    int frames = clip.frames();
    int first = ExtractionSettings.study().firstRow("chroma_cqt");
    var turned = clip.values().clone();
    for (int note = 0; note < 12; note++) {
      System.arraycopy(
          clip.values(),
          (first + note) * frames,
          turned,
          (first + (note + 5) % 12) * frames,
          frames);
    }
    var before = ClipDescriptors.of(clip);
    var after = ClipDescriptors.of(new FeatureMatrix(204, frames, turned));
    var key = block("key");
    for (int i = key.from(); i < key.to(); i++) {
      assertEquals(before[i], after[i], 1e-6, ClipDescriptors.names().get(i));
    }
  }

  /** Loudness moving twice a second shows in the range that holds 2 Hz, and in its period. */
  @Test
  void movementIsFoundWhereItIs() {
    int frames = 800;
    var clip = new FeatureMatrix(204, frames, new float[204 * frames]);
    int mel = ExtractionSettings.study().firstRow("melspectrogram");
    for (int r = mel; r < mel + 128; r++) {
      for (int t = 0; t < frames; t++) {
        double phase = 2 * Math.PI * 2 * t / ClipDescriptors.FRAME_RATE;
        clip.values()[r * frames + t] = (float) Math.pow(10, -3 + Math.sin(phase));
      }
    }
    var numbers = ClipDescriptors.of(clip);
    int from = block("modulation").from();
    int strongest = 0;
    for (int range = 1; range < ModulationSpectrum.RANGES; range++) {
      strongest = numbers[from + range] > numbers[from + strongest] ? range : strongest;
    }
    assertEquals(2, strongest, "1.24 to 2.54 Hz");
    int periodicity = block("periodicity").from();
    int at120 = (int) Math.round(40 * Math.log(120 / 240.0) / Math.log(30 / 240.0));
    assertTrue(numbers[periodicity + at120] > 0.8, "a beat every half second: 120 per minute");
  }

  @Test
  void otherRowsAreRefused() {
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> ClipDescriptors.of(new FeatureMatrix(203, 1, new float[203])));
    assertTrue(error.getMessage().contains("204"), error.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> ClipDescriptors.of(new FeatureMatrix(204, 0, new float[0])));
  }
}
