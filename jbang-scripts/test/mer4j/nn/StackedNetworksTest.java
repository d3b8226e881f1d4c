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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mer4j.CsvFile;
import mer4j.TestData;
import mer4j.eval.ModelCard;
import mer4j.features.ExtractionSettings;
import mer4j.features.Npy;
import mer4j.recurrent.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Stacked networks of all cells, directions and poolings against PyTorch in float64, on clips of
 * different lengths. Float32 networks of this depth differ from it by some 1e-6.
 */
class StackedNetworksTest {
  private static final int[] LENGTHS = {9, 1, 6, 4};
  private static final int[] ALL = {0, 1, 2, 3};
  private static final FrameScaler NONE = new GlobalScaler(0, 1);

  private static NetworkSettings settings(Cell cell, int layers, int directions, Pooling pooling) {
    return NetworkSettings.published(RecurrentKind.RNN, 6, 3)
        .with(
            its ->
                its.hidden(4)
                    .dropout(0)
                    .masked(true)
                    .cell(cell)
                    .layers(layers)
                    .directions(directions)
                    .pooling(pooling));
  }

  /** PyTorch's tensors of one file by parameter name. */
  private static Map<String, float[]> tensors(String folder, String file) throws IOException {
    var all = Npy.read(TestData.golden(folder + file + ".npy")).floats();
    var tensors = new HashMap<String, float[]>();
    int from = 0;
    var table = TestData.golden(folder + "parameters.csv");
    for (var row : CsvFile.read(table, List.of("name", "size"))) {
      int size = Integer.parseInt(row.get("size"));
      tensors.put(row.get("name"), Arrays.copyOfRange(all, from, from + size));
      from += size;
    }
    return tensors;
  }

  /**
   * The values for one of our parameters.
   *
   * @param sum whether two bias vectors are added; else the first is taken
   */
  private static float[] values(Map<String, float[]> tensors, String name, boolean sum) {
    if (!name.startsWith("rec.bias_l")) {
      return tensors.get(name);
    }
    var bias = tensors.get(name.replace("bias_l", "bias_ih_l")).clone();
    if (sum) {
      var other = tensors.get(name.replace("bias_l", "bias_hh_l"));
      for (int i = 0; i < bias.length; i++) {
        bias[i] += other[i];
      }
    }
    return bias;
  }

  private static RecurrentModel model(NetworkSettings settings, String folder) throws IOException {
    var model = RecurrentModel.create(settings);
    var tensors = tensors(folder, "weights");
    var weights = model.weights();
    for (var parameter : model.layout().parameters()) {
      if (parameter.learned()) {
        ParameterLayout.scatter(parameter, values(tensors, parameter.name(), true), weights);
      }
    }
    model.setWeights(weights);
    return model;
  }

  /** The references' clips {@code [clip][frame][row]}, something else in the padding. */
  private static FrameSource source(float padding) throws IOException {
    var x = Npy.read(TestData.golden("layers/x.npy")).floats();
    var frames = new float[x.length];
    for (int b = 0; b < 4; b++) {
      for (int t = 0; t < 9; t++) {
        for (int f = 0; f < 6; f++) {
          float value = x[(b * 6 + f) * 9 + t];
          frames[(b * 9 + t) * 6 + f] = t < LENGTHS[b] ? value : padding;
        }
      }
    }
    return GoldenNetworks.source(frames, 4, 9, 6, LENGTHS);
  }

  private static int[] labels() throws IOException {
    return Npy.read(TestData.golden("layers/networks/labels.npy")).ints();
  }

