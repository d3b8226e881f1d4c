package mer4j.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mer4j.eval.ModelCard;
import mer4j.features.ExtractionSettings;
import mer4j.features.FeatureMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkCheckpointTest {
  // spectral contrast has the seven rows that the references have
  private static final ModelCard CARD =
      new ModelCard(
          "network",
          "RNN",
          List.of("Q1", "Q2", "Q3", "Q4"),
          ExtractionSettings.parse("spectral_contrast", "22050"),
          17,
          "embedded",
          "as-published",
          new TreeMap<>(Map.of("seed", "7")));

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(RecurrentKind.class)
  void comesBackAsItWas(RecurrentKind kind) throws IOException {
    var model = GoldenNetworks.head(kind);
    var scaler =
        kind == RecurrentKind.RNN
            ? new GlobalScaler(1.25, 3)
            : new RowScaler(new double[7], new double[] {1, 2, 3, 4, 5, 6, 7}, DecibelRows.NONE);
    new NetworkCheckpoint(CARD, model, scaler).save(folder);
    var loaded = NetworkCheckpoint.load(folder);
    assertEquals(CARD, loaded.card());
    assertEquals(model.settings(), loaded.model().settings());
    assertArrayEquals(model.weights(), loaded.model().weights());
    if (scaler instanceof RowScaler rows) {
      assertArrayEquals(rows.deviations(), ((RowScaler) loaded.scaler()).deviations());
    } else {
      assertEquals(scaler, loaded.scaler());
    }
  }

  @ParameterizedTest
  @EnumSource(RecurrentKind.class)
  void classifierCutsAndPadsAsTrainingDoes(RecurrentKind kind) throws IOException {
    var model = GoldenNetworks.head(kind);
    var classifier =
        new NetworkClassifier(new NetworkCheckpoint(CARD, model, new GlobalScaler(0, 1)));
    if (kind == RecurrentKind.LSTM) {
      model.fixInitialStates(
          new float[][] {
            GoldenNetworks.matrix(GoldenNetworks.floats("heads/lstm/h0.npy"), 5, 6)[0]
          },
          new float[][] {
            GoldenNetworks.matrix(GoldenNetworks.floats("heads/lstm/c0.npy"), 5, 6)[0]
          });
    }
    var x = GoldenNetworks.floats("heads/x.npy");
    var expected = GoldenNetworks.floats("heads/" + kind.lowerCase() + "/eval/float32/softmax.npy");
    var longer = new FeatureMatrix(7, 20, new float[140]);
    for (int row = 0; row < 7; row++) {
      for (int t = 0; t < 20; t++) {
        longer.values()[row * 20 + t] = t < 17 ? x[t * 7 + row] : 99;
      }
    }
    var probabilities = classifier.probabilities(longer);
    for (int k = 0; k < 4; k++) {
      assertEquals(expected[k], probabilities[k], 2e-6);
    }
    var shorter = classifier.probabilities(new FeatureMatrix(7, 2, new float[14]));
    assertEquals(1, Arrays.stream(shorter).sum(), 1e-6);
    assertArrayEquals(
        shorter, classifier.probabilities(new FeatureMatrix(7, 17, new float[119])), 1e-9);
    assertThrows(
        IllegalArgumentException.class,
        () -> classifier.probabilities(new FeatureMatrix(6, 2, new float[12])));
  }

  /**
   * Uniform within 1/sqrt(units) in recurrent layers, where a bias is the sum of two, and
   * 1/sqrt(inputs) in linear ones: nothing beyond, and the variance of that distribution.
   */
  @ParameterizedTest
  @EnumSource(RecurrentKind.class)
  void initialWeightsHavePyTorchsDistribution(RecurrentKind kind) {
    var settings = NetworkSettings.published(kind, 204, 4);
    var model = RecurrentModel.create(settings);
    for (var parameter : model.layout().parameters()) {
      var name = parameter.name();
      var values = ParameterLayout.gather(parameter, model.weights());
      if (name.startsWith("bn")) {
        var expected = new float[values.length];
        Arrays.fill(expected, name.endsWith(".weight") || name.endsWith("running_var") ? 1 : 0);
        assertArrayEquals(expected, values, name);
        continue;
      }
      int fanIn = kind == RecurrentKind.BRNN && name.startsWith("fc1") ? 256 : 128;
      double bound = parameter.multiplicity() / Math.sqrt(fanIn);
      double largest = 0;
      double squares = 0;
      double sum = 0;
      for (float value : values) {
        largest = Math.max(largest, Math.abs(value));
        squares += value * value;
        sum += value;
      }
      assertTrue(largest <= bound, name + " " + largest);
      double variance = parameter.multiplicity() / (3. * fanIn);
      int n = values.length;
      // four standard deviations of the mean and, for fourth moments up to a normal's, the square
      assertEquals(0, sum / n, 4 * Math.sqrt(variance / n), name);
      assertEquals(1, squares / n / variance, 4 * Math.sqrt(2. / n), name);
    }
    assertArrayEquals(model.weights(), RecurrentModel.create(settings).weights());
    var other = RecurrentModel.create(settings.with(its -> its.seed(2)));
    assertFalse(Arrays.equals(model.weights(), other.weights()));
  }

  @Test
  void damagedFilesAreNamed() throws IOException {
    assertMessage("model.json");
    new NetworkCheckpoint(CARD, GoldenNetworks.head(RecurrentKind.RNN), new GlobalScaler(0, 1))
        .save(folder);
    var array = folder.resolve("parameters/fc1.weight.npy");
    var bytes = Files.readAllBytes(array);
    Files.write(array, Arrays.copyOf(bytes, bytes.length - 8));
    assertMessage("fc1.weight.npy");
    Files.delete(array);
    assertMessage("fc1.weight.npy");
    var json = folder.resolve("model.json");
    var text = Files.readString(json);
    Files.writeString(json, text.replace("\"LSTM\"", "\"X\"").replace("\"RNN\"", "\"GRU\""));
    assertMessage("model.json");
    Files.writeString(json, text.replaceAll("\"hidden\" : \\d+", "\"hidden\" : -1"));
    assertMessage("model.json");
    Files.writeString(json, "{");
    assertMessage("model.json");
  }

  private void assertMessage(String part) {
    var error = assertThrows(IOException.class, () -> NetworkCheckpoint.load(folder));
    assertTrue(error.getMessage().contains(part), error.getMessage());
  }
}
