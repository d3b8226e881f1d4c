package mer4j.recurrent;

import static mer4j.recurrent.GoldenLayer.close;
import static mer4j.recurrent.GoldenLayer.floats;
import static mer4j.recurrent.GoldenLayer.near;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import mer4j.TestData;
import mer4j.features.Npy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Outputs, last states and gradients against PyTorch 2.9.1 (GRU and ReLU: 2.15.0). */
class GoldenRecurrenceTest {
  @ParameterizedTest
  @CsvSource({
    "rnn, full",
    "rnn, packed",
    "rnn, full_initstate",
    "brnn, full",
    "brnn, packed",
    "brnn, full_initstate",
    "lstm, full",
    "lstm, packed",
    "lstm, full_initstate",
    "blstm, full",
    "blstm, packed",
    "blstm, full_initstate",
    "gru, full",
    "gru, packed",
    "gru, full_initstate",
    "bgru, full",
    "bgru, packed",
    "bgru, full_initstate",
    "relu, full",
    "relu, packed",
    "relu, full_initstate",
    "brelu, full",
    "brelu, packed",
    "brelu, full_initstate"
  })
  void smallLayers(String kind, String mode) throws IOException {
    var small = TestData.golden("recurrent/small");
    var layer = new GoldenLayer(small, kind, 7, 6);
    var expected = layer.folder.resolve(mode).resolve("float32");
    boolean states = mode.equals("full_initstate");
    var lengths = mode.equals("packed") ? Npy.read(small.resolve("lengths.npy")).ints() : null;
    var x = floats(small.resolve("x.npy"));
    var dOut = errors(floats(small.resolve("W_rand.npy")), 12, 6 * layer.directions);
    if (lengths != null) { // what lies in the padding must not matter
      for (int i = 0; i < x.length; i++) {
        x[i] = i / 7 % 17 < lengths[i / 7 / 17] ? x[i] : Float.NaN;
      }
      for (int i = 0; i < dOut.length; i++) {
        int step = i / (6 * layer.directions);
        dOut[i] = step % 17 < lengths[step / 17] ? dOut[i] : Float.NaN;
      }
    }
    var pass =
        layer.run(
            Kernels.best(),
            x,
            lengths,
            17,
            states ? floats(small.resolve("h0.npy")) : null,
            states ? floats(small.resolve("c0.npy")) : null,
            dOut);
    close(expected.resolve("output.npy"), pass.output(), 2e-6);
    close(expected.resolve("grad_x.npy"), pass.dx(), 5e-6);
    close(expected.resolve("h_n.npy"), joined(pass.lastHidden()), 2e-6);
    if (layer.cell == Cell.LSTM) {
      close(expected.resolve("c_n.npy"), joined(pass.lastCell()), 2e-6);
    }
    if (states) {
      close(
          expected.resolve("grad_h0.npy"),
          joined(Arrays.stream(pass.gradients()).map(g -> g.firstHidden()).toArray(float[][]::new)),
          5e-6);
      if (layer.cell == Cell.LSTM) {
        close(
            expected.resolve("grad_c0.npy"),
            joined(Arrays.stream(pass.gradients()).map(g -> g.firstCell()).toArray(float[][]::new)),
            5e-6);
      }
    }
    for (int d = 0; d < layer.directions; d++) {
      var weights = pass.gradients()[d].weights();
      var suffix = GoldenLayer.suffix(d) + ".npy";
      near(expected.resolve("grad_weight_ih" + suffix), weights.input(), 2e-6);
      near(expected.resolve("grad_weight_hh" + suffix), weights.recurrent(), 2e-6);
      near(expected.resolve("grad_bias_ih" + suffix), weights.bias(), 2e-6);
      if (layer.cell == Cell.GRU) {
        near(expected.resolve("grad_bias_hh" + suffix), weights.recurrentBias(), 2e-6);
      }
    }
  }

  /**
   * Outputs, last states and the gradient of the frames within 1e-5; those of the weights, sums
   * over some 5,000 steps that reach into the hundreds, within 1e-5 of their norm.
   */
  @ParameterizedTest
  @CsvSource({
    "rnn, full",
    "rnn, packed",
    "brnn, full",
    "brnn, packed",
    "lstm, full",
    "lstm, packed",
    "blstm, full",
    "blstm, packed"
  })
  void layersOfTheStudysSize(String kind, String mode) throws IOException {
    var large = TestData.shared("golden/recurrent/large");
    var layer = new GoldenLayer(large, kind, 204, 128);
    var expected = large.resolve(kind).resolve(mode);
    var lengths = mode.equals("packed") ? Npy.read(large.resolve("lengths.npy")).ints() : null;
    int width = 128 * layer.directions;
    var random = errors(floats(large.resolve("W_rand.npy")), 256, width);
    var dOut = new float[4 * random.length];
    for (int b = 0; b < 4; b++) {
      System.arraycopy(random, 0, dOut, b * random.length, random.length);
    }
    var pass =
        layer.run(Kernels.best(), floats(large.resolve("x.npy")), lengths, 1295, null, null, dOut);
    var kept = Npy.read(large.resolve("kept_steps.npy")).ints();
    close(expected.resolve("output_kept_steps.npy"), steps(pass.output(), width, kept), 1e-5);
    close(expected.resolve("h_n.npy"), joined(pass.lastHidden()), 1e-5);
    if (layer.cell == Cell.LSTM) {
      close(expected.resolve("c_n.npy"), joined(pass.lastCell()), 1e-5);
    }
    if (mode.equals("full")) {
      close(expected.resolve("grad_x_kept_steps.npy"), steps(pass.dx(), 204, kept), 1e-5);
    }
    double loss = 0;
    for (int i = 0; i < dOut.length; i++) {
      loss += (double) dOut[i] * pass.output()[i];
    }
    assertEquals(Npy.read(expected.resolve("loss.npy")).doubles()[0], loss, 5e-3);
    for (int d = 0; d < layer.directions; d++) {
      var weights = pass.gradients()[d].weights();
      var suffix = GoldenLayer.suffix(d) + ".npy";
      if (mode.equals("full")) {
        near(expected.resolve("grad_weight_ih" + suffix), weights.input(), 1e-5);
      }
      near(expected.resolve("grad_weight_hh" + suffix), weights.recurrent(), 1e-5);
      near(expected.resolve("grad_bias_ih" + suffix), weights.bias(), 1e-5);
    }
  }

