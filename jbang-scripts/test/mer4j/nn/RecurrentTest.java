package mer4j.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import mer4j.recurrent.Cell;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.gradientcheck.GradientCheckUtil.MLNConfig;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.NoOp;

/** The recurrent layer inside Deeplearning4j's own networks. */
class RecurrentTest {
  static final int CLIPS = 4;
  static final int TIME = 6;

  /** Two of our layers and one of Deeplearning4j's between them, pooled and classified. */
  private static MultiLayerConfiguration configuration(
      Cell cell, boolean bidirectional, DataType type) {
    return new NeuralNetConfiguration.Builder()
        .dataType(type)
        .seed(5)
        .updater(new NoOp())
        .activation(Activation.TANH)
        .list()
        .layer(new Recurrent(cell, 0, 3, bidirectional))
        .layer(new LSTM.Builder().nOut(3).build())
        .layer(new Recurrent(cell, 0, 5, bidirectional))
        .layer(new TimePooling(Pooling.MEAN, 1))
        .layer(new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build())
        .setInputType(InputType.recurrent(2))
        .build();
  }

  private static MultiLayerNetwork network(Cell cell, boolean bidirectional, DataType type) {
    NativeThreads.limit();
    var network = new MultiLayerNetwork(configuration(cell, bidirectional, type));
    network.init();
    return network;
  }

  private static INDArray labels(DataType type) {
    var labels = Nd4j.zeros(type, CLIPS, 3);
    for (int b = 0; b < CLIPS; b++) {
      labels.putScalar(b, b % 3, 1);
    }
    return labels;
  }

  /** Padding at the end, at the beginning, in the middle, and none. */
  static INDArray mask(DataType type) {
    var mask = Nd4j.ones(type, CLIPS, TIME);
    mask.putScalar(0, 5, 0);
    mask.putScalar(0, 4, 0);
    mask.putScalar(1, 0, 0);
    mask.putScalar(2, 2, 0);
    return mask;
  }

  @ParameterizedTest
  @CsvSource({
    "TANH, false, false",
    "TANH, true, true",
    "RELU, true, true",
    "LSTM, false, true",
    "LSTM, true, false",
    "GRU, false, false",
    "GRU, true, true"
  })
  void gradientsEqualDifferences(Cell cell, boolean bidirectional, boolean masked) {
    var before = Nd4j.dataType();
    Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
    try {
      Nd4j.getRandom().setSeed(3);
      var config =
          new MLNConfig()
              .net(network(cell, bidirectional, DataType.DOUBLE))
              .input(Nd4j.randn(DataType.DOUBLE, CLIPS, 2, TIME))
              .labels(labels(DataType.DOUBLE))
              .epsilon(1e-6)
              .maxRelError(1e-4)
              .minAbsoluteError(1e-9);
      if (masked) {
        config.inputMask(mask(DataType.DOUBLE));
      }
      assertTrue(GradientCheckUtil.checkGradients(config));
    } finally {
      Nd4j.setDefaultDataTypes(before, before);
    }
  }

  static INDArray gradient(MultiLayerNetwork network, INDArray x, INDArray mask) {
    network.setInput(x);
    network.setLabels(labels(x.dataType()));
    network.setLayerMaskArrays(mask, null);
    network.computeGradientAndScore();
    network.clearLayerMaskArrays();
    return network.getFlattenedGradients().dup();
  }

