package mer4j.nn;

import static mer4j.recurrent.GoldenLayer.close;
import static mer4j.recurrent.GoldenLayer.floats;
import static mer4j.recurrent.GoldenLayer.near;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import mer4j.TestData;
import mer4j.features.Npy;
import mer4j.recurrent.Cell;
import mer4j.recurrent.GoldenLayer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Deeplearning4j's layer at the study's size against PyTorch 2.9.1 in double precision: 4 clips of
 * up to 1,295 frames, 204 features, 128 units.
 */
class FullSizeRecurrentTest {
  private static final int CLIPS = 4;
  private static final int TIME = 1295;
  private static final int FEATURES = 204;
  private static final int UNITS = 128;

  /** PyTorch's {@code [clips][time][values]} as {@code [clips][values][time]}. */
  private static INDArray sequences(float[] values, int width) {
    return Nd4j.createFromArray(values)
        .reshape('c', new long[] {CLIPS, TIME, width})
        .permute(0, 2, 1);
  }

  /** The same random numbers for every clip, by which the loss weighs the outputs. */
  private static INDArray errors(float[] random, int width) {
    var errors = new float[CLIPS * TIME * width];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = random[i / width % TIME * 2 * UNITS + i % width];
    }
    return sequences(errors, width);
  }

  private static INDArray mask(int[] lengths) {
    var mask = Nd4j.zeros(DataType.FLOAT, CLIPS, TIME);
    for (int b = 0; b < CLIPS; b++) {
      for (int t = 0; t < lengths[b]; t++) {
        mask.putScalar(b, t, 1);
      }
    }
    return mask;
  }

  private static SingleLayer layer(GoldenLayer golden) throws IOException {
    boolean both = golden.directions == 2;
    var layer = new SingleLayer(new Recurrent(golden.cell, FEATURES, UNITS, both), DataType.FLOAT);
    for (int d = 0; d < golden.directions; d++) {
      var weights = golden.weights(d);
      var ending = d == 0 ? "" : RecurrentParameters.REVERSE;
      set(layer, RecurrentParameters.WEIGHT + ending, weights.input());
      set(layer, RecurrentParameters.RECURRENT_WEIGHT + ending, weights.recurrent());
      set(layer, RecurrentParameters.BIAS + ending, weights.bias());
    }
    return layer;
  }

  private static void set(SingleLayer layer, String key, float[] values) {
    var parameter = layer.layer().getParam(key);
    parameter.assign(Nd4j.createFromArray(values).reshape('f', parameter.shape()));
  }

  private static float[] steps(INDArray sequences, int[] kept) {
    int width = (int) sequences.size(1);
    var chosen = new float[CLIPS * kept.length * width];
    for (int i = 0; i < chosen.length; i++) {
      int step = kept[i / width % kept.length];
      chosen[i] = sequences.getFloat(i / width / kept.length, i % width, step);
    }
    return chosen;
  }

  /** States after the last step that a direction takes, {@code [directions][clips][units]}. */
  private static float[] last(INDArray out, int[] lengths) {
    var last = new float[CLIPS * (int) out.size(1)];
    for (int i = 0; i < last.length; i++) {
      int direction = i / (CLIPS * UNITS);
      int clip = i / UNITS % CLIPS;
      int step = direction == 0 ? lengths[clip] - 1 : 0;
      last[i] = out.getFloat(clip, direction * UNITS + i % UNITS, step);
    }
    return last;
  }

  private static void nearGradient(Path expected, SingleLayer layer, String key)
      throws IOException {
    near(expected, layer.gradient(key).dup('f').data().asFloat(), 1e-5);
  }

  /** Gradients of weights are sums over all steps, hence relative to their norm. */
  @ParameterizedTest
  @CsvSource({"lstm, full", "lstm, packed", "blstm, full", "blstm, packed"})
  void equalsPyTorch(String kind, String mode) throws IOException {
    var large = TestData.shared("golden/recurrent/large");
    var golden = new GoldenLayer(large, kind, FEATURES, UNITS);
    assertEquals(Cell.LSTM, golden.cell);
    var expected = large.resolve(kind).resolve(mode);
    boolean packed = mode.equals("packed");
    var lengths = new int[] {TIME, TIME, TIME, TIME};
    var x = sequences(floats(large.resolve("x.npy")), FEATURES);
    INDArray mask = null;
    if (packed) {
      lengths = Npy.read(large.resolve("lengths.npy")).ints();
      mask = mask(lengths);
      x = SingleLayer.padded(x, mask, Double.NaN);
    }
    var layer = layer(golden);
    var out = layer.activate(x, mask, true);
    var kept = Npy.read(large.resolve("kept_steps.npy")).ints();
    close(expected.resolve("output_kept_steps.npy"), steps(out, kept), 1e-5);
    close(expected.resolve("h_n.npy"), last(out, lengths), 1e-5);
    var random = floats(large.resolve("W_rand.npy"));
    var ofInput = layer.backward(errors(random, UNITS * golden.directions));
    if (!packed) {
      close(expected.resolve("grad_x_kept_steps.npy"), steps(ofInput, kept), 1e-5);
    }
    for (int d = 0; d < golden.directions; d++) {
      var ending = d == 0 ? "" : RecurrentParameters.REVERSE;
      var file = GoldenLayer.suffix(d) + ".npy";
      if (!packed) {
        nearGradient(
            expected.resolve("grad_weight_ih" + file), layer, RecurrentParameters.WEIGHT + ending);
      }
      nearGradient(
          expected.resolve("grad_weight_hh" + file),
          layer,
          RecurrentParameters.RECURRENT_WEIGHT + ending);
      nearGradient(
          expected.resolve("grad_bias_ih" + file), layer, RecurrentParameters.BIAS + ending);
    }
  }
}
