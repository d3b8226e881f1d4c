package mer4j.nn;

import mer4j.nn.NetworkSettings.Architecture;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The study's networks, and stacks of other recurrent layers under the same heads, as
 * Deeplearning4j graphs. Layers carry the names of the study's PyTorch modules: {@code rec} and,
 * reading backward, {@code rec_reverse}; {@code fc1}, {@code bn1} and so on, the last {@code fc}
 * with the softmax. Further recurrent layers are {@code rec_l1}, {@code rec_l1_reverse} and so on,
 * the pooling over time is {@code pool} or, with weights, {@code attention}.
 *
 * <p>The input is {@code [batch][rows][time]}.
 */
public final class RecurrentNetworks {
  /** Name of the input. */
  public static final String FRAMES = "frames";

  private RecurrentNetworks() {}

  /**
   * A network with PyTorch's initial weights: recurrent ones uniform in +-1/sqrt(hidden), linear
   * ones in +-1/sqrt(fan-in).
   *
   * @throws IllegalArgumentException if {@code kind} is not the settings'
   */
  public static ComputationGraph build(RecurrentKind kind, NetworkSettings settings) {
    if (kind != settings.kind()) {
      throw new IllegalArgumentException("settings are for " + settings.kind() + ", not " + kind);
    }
    var network = graph(settings, DataType.FLOAT);
    ParameterLayout.of(network).initialise(network, settings);
    return network;
  }

  /** The bare graph in the given precision, with weights that mean nothing. */
  static ComputationGraph graph(NetworkSettings settings, DataType type) {
    NativeThreads.limit();
    var architecture = settings.architecture();
    var graph =
        new NeuralNetConfiguration.Builder()
            .dataType(type)
            .seed(settings.seed())
            .updater(new NoOp()) // AdamW updates the weights from outside
            .activation(Activation.IDENTITY)
            .graphBuilder()
            .addInputs(FRAMES);
    int width = architecture.hidden() * architecture.stack().directions();
    var last = stack(graph, architecture);
    last = pooled(graph, architecture, width, last);
    last = head(graph, settings, last, width);
    graph.setOutputs(last);
    var network = new ComputationGraph(graph.build());
    network.init();
    return network;
  }

  /** The recurrent layers; returns the name of the vertex with the states of the last. */
  private static String stack(GraphBuilder graph, Architecture architecture) {
    var stack = architecture.stack();
    var last = FRAMES;
    int in = architecture.inputs();
    for (int i = 0; i < stack.layers(); i++) {
      if (i > 0 && stack.dropout() > 0) {
        last = add(graph, "rec_drop" + i, new SequenceDropout(stack.dropout()), last);
      }
      last = recurrent(graph, architecture, i == 0 ? "rec" : "rec_l" + i, in, last);
      in = architecture.hidden() * stack.directions();
    }
    return last;
  }

  /**
   * One recurrent layer in all its directions; returns the name of the vertex with its states
   * {@code [batch][forward, then backward units][time]}.
   */
  private static String recurrent(
      GraphBuilder graph, Architecture architecture, String name, int in, String input) {
    graph.addLayer(name, oneDirection(architecture, in), input);
    if (architecture.stack().directions() == 1) {
      return name;
    }
    var turned = add(graph, name + "_turned", new TimeReversal(), input);
    var reverse = add(graph, name + "_reverse", oneDirection(architecture, in), turned);
    var back = add(graph, name + "_back", new TimeReversal(), reverse);
    graph.addVertex(name + "_both", new MergeVertex(), name, back);
    return name + "_both";
  }

  private static BaseRecurrentLayer oneDirection(Architecture architecture, int in) {
    int out = architecture.hidden();
    return switch (architecture.stack().cell()) {
      case TANH -> new SimpleRnn.Builder().nIn(in).nOut(out).activation(Activation.TANH).build();
      case RELU -> new SimpleRnn.Builder().nIn(in).nOut(out).activation(Activation.RELU).build();
      case LSTM ->
          architecture.randomInitialState()
              ? new InitialStateLstm(in, out)
              : new LSTM.Builder().nIn(in).nOut(out).activation(Activation.TANH).build();
      case GRU -> throw new IllegalArgumentException("Deeplearning4j has no GRU layer");
    };
  }

  private static String pooled(
      GraphBuilder graph, Architecture architecture, int width, String states) {
    var pooling = architecture.pooling();
    if (pooling == Pooling.ATTENTION) {
      return add(graph, "attention", new AttentionPooling(width, width), states);
    }
    return add(graph, "pool", new TimePooling(pooling, architecture.stack().directions()), states);
  }

  /** The study's classifier head; returns the name of the output layer. */
  private static String head(
      GraphBuilder graph, NetworkSettings settings, String input, int width) {
    int blocks = settings.kind() == RecurrentKind.LSTM ? 3 : 1;
    var last = input;
    if (settings.architecture().dropoutFirst()) {
      last = dropout(graph, settings, "drop0", last);
    }
    int in = width;
    for (int i = 1; i <= blocks; i++) {
      var linear = new DenseLayer.Builder().nIn(in).nOut(settings.hidden()).build();
      last = add(graph, "fc" + i, linear, last);
      last = add(graph, "bn" + i, new MaskedBatchNormalization(settings.hidden()), last);
      last = add(graph, "relu" + i, new ActivationLayer(Activation.RELU), last);
      if (!settings.architecture().dropoutFirst()) {
        last = dropout(graph, settings, "drop" + i, last);
      }
      in = settings.hidden();
    }
    var output = new OutputLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX);
    return add(graph, "fc" + (blocks + 1), output.nIn(in).nOut(settings.classes()).build(), last);
  }

  private static String dropout(
      GraphBuilder graph, NetworkSettings settings, String name, String input) {
    if (settings.architecture().dropout() == 0) {
      return input;
    }
    var layer =
        new DropoutLayer.Builder(new Dropout(1 - settings.architecture().dropout())).build();
    return add(graph, name, layer, input);
  }

  private static String add(GraphBuilder graph, String name, Layer layer, String input) {
    graph.addLayer(name, layer, input);
    return name;
  }
}
