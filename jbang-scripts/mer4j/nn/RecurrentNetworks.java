package mer4j.nn;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The study's networks as Deeplearning4j graphs. Layers carry the names of the study's PyTorch
 * modules: {@code rec} and {@code rec_reverse}, {@code fc1}, {@code bn1} and so on, the last {@code
 * fc} with the softmax.
 *
 * <p>Inputs are {@code [batch][rows][time]}. A BRNN has a second input, the same frames in reverse
 * order (within each clip's true length where masked): Deeplearning4j's own {@code Bidirectional}
 * cannot give the backward direction's state at the first frame, and in its LSTM form ignores masks
 * backward.
 */
public final class RecurrentNetworks {
  /** Name of the forward input. */
  public static final String FRAMES = "frames";

  /** Name of the BRNN's second input. */
  public static final String REVERSED = "reversed";

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
    boolean both = settings.kind().directions() == 2;
    var graph =
        new NeuralNetConfiguration.Builder()
            .dataType(type)
            .seed(settings.seed())
            .updater(new NoOp()) // AdamW updates the weights from outside
            .activation(Activation.IDENTITY)
            .graphBuilder()
            .addInputs(both ? new String[] {FRAMES, REVERSED} : new String[] {FRAMES});
    String last = states(graph, settings, "rec", FRAMES);
    if (both) {
      var backward = states(graph, settings, "rec_reverse", REVERSED);
      graph.addVertex("both", new MergeVertex(), last, backward);
      last = "both";
    }
    int width = settings.hidden() * settings.kind().directions();
    last = head(graph, settings, last, width);
    graph.setOutputs(last);
    var network = new ComputationGraph(graph.build());
    network.init();
    return network;
  }

  private static String states(
      GraphBuilder graph, NetworkSettings settings, String name, String input) {
    var recurrent = recurrent(settings);
    if (settings.architecture().pooling() == Pooling.LAST) {
      graph.addLayer(name, new LastTimeStep(recurrent), input);
      return name;
    }
    graph.addLayer(name, recurrent, input);
    graph.addLayer(name + "_mean", new GlobalPoolingLayer(PoolingType.AVG), name);
    return name + "_mean";
  }

  private static BaseRecurrentLayer recurrent(NetworkSettings settings) {
    int in = settings.inputs();
    int out = settings.hidden();
    if (settings.kind() == RecurrentKind.LSTM) {
      return settings.architecture().randomInitialState()
          ? new InitialStateLstm(in, out)
          : new LSTM.Builder().nIn(in).nOut(out).activation(Activation.TANH).build();
    }
    return new SimpleRnn.Builder().nIn(in).nOut(out).activation(Activation.TANH).build();
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