  /** The double precision specification, to the digits of the single precision files. */
  @ParameterizedTest
  @CsvSource({
    "rnn, full",
    "brelu, packed",
    "lstm, full_initstate",
    "blstm, packed",
    "bgru, packed"
  })
  void theSpecification(String kind, String mode) throws IOException {
    var small = TestData.golden("recurrent/small");
    var layer = new GoldenLayer(small, kind, 7, 6);
    var expected = layer.folder.resolve(mode).resolve("float32");
    var steps =
        mode.equals("packed")
            ? Steps.first(Npy.read(small.resolve("lengths.npy")).ints(), 17)
            : Steps.all(5, 17);
    boolean states = mode.equals("full_initstate");
    var output = floats(expected.resolve("output.npy"));
    var dOut = errors(floats(small.resolve("W_rand.npy")), 12, 6 * layer.directions);
    var dx = new float[5 * 17 * 7];
    for (int d = 0; d < layer.directions; d++) {
      var w = layer.weights(d);
      var direction = new DoubleRecurrence(layer.cell, 7, 6, d == 1);
      var out =
          direction.forward(
              new DoubleRecurrence.DoubleWeights(
                  doubles(w.input()),
                  doubles(w.recurrent()),
                  doubles(w.bias()),
                  w.recurrentBias() == null ? null : doubles(w.recurrentBias())),
              sequences(floats(small.resolve("x.npy")), 7, 0, 7),
              steps,
              states ? sequences(floats(small.resolve("h0.npy")), 6, 0, 6, 5)[d] : null,
              states ? sequences(floats(small.resolve("c0.npy")), 6, 0, 6, 5)[d] : null);
      var gradients = direction.backward(sequences(dOut, 6 * layer.directions, 6 * d, 6));
      for (int i = 0; i < 5 * 17; i++) {
        for (int j = 0; j < 6; j++) {
          float value = output[(i * layer.directions + d) * 6 + j];
          assertEquals(value, out[i / 17][i % 17][j], 5e-7);
        }
        for (int j = 0; j < 7; j++) {
          dx[i * 7 + j] += (float) gradients.frames()[i / 17][i % 17][j];
        }
      }
      var suffix = GoldenLayer.suffix(d) + ".npy";
      near(expected.resolve("grad_weight_ih" + suffix), single(gradients.weights().input()), 1e-6);
      near(
          expected.resolve("grad_weight_hh" + suffix),
          single(gradients.weights().recurrent()),
          1e-6);
      near(expected.resolve("grad_bias_ih" + suffix), single(gradients.weights().bias()), 1e-6);
    }
    close(expected.resolve("grad_x.npy"), dx, 2e-6);
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  private static float[] single(double[] values) {
    var floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static double[][][] sequences(float[] values, int width, int first, int count) {
    return sequences(values, width, first, count, 17);
  }

  /** {@code [..][steps][count]}: some columns of {@code [..][steps][width]}. */
  private static double[][][] sequences(
      float[] values, int width, int first, int count, int steps) {
    var result = new double[values.length / width / steps][steps][count];
    for (int i = 0; i < values.length / width; i++) {
      for (int j = 0; j < count; j++) {
        result[i / steps][i % steps][j] = values[i * width + first + j];
      }
    }
    return result;
  }

  /** The first columns of the random numbers that the losses are weighted with. */
  private static float[] errors(float[] random, int columns, int width) {
    var errors = new float[random.length / columns * width];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = random[i / width * columns + i % width];
    }
    return errors;
  }

  private static float[] joined(float[][] directions) {
    var all = new float[directions.length * directions[0].length];
    for (int d = 0; d < directions.length; d++) {
      System.arraycopy(directions[d], 0, all, d * directions[0].length, directions[0].length);
    }
    return all;
  }

  /** Some steps of {@code [4][1295][width]}. */
  private static float[] steps(float[] values, int width, int[] kept) {
    var chosen = new float[4 * kept.length * width];
    for (int b = 0; b < 4; b++) {
      for (int i = 0; i < kept.length; i++) {
        System.arraycopy(
            values, (b * 1295 + kept[i]) * width, chosen, (b * kept.length + i) * width, width);
      }
    }
    return chosen;
  }
}