  @ParameterizedTest
  @CsvSource({"TANH, true", "RELU, false", "LSTM, true", "LSTM, false", "GRU, true", "GRU, false"})
  void singlePrecisionEqualsDouble(Cell cell, boolean bidirectional) {
    var single = network(cell, bidirectional, DataType.FLOAT);
    var exact = network(cell, bidirectional, DataType.DOUBLE);
    exact.setParams(single.params().castTo(DataType.DOUBLE));
    var x = Nd4j.randn(DataType.FLOAT, CLIPS, 2, TIME);
    var mask = mask(DataType.FLOAT);
    var expected =
        exact.output(x.castTo(DataType.DOUBLE), false, mask.castTo(DataType.DOUBLE), null);
    assertEquals(
        0,
        single
            .output(x, false, mask, null)
            .castTo(DataType.DOUBLE)
            .sub(expected)
            .amaxNumber()
            .doubleValue(),
        1e-6);
    var gradient = gradient(exact, x.castTo(DataType.DOUBLE), mask.castTo(DataType.DOUBLE));
    assertEquals(
        0,
        gradient(single, x, mask).castTo(DataType.DOUBLE).sub(gradient).amaxNumber().doubleValue(),
        2e-6);
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void configurationsSurviveJson(Cell cell) {
    var configuration = configuration(cell, cell == Cell.GRU, DataType.FLOAT);
    assertEquals(
        configuration, MultiLayerConfiguration.fromJson(configuration.toJson()), cell.name());
    var spared =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(new Recurrent(cell, 2, 3, true).withoutInputGradient())
            .layer(new RnnOutputLayer.Builder().nIn(6).nOut(2).build())
            .build();
    var read = (Recurrent) MultiLayerConfiguration.fromJson(spared.toJson()).getConf(0).getLayer();
    assertEquals(cell, read.cell());
    assertTrue(read.bidirectional());
    assertEquals(3, read.units());
    assertTrue(!read.inputGradient());
  }

  /** Step by step with stored states, and all at once. */
  @ParameterizedTest
  @EnumSource(Cell.class)
  void stepsCanBeTakenOneByOne(Cell cell) {
    var network = network(cell, false, DataType.FLOAT);
    var layer = (RecurrentLayer) network.getLayer(0);
    var x = Nd4j.randn(DataType.FLOAT, CLIPS, 2, TIME);
    var whole = network.feedForward(x).get(1).dup();
    network.rnnClearPreviousState();
    for (int t = 0; t < TIME; t++) {
      var step = x.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(t, t + 1));
      var states =
          layer.rnnTimeStep(
              step.dup(), org.deeplearning4j.nn.workspace.LayerWorkspaceMgr.noWorkspaces());
      for (int b = 0; b < CLIPS; b++) {
        for (int unit = 0; unit < 3; unit++) {
          assertEquals(whole.getFloat(b, unit, t), states.getFloat(b, unit, 0));
        }
      }
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThrows(IllegalArgumentException.class, () -> new Recurrent(Cell.LSTM, 2, 0, false));
    var network = network(Cell.LSTM, false, DataType.FLOAT);
    assertThrows(IllegalArgumentException.class, () -> network.output(Nd4j.zeros(CLIPS, 3, TIME)));
  }

  @Test
  void initialStatesThatDoNotFitAreNamedAtOnce() {
    var network = network(Cell.LSTM, false, DataType.FLOAT);
    var layer = (RecurrentLayer) network.getLayer(0);
    var fits = Nd4j.zeros(CLIPS, 3);
    assertRefused("[clips, 3]", () -> layer.setInitialState(Nd4j.zeros(CLIPS, 4), null));
    assertRefused("[clips, 3]", () -> layer.setInitialState(Nd4j.zeros(3), null));
    assertRefused("[clips, 3]", () -> layer.setInitialState(null, Nd4j.zeros(CLIPS, 2)));
    assertRefused("[4, 3]", () -> layer.setInitialState(fits, Nd4j.zeros(5, 3)));
    layer.setInitialState(fits, null);
    assertRefused("[5, 3]", () -> network.output(Nd4j.zeros(5, 2, TIME)));
    var gru = (RecurrentLayer) network(Cell.GRU, true, DataType.FLOAT).getLayer(0);
    assertRefused("only an LSTM", () -> gru.setInitialState(null, Nd4j.zeros(CLIPS, 6)));
    gru.setInitialState(Nd4j.zeros(CLIPS, 6), null);
  }

  private static void assertRefused(String part, Executable code) {
    var error = assertThrows(IllegalArgumentException.class, code);
    assertTrue(error.getMessage().contains(part), error.getMessage());
  }
}
