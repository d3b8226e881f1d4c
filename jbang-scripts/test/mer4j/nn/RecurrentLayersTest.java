package mer4j.nn;

import static mer4j.nn.GoldenNetworks.floats;
import static mer4j.nn.GoldenNetworks.ints;
import static mer4j.nn.GoldenNetworks.matrix;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Set;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.gradientcheck.GradientCheckUtil.GraphConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * States of the recurrent part against PyTorch 2.9.1, with and without padding, and the gradients
 * of whole networks against differences.
 */
class RecurrentLayersTest {
  private static final int[] ALL = {0, 1, 2, 3, 4};

  private static RecurrentModel model(
      RecurrentKind kind, Pooling pooling, boolean masked, boolean states) throws IOException {
    var model =
        RecurrentModel.create(
            GoldenNetworks.settings(kind)
                .with(its -> its.pooling(pooling).masked(masked).randomInitialState(states)));
    var weights = model.weights();
    for (var parameter : model.layout().parameters()) {
      if (parameter.name().startsWith("rec.")) {
        var name = parameter.name().substring(4);
        var folder = "small/" + kind.lowerCase() + "/";
        var values = floats(folder + name.replace("bias_l0", "bias_ih_l0") + ".npy");
        if (name.startsWith("bias")) {
          var other = floats(folder + name.replace("bias_l0", "bias_hh_l0") + ".npy");
          for (int i = 0; i < values.length; i++) {
            values[i] += other[i];
          }
        }
        ParameterLayout.scatter(parameter, values, weights);
      }
    }
    model.setWeights(weights);
    if (states) {
      model.fixInitialStates(
          matrix(floats("small/h0.npy"), 5, 6), matrix(floats("small/c0.npy"), 5, 6));
    }
    return model;
  }

  private static FrameSource source(boolean masked) throws IOException {
    var values = floats("small/x.npy");
    var lengths = ints("small/lengths.npy");
    if (masked) {
      for (int i = 0; i < values.length; i++) { // what lies in the padding must not matter
        boolean padding = i / 7 % 17 >= lengths[i / 7 / 17];
        values[i] = padding ? 1e6f : values[i];
      }
    }
    return GoldenNetworks.source(values, 5, 17, 7, masked ? lengths : null);
  }

  private static INDArray activation(RecurrentModel model, FrameSource source, String layer) {
    try (var reader = new BatchReader(model.settings(), source, new GlobalScaler(0, 1))) {
      return model.activation(reader.read(ALL), layer);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RNN, full",
    "RNN, packed",
    "BRNN, full",
    "BRNN, packed",
    "LSTM, full",
    "LSTM, packed",
    "LSTM, full_initstate"
  })
  void lastStates(RecurrentKind kind, String mode) throws IOException {
    boolean masked = mode.equals("packed");
    var model = model(kind, Pooling.LAST, masked, mode.equals("full_initstate"));
    var expected = floats("small/" + kind.lowerCase() + "/" + mode + "/float32/h_n.npy");
    var last = activation(model, source(masked), "pool");
    for (int direction = 0; direction < kind.directions(); direction++) {
      for (int b = 0; b < 5; b++) {
        for (int unit = 0; unit < 6; unit++) {
          double value = expected[(direction * 5 + b) * 6 + unit];
          assertEquals(value, last.getDouble(b, direction * 6 + unit), 2e-6, "clip " + b);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RNN, full",
    "RNN, packed",
    "BRNN, full",
    "BRNN, packed",
    "LSTM, full",
    "LSTM, packed",
    "LSTM, full_initstate"
  })
  void meanOfTheStates(RecurrentKind kind, String mode) throws IOException {
    boolean masked = mode.equals("packed");
    var model = model(kind, Pooling.MEAN, masked, mode.equals("full_initstate"));
    var expected = floats("small/" + kind.lowerCase() + "/" + mode + "/float32/output.npy");
    var lengths = ints("small/lengths.npy");
    int width = 6 * kind.directions();
    var mean = activation(model, source(masked), "pool");
    for (int direction = 0; direction < kind.directions(); direction++) {
      for (int b = 0; b < 5; b++) {
        for (int unit = 0; unit < 6; unit++) {
          double sum = 0;
          for (int t = 0; t < 17; t++) { // PyTorch leaves zeros beyond a packed clip's length
            sum += expected[(b * 17 + t) * width + direction * 6 + unit];
          }
          double value = sum / (masked ? lengths[b] : 17);
          assertEquals(value, mean.getDouble(b, direction * 6 + unit), 2e-6, "clip " + b);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"RNN, MEAN, true", "BRNN, LAST, true", "LSTM, LAST, true", "LSTM, MEAN, false"})
  void gradientsEqualDifferences(RecurrentKind kind, Pooling pooling, boolean masked) {
    var settings =
        NetworkSettings.published(kind, 2, 3)
            .with(
                its ->
                    its.hidden(3)
                        .dropout(0)
                        .pooling(pooling)
                        .randomInitialState(false)
                        .masked(masked));
    var before = Nd4j.dataType();
    Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
    try {
      Nd4j.getRandom().setSeed(12);
      var graph = RecurrentNetworks.graph(settings, DataType.DOUBLE);
      var x = Nd4j.randn(DataType.DOUBLE, 4, 2, 5);
      var y = Nd4j.zeros(DataType.DOUBLE, 4, 3);
      var mask = Nd4j.ones(DataType.DOUBLE, 4, 5);
      for (int b = 0; b < 4; b++) {
        y.putScalar(b, b % 3, 1);
        for (int t = 5 - b; t < 5; t++) {
          mask.putScalar(b, t, 0);
        }
      }
      var config =
          new GraphConfig()
              .net(graph)
              .inputs(new INDArray[] {x})
              .labels(new INDArray[] {y})
              .epsilon(1e-6)
              .maxRelError(1e-4)
              // running statistics: what Deeplearning4j calls their gradient is their update
              .excludeParams(
                  Set.of("bn1_mean", "bn1_var", "bn2_mean", "bn2_var", "bn3_mean", "bn3_var"))
              .minAbsoluteError(1e-8);
      if (masked) {
        config.inputMask(new INDArray[] {mask});
      }
      assertTrue(GradientCheckUtil.checkGradients(config));
    } finally {
      Nd4j.setDefaultDataTypes(before, before);
    }
  }
}
