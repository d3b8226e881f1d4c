package mer4j.nn;

import mer4j.nn.NetworkSettings.Architecture;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The study's networks, and stacks of other recurrent layers under the same heads, as
 * Deeplearning4j graphs. Layers carry the names of the study's PyTorch modules: {@code rec}, {@code
 * fc1}, {@code bn1} and so on, the last {@code fc} with the softmax. Further recurrent layers are
 * {@code rec_l1} and so on, the pooling over time is {@code pool} or, with weights, {@code
 * attention}.
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
   */
  public static ComputationGraph build(NetworkSettings settings) {
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
      var layer = new Recurrent(stack.cell(), in, architecture.hidden(), stack.directions() == 2);
      last =
          add(
              graph,
              i == 0 ? "rec" : "rec_l" + i,
              i == 0 ? layer.withoutInputGradient() : layer,
              last);
      in = architecture.hidden() * stack.directions();
    }
    return last;
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
