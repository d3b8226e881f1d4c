package mer4j.nn;

import static mer4j.nn.SingleLayer.assertSame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import mer4j.recurrent.Cell;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.gradientcheck.GradientCheckUtil.GraphConfig;
import org.deeplearning4j.gradientcheck.GradientCheckUtil.MLNConfig;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The layers over time inside of Deeplearning4j's networks, beside its own layers. */
class TimeLayersInNetworksTest {
  /** Not learned: what Deeplearning4j calls their gradient is their update. */
  private static final Set<String> RUNNING = Set.of("1_mean", "1_var", "norm_mean", "norm_var");

  private DataType before;

  @BeforeEach
  void doublePrecision() {
    before = Nd4j.dataType();
    Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
    Nd4j.getRandom().setSeed(12);
  }

  @AfterEach
  void asBefore() {
    Nd4j.setDefaultDataTypes(before, before);
  }

  private static Layer pooling(String name) {
    return switch (name) {
      case "last" -> new TimePooling(Pooling.LAST, 1);
      case "both" -> new TimePooling(Pooling.LAST, 2);
      case "mean" -> new TimePooling(Pooling.MEAN, 1);
      case "max" -> new TimePooling(Pooling.MAX, 1);
      default -> new AttentionPooling(0, 3);
    };
  }

  /** The layer below, 4 values a frame: Deeplearning4j's, or ours of a cell, "bi" in both ways. */
  private static Layer recurrent(String name) {
    if (name.equals("simple")) {
      return new SimpleRnn.Builder().nOut(4).build();
    }
    boolean both = name.startsWith("bi");
    var cell = Cell.valueOf((both ? name.substring(2) : name).toUpperCase(Locale.ROOT));
    return new Recurrent(cell, 0, both ? 2 : 4, both);
  }

  /** Every pooling above Deeplearning4j's layer, and one above each of ours. */
  private static Stream<Arguments> layers() {
    var poolings = Stream.of("last", "both", "mean", "max", "attention");
    var ours = Stream.of("tanh", "bitanh", "relu", "birelu", "lstm", "bilstm", "gru", "bigru");
    return Stream.concat(
        poolings.map(pooling -> Arguments.of("simple", pooling)),
        ours.map(name -> Arguments.of(name, "attention")));
  }

  /** The same masked, and Deeplearning4j's layer also without a mask. */
  private static Stream<Arguments> layersAndMasks() {
    return layers()
        .map(Arguments::get)
        .flatMap(
            its ->
                Stream.of(true, false)
                    .filter(masked -> masked || its[0].equals("simple"))
                    .map(masked -> Arguments.of(its[0], its[1], masked)));
  }

  private static NeuralNetConfiguration.Builder base(IUpdater updater) {
    return new NeuralNetConfiguration.Builder()
        .dataType(DataType.DOUBLE)
        .seed(3)
        .updater(updater)
        .activation(Activation.TANH);
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .activation(Activation.SOFTMAX)
        .nOut(3)
        .build();
  }

  private static MultiLayerConfiguration stack(
      String recurrent, String pooling, double dropout, IUpdater updater) {
    return base(updater)
        .list()
        .layer(recurrent(recurrent))
        .layer(new MaskedBatchNormalization(0))
        .layer(new SequenceDropout(dropout))
        .layer(new LSTM.Builder().nOut(4).build())
        .layer(pooling(pooling))
        .layer(output())
        .setInputType(InputType.recurrent(2))
        .build();
  }

  private static ComputationGraphConfiguration graph(
      String recurrent, String pooling, IUpdater updater) {
    return base(updater)
        .graphBuilder()
        .addInputs("frames")
        .setInputTypes(InputType.recurrent(2))
        .addLayer("rnn", recurrent(recurrent), "frames")
        .addLayer("norm", new MaskedBatchNormalization(0), "rnn")
        .addLayer("pool", pooling(pooling), "norm")
        .addLayer("out", output(), "pool")
        .setOutputs("out")
        .build();
  }

  private static INDArray x() {
    return Nd4j.randn(DataType.DOUBLE, 4, 2, 5);
  }

