package mer4j.nn;

import static mer4j.nn.SingleLayer.assertSame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import java.io.IOException;
import java.nio.file.Path;
import mer4j.recurrent.Cell;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The recurrent layer under Deeplearning4j's own training, in single precision. */
class RecurrentTrainingTest {
  private static final int CLIPS = 4;
  private static final int TIME = 6;

  /** Steps at a time in truncated backpropagation. */
  private static final int PIECE = 3;

  private static NeuralNetConfiguration.Builder base() {
    NativeThreads.limit();
    return new NeuralNetConfiguration.Builder()
        .dataType(DataType.FLOAT)
        .seed(3)
        .updater(new Adam(.02))
        .activation(Activation.TANH);
  }

  private static ComputationGraphConfiguration graph(Cell cell, boolean bidirectional) {
    var output = new OutputLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX);
    return base()
        .graphBuilder()
        .addInputs("frames")
        .setInputTypes(InputType.recurrent(2))
        .addLayer("below", new Recurrent(cell, 0, 4, bidirectional), "frames")
        .addLayer("norm", new MaskedBatchNormalization(0), "below")
        .addLayer("above", new Recurrent(cell, 0, 3, bidirectional), "norm")
        .addLayer("pool", new TimePooling(Pooling.MEAN, 1), "above")
        .addLayer("out", output.nOut(3).build(), "pool")
        .setOutputs("out")
        .build();
  }

  /** One layer and a decision at every step. */
  private static MultiLayerNetwork sequences(BaseRecurrentLayer layer, RNNFormat format, int back) {
    var output =
        new RnnOutputLayer.Builder(LossFunction.MCXENT)
            .activation(Activation.SOFTMAX)
            .dataFormat(format)
            .nOut(3)
            .build();
    var list =
        base().list().layer(layer).layer(output).setInputType(InputType.recurrent(2, TIME, format));
    if (back > 0) {
      list.backpropType(BackpropType.TruncatedBPTT)
          .tBPTTForwardLength(PIECE)
          .tBPTTBackwardLength(back);
    }
    var network = new MultiLayerNetwork(list.build());
    network.init();
    return network;
  }

  private static SimpleRnn simple() {
    return new SimpleRnn.Builder().nOut(4).build();
  }

  private static INDArray x() {
    return Nd4j.randn(DataType.FLOAT, CLIPS, 2, TIME);
  }

  private static INDArray labels() {
    var y = Nd4j.zeros(DataType.FLOAT, CLIPS, 3);
    for (int b = 0; b < CLIPS; b++) {
      y.putScalar(b, b % 3, 1);
    }
    return y;
  }

  private static DataSet steps() {
    var y = Nd4j.zeros(DataType.FLOAT, CLIPS, 3, TIME);
    for (int b = 0; b < CLIPS; b++) {
      for (int t = 0; t < TIME; t++) {
        y.putScalar(new int[] {b, (b + t) % 3, t}, 1);
      }
    }
    return new DataSet(x(), y);
  }

  private static INDArray piece(INDArray sequences, int from) {
    return sequences.get(all(), all(), interval(from, from + PIECE)).dup();
  }

  private static INDArray mask() {
    var mask = Nd4j.ones(DataType.FLOAT, CLIPS, TIME);
    for (int b = 1; b < CLIPS; b++) {
      mask.get(point(b), interval(TIME - b, TIME)).assign(0);
    }
    return mask;
  }

  private static double difference(INDArray a, INDArray b) {
    return a.sub(b).amaxNumber().doubleValue();
  }

  @ParameterizedTest
  @CsvSource({
    "TANH, false",
    "TANH, true",
    "RELU, false",
    "RELU, true",
    "LSTM, false",
    "LSTM, true",
    "GRU, false",
    "GRU, true"
  })
  void trainsAndComesBackAsItWas(Cell cell, boolean bidirectional, @TempDir Path folder)
      throws IOException {
    var configuration = graph(cell, bidirectional);
    assertEquals(configuration, ComputationGraphConfiguration.fromJson(configuration.toJson()));
    var graph = new ComputationGraph(configuration);
    graph.init();
    Nd4j.getRandom().setSeed(12);
    var data = new DataSet(x(), labels(), mask(), null);
    double first = graph.score(data, false);
    for (int step = 0; step < 80; step++) {
      graph.fit(data);
    }
    double last = graph.score(data, false);
    assertTrue(last < .5 * first, first + " " + last);
    var file = folder.resolve("graph.zip").toFile();
    ModelSerializer.writeModel(graph, file, true);
    var loaded = ModelSerializer.restoreComputationGraph(file, true);
    assertSame(graph.params(), loaded.params());
    var input = new INDArray[] {x()};
    var mask = new INDArray[] {mask()};
    assertSame(
        graph.output(false, input, mask, null)[0], loaded.output(false, input, mask, null)[0]);
    graph.fit(data);
    loaded.fit(data);
    assertSame(graph.params(), loaded.params()); // the updater came back, too
  }

  /** Deeplearning4j's Elman layer has the same parameters in the same places. */
  @Test
  void trainsAsDeeplearning4jsOwnLayer() {
    var ours = sequences(new Recurrent(Cell.TANH, 0, 4, false), RNNFormat.NCW, 0);
    var theirs = sequences(new SimpleRnn.Builder().nOut(4).build(), RNNFormat.NCW, 0);
    var start = theirs.params().dup();
    ours.setParams(start);
    var data = steps();
    for (int step = 0; step < 10; step++) {
      ours.fit(data);
      theirs.fit(data);
    }
    assertTrue(difference(start, theirs.params()) > .05);
    assertEquals(0, difference(theirs.params(), ours.params()), 1e-5);
  }

  /**
   * Truncated backpropagation: each piece goes on from the state after the one before. Not compared
   * with Deeplearning4j's layers, whose backward pass begins each piece at zero.
   */
  @ParameterizedTest
  @EnumSource(value = Cell.class, names = "LSTM", mode = EnumSource.Mode.EXCLUDE)
  void piecesGoOnFromTheStateBefore(Cell cell) {
    var network = sequences(new Recurrent(cell, 0, 4, false), RNNFormat.NCW, PIECE);
    var byHand = sequences(new Recurrent(cell, 0, 4, false), RNNFormat.NCW, 0);
    var start = network.params().dup();
    byHand.setParams(start);
    var data = steps();
    network.fit(data);
    for (int t = 0; t < TIME; t += PIECE) {
      var piece = new DataSet(piece(data.getFeatures(), t), piece(data.getLabels(), t));
      var states = byHand.feedForward(piece.getFeatures()).get(1);
      var last = states.get(all(), all(), point(PIECE - 1)).dup();
      byHand.fit(piece);
      ((RecurrentLayer) byHand.getLayer(0)).setInitialState(last, null);
    }
    assertTrue(difference(start, network.params()) > .02);
    assertSame(byHand.params(), network.params());
  }

  /** Deeplearning4j's fit goes back over the whole piece whatever is asked; callers may not. */
  @Test
  void truncationWithinAPieceIsRefused() {
    var single = new SingleLayer(new Recurrent(Cell.LSTM, 2, 4, false), DataType.FLOAT);
    var errors = Nd4j.randn(DataType.FLOAT, CLIPS, 4, TIME);
    single.activate(x(), null, true);
    var layer = (RecurrentLayer) single.layer();
    var workspaces = LayerWorkspaceMgr.noWorkspaces();
    var error =
        assertThrows(
            UnsupportedOperationException.class,
            () -> layer.tbpttBackpropGradient(errors, TIME - 1, workspaces));
    assertTrue(error.getMessage().contains("whole of each piece"), error.getMessage());
    var whole = layer.tbpttBackpropGradient(errors, TIME, workspaces).getSecond().dup();
    assertSame(layer.backpropGradient(errors, workspaces).getSecond(), whole);
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void storedStatesAreForOneDirection(Cell cell) {
    var network = sequences(new Recurrent(cell, 0, 4, false), RNNFormat.NCW, PIECE);
    var x = x();
    var whole = network.feedForward(x).getLast();
    network.clear();
    for (int t = 0; t < TIME; t += PIECE) {
      var out = network.rnnActivateUsingStoredState(piece(x, t), false, true).getLast();
      assertEquals(0, difference(piece(whole, t), out), 1e-6);
    }
    var both = sequences(new Recurrent(cell, 0, 4, true), RNNFormat.NCW, PIECE);
    for (var code :
        new Runnable[] {
          () -> both.fit(steps()),
          () -> both.rnnTimeStep(x()),
          () -> both.rnnActivateUsingStoredState(x(), false, true)
        }) {
      var error = assertThrows(UnsupportedOperationException.class, code::run);
      assertTrue(error.getMessage().contains("reads backward"), error.getMessage());
    }
  }

  /** Clips, time, features in that order. */
  @ParameterizedTest
  @CsvSource({"TANH, false", "LSTM, true", "GRU, false"})
  void timeMayComeBeforeTheFeatures(Cell cell, boolean bidirectional) {
    var usual = sequences(new Recurrent(cell, 0, 4, bidirectional), RNNFormat.NCW, 0);
    var layer = new Recurrent(cell, 0, 4, bidirectional);
    layer.setRnnDataFormat(RNNFormat.NWC);
    var turned = sequences(layer, RNNFormat.NWC, 0);
    var configuration = turned.getLayerWiseConfigurations();
    assertEquals(configuration, MultiLayerConfiguration.fromJson(configuration.toJson()));
    turned.setParams(usual.params().dup());
    var data = steps();
    var other =
        new DataSet(
            data.getFeatures().permute(0, 2, 1).dup(), data.getLabels().permute(0, 2, 1).dup());
    assertEquals(
        0,
        difference(
            usual.output(data.getFeatures()), turned.output(other.getFeatures()).permute(0, 2, 1)),
        1e-6);
    for (int step = 0; step < 5; step++) {
      usual.fit(data);
      turned.fit(other);
    }
    assertEquals(0, difference(usual.params(), turned.params()), 1e-5);
  }

  @Test
  void featuresInTheWrongPlaceAreNamed() {
    var network = sequences(new Recurrent(Cell.GRU, 0, 4, false), RNNFormat.NCW, 0);
    var turned = x().permute(0, 2, 1).dup();
    var error = assertThrows(IllegalArgumentException.class, () -> network.output(turned));
    assertTrue(error.getMessage().contains("2 features per frame, not 6"), error.getMessage());
  }
}