  @ParameterizedTest
  @CsvSource({
    "TANH, 1, 1, LAST, rnn_tanh",
    "TANH, 1, 2, ATTENTION, rnn_tanh",
    "RELU, 2, 2, LAST, rnn_relu",
    "LSTM, 2, 2, ATTENTION, lstm",
    "LSTM, 3, 1, MAX, lstm",
    "GRU, 2, 1, MEAN, gru",
    "GRU, 2, 2, LAST, gru"
  })
  void equalPyTorch(Cell cell, int layers, int directions, Pooling pooling, String name)
      throws IOException {
    var folder =
        "layers/networks/%s_%d_%d_%s/"
            .formatted(name, layers, directions, pooling.name().toLowerCase(java.util.Locale.ROOT));
    var model = model(settings(cell, layers, directions, pooling), folder);
    try (var reader = new BatchReader(model.settings(), source(1e6f), NONE)) {
      var probabilities = model.probabilities(reader.read(ALL), 1);
      var logits = Npy.read(TestData.golden(folder + "logits.npy")).doubles();
      for (int b = 0; b < 4; b++) {
        double sum = 0;
        for (int k = 0; k < 3; k++) {
          sum += Math.exp(logits[b * 3 + k]);
        }
        for (int k = 0; k < 3; k++) {
          assertEquals(Math.exp(logits[b * 3 + k]) / sum, probabilities[b][k], 2e-6);
        }
      }
      var gradient = model.gradient(reader.read(ALL), labels(), 1);
      double loss = Npy.read(TestData.golden(folder + "loss.npy")).doubles()[0];
      assertEquals(loss, gradient.loss(), 4e-6);
      var expected = tensors(folder, "gradients");
      for (var parameter : model.layout().parameters()) {
        if (parameter.learned()) {
          var ours = ParameterLayout.gather(parameter, gradient.gradient());
          var theirs = values(expected, parameter.name(), false);
          assertEquals(0, GoldenNetworks.maxDifference(theirs, ours), 1e-5, parameter.name());
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"TANH, LAST", "LSTM, ATTENTION", "RELU, MAX", "GRU, MEAN"})
  void paddingChangesNothing(Cell cell, Pooling pooling) throws IOException {
    var settings = settings(cell, 2, 2, pooling).with(its -> its.layerDropout(.3));
    var model = RecurrentModel.create(settings);
    double[][] probabilities = null;
    float[] gradient = null;
    for (float padding : new float[] {0, -1e6f, Float.NaN, Float.POSITIVE_INFINITY}) {
      var batch = batch(padding);
      var others = model.probabilities(batch, 1);
      var other = model.gradient(batch, labels(), 3).gradient();
      if (gradient != null) {
        assertArrayEquals(probabilities, others);
        assertArrayEquals(gradient, other);
      }
      probabilities = others;
      gradient = other;
    }
  }

  /** The references' clips past the reader, which refuses what is not finite. */
  private static ClipBatch batch(float padding) throws IOException {
    var mask = SingleLayer.mask("lengths");
    var frames = SingleLayer.padded(SingleLayer.array("x", DataType.FLOAT), mask, padding);
    return new ClipBatch(frames, mask, ALL);
  }

  @Test
  void dropoutBetweenLayersWorksInTrainingOnly() throws IOException {
    var plain = settings(Cell.TANH, 2, 1, Pooling.MEAN);
    var settings = plain.with(its -> its.layerDropout(.5));
    var model = RecurrentModel.create(settings);
    var without = RecurrentModel.create(plain);
    assertArrayEquals(without.weights(), model.weights());
    assertTrue(model.graph().getConfiguration().getVertices().containsKey("rec_drop1"));
    try (var reader = new BatchReader(settings, source(0), NONE)) {
      var batch = reader.read(ALL);
      assertArrayEquals(without.probabilities(batch, 1), model.probabilities(batch, 1));
      var gradient = model.gradient(batch, labels(), 5);
      assertEquals(gradient.loss(), model.gradient(batch, labels(), 5).loss());
      assertFalse(gradient.loss() == model.gradient(batch, labels(), 6).loss());
      assertFalse(gradient.loss() == without.gradient(batch, labels(), 5).loss());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TANH, 1, LAST",
    "LSTM, 2, ATTENTION",
    "RELU, 2, MAX",
    "GRU, 1, MEAN",
    "GRU, 2, LAST"
  })
  void comesBackFromACheckpoint(Cell cell, int layers, Pooling pooling, @TempDir Path folder)
      throws IOException {
    var settings =
        settings(cell, layers, 2, pooling).with(its -> its.layerDropout(.25).inputs(7).classes(4));
    var model = RecurrentModel.create(settings);
    var card =
        new ModelCard(
            "network",
            "RNN",
            List.of("Q1", "Q2", "Q3", "Q4"),
            ExtractionSettings.parse("spectral_contrast", "22050"),
            17,
            "embedded",
            "leak-free",
            new TreeMap<>(Map.of("seed", "7")));
    new NetworkCheckpoint(card, model, NONE).save(folder);
    var loaded = NetworkCheckpoint.load(folder).model();
    assertEquals(settings, loaded.settings());
    assertArrayEquals(model.weights(), loaded.weights());
    var names = new java.util.HashSet<String>();
    try (var files = Files.list(folder.resolve("parameters"))) {
      files.forEach(file -> names.add(file.getFileName().toString().replace(".npy", "")));
    }
    assertTrue(names.contains("rec.weight_ih_l0_reverse"));
    assertEquals(layers == 2, names.contains("rec.weight_hh_l1_reverse"));
    var biases = cell == Cell.GRU ? List.of("bias_ih", "bias_hh") : List.of("bias");
    for (var bias : biases) { // a GRU's two cannot be added up
      assertTrue(names.contains("rec." + bias + "_l0_reverse"));
      assertEquals(layers == 2, names.contains("rec." + bias + "_l1"));
    }
    for (var name : List.of("projection.weight", "projection.bias", "score.weight")) {
      assertEquals(pooling == Pooling.ATTENTION, names.contains("attention." + name));
    }
    assertEquals(names.size(), model.layout().parameters().size());
  }

  @Test
  void initialWeightsOfAttentionAreThoseOfLinearLayers() {
    var settings = settings(Cell.TANH, 1, 2, Pooling.ATTENTION).with(its -> its.hidden(50));
    var model = RecurrentModel.create(settings);
    for (var name : List.of("projection.weight", "projection.bias", "score.weight")) {
      var parameter = model.layout().parameter("attention." + name);
      float largest = 0;
      for (float value : ParameterLayout.gather(parameter, model.weights())) {
        largest = Math.max(largest, Math.abs(value));
      }
      assertTrue(largest <= .1 && largest > .09, name + " " + largest);
    }
  }

  @Test
  void stacksOutOfRangeAreRefused() {
    var base = settings(Cell.LSTM, 1, 1, Pooling.LAST);
    assertMessage("layers", () -> base.with(its -> its.layers(0)));
    assertMessage("directions", () -> base.with(its -> its.directions(3)));
    assertMessage("dropout", () -> base.with(its -> its.layerDropout(1)));
    assertMessage("one layer", () -> base.with(its -> its.layers(2).randomInitialState(true)));
  }

  private static void assertMessage(String part, org.junit.jupiter.api.function.Executable code) {
    var error = assertThrows(IllegalArgumentException.class, code);
    assertTrue(error.getMessage().contains(part), error.getMessage());
  }
}