  private static INDArray labels() {
    var y = Nd4j.zeros(DataType.DOUBLE, 4, 3);
    for (int b = 0; b < 4; b++) {
      y.putScalar(b, b % 3, 1);
    }
    return y;
  }

  private static INDArray mask(boolean masked) {
    var mask = Nd4j.ones(DataType.DOUBLE, 4, 5);
    for (int b = 0; b < 4; b++) {
      for (int t = 5 - b; t < 5; t++) {
        mask.putScalar(b, t, 0);
      }
    }
    return masked ? mask : null;
  }

  @ParameterizedTest
  @MethodSource("layersAndMasks")
  void gradientsEqualDifferences(String recurrent, String pooling, boolean masked) {
    var network = new MultiLayerNetwork(stack(recurrent, pooling, 0, new NoOp()));
    network.init();
    assertTrue(
        GradientCheckUtil.checkGradients(
            new MLNConfig()
                .net(network)
                .input(x())
                .labels(labels())
                .inputMask(mask(masked))
                .epsilon(1e-6)
                .maxRelError(1e-5)
                .minAbsoluteError(1e-9)
                .excludeParams(RUNNING)));
    var graph = new ComputationGraph(graph(recurrent, pooling, new NoOp()));
    graph.init();
    assertTrue(
        GradientCheckUtil.checkGradients(
            new GraphConfig()
                .net(graph)
                .inputs(new INDArray[] {x()})
                .labels(new INDArray[] {labels()})
                .inputMask(masked ? new INDArray[] {mask(true)} : null)
                .epsilon(1e-6)
                .maxRelError(1e-5)
                .minAbsoluteError(1e-9)
                .excludeParams(RUNNING)));
  }

  @ParameterizedTest
  @CsvSource({"simple, true", "simple, false", "bilstm, true"})
  void gradientsThroughDropoutEqualDifferences(String recurrent, boolean masked) {
    var network = new MultiLayerNetwork(stack(recurrent, "attention", .4, new NoOp()));
    network.init();
    assertTrue(
        GradientCheckUtil.checkGradients(
            new MLNConfig()
                .net(network)
                .input(x())
                .labels(labels())
                .inputMask(mask(masked))
                .epsilon(1e-6)
                .maxRelError(1e-5)
                .minAbsoluteError(1e-9)
                .excludeParams(RUNNING)
                .callEachIter(n -> Nd4j.getRandom().setSeed(5))));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void configurationsComeBackFromJson(String recurrent, String pooling) {
    var stack = stack(recurrent, pooling, .25, new Adam(.01));
    assertEquals(stack, MultiLayerConfiguration.fromJson(stack.toJson()));
    assertNotEquals(
        stack, MultiLayerConfiguration.fromJson(stack(recurrent, "mean", .5, new Adam()).toJson()));
    var graph = graph(recurrent, pooling, new Adam(.01));
    var loaded = ComputationGraphConfiguration.fromJson(graph.toJson());
    assertEquals(graph, loaded);
    assertEquals(graph.toJson(), loaded.toJson());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void trainsAndComesBackAsItWas(String recurrent, String pooling, @TempDir Path folder)
      throws IOException {
    var network = new MultiLayerNetwork(stack(recurrent, pooling, .1, new Adam(.02)));
    network.init();
    var data = new DataSet(x(), labels(), mask(true), null);
    double first = network.score(data, false);
    for (int step = 0; step < 60; step++) {
      network.fit(data);
    }
    assertTrue(network.score(data, false) < .5 * first, first + " " + network.score(data, false));
    // running statistics have followed the batch's
    assertNotEquals(0, network.getParam("1_mean").norm1Number().doubleValue());
    var file = folder.resolve("network.zip").toFile();
    ModelSerializer.writeModel(network, file, true);
    var loaded = ModelSerializer.restoreMultiLayerNetwork(file, true);
    var x = x();
    assertSame(network.params(), loaded.params());
    assertSame(
        network.output(x, false, mask(true), null), loaded.output(x, false, mask(true), null));
    Nd4j.getRandom().setSeed(8);
    network.fit(data);
    Nd4j.getRandom().setSeed(8);
    loaded.fit(data);
    assertSame(network.params(), loaded.params());
  }
}
