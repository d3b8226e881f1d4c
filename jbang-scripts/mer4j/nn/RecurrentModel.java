package mer4j.nn;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import mer4j.recurrent.FlushToZero;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network with its weights: predicts batches and takes training steps. Not thread-safe.
 *
 * <p>Its layers keep native memory from step to step, because every batch of a training needs the
 * same again; {@link #close} gives it back.
 */
public final class RecurrentModel implements AutoCloseable {
  private final NetworkSettings settings;
  private final ComputationGraph graph;
  private final ParameterLayout layout;
  private final byte[] multiplicities;
  private final float[] weights;
  private float[][] beforeOutput;
  private boolean fixedStates;
  private List<INDArray> states = List.of();

  private RecurrentModel(NetworkSettings settings, ComputationGraph graph) {
    this.settings = settings;
    this.graph = graph;
    layout = ParameterLayout.of(graph);
    multiplicities = layout.multiplicities();
    weights = ParameterLayout.read(graph);
    int output =
        layout.parameters().stream().mapToInt(p -> p.name().startsWith("fc") ? 1 : 0).sum();
    var last = graph.getConfiguration().getVertexInputs().get("fc" + output / 2).getFirst();
    graph.setListeners(
        new BaseTrainingListener() {
          @Override
          public void onForwardPass(Model model, Map<String, INDArray> activations) {
            if (activations.containsKey(last)) {
              beforeOutput = activations.get(last).toFloatMatrix();
            }
          }
        });
  }

  /** A network with new weights. */
  public static RecurrentModel create(NetworkSettings settings) {
    return new RecurrentModel(settings, RecurrentNetworks.build(settings));
  }

  /** What the network is. */
  public NetworkSettings settings() {
    return settings;
  }

  /** The Deeplearning4j network, for a look inside ({@code summary()}). */
  public ComputationGraph graph() {
    return graph;
  }

  /** Names and places of the parameters. */
  public ParameterLayout layout() {
    return layout;
  }

  /** A copy of all parameters, in the order of {@link #layout()}. */
  public float[] weights() {
    return weights.clone();
  }

  /**
   * Replaces all parameters.
   *
   * @param values in the order of {@link #layout()}
   * @throws IllegalArgumentException if there are more or fewer than the network has
   */
  public void setWeights(float[] values) {
    if (values.length != weights.length) {
      throw new IllegalArgumentException(
          "the network has " + weights.length + " parameters, not " + values.length);
    }
    System.arraycopy(values, 0, weights, 0, weights.length);
    ParameterLayout.write(graph, weights);
  }

  /** An updater for this network. */
  AdamW updater() {
    return new AdamW(
        settings.training().learningRate(), settings.training().weightDecay(), multiplicities);
  }

  /**
   * Class probabilities, with running statistics and without dropout.
   *
   * @param seed of random initial states; each clip's depends on it and its index in the source
   *     only
   * @return {@code [clips][classes]}
   */
  double[][] probabilities(ClipBatch batch, long seed) {
    drawInitialStates(batch, seed);
    var output =
        FlushToZero.during(() -> graph.output(false, inputs(batch), masks(batch), null)[0]);
    var probabilities = output.toDoubleMatrix();
    clear();
    return probabilities;
  }

  /** What one layer gives for a batch, in evaluation mode, for a look inside. */
  INDArray activation(ClipBatch batch, String layer) {
    feed(batch);
    var activation = graph.feedForward(inputs(batch), false).get(layer).dup();
    clear();
    return activation;
  }

  /**
   * Mean cross-entropy of a batch, its gradient, and the number of clips told right on the way.
   *
   * @param loss mean over the clips
   * @param correct clips whose true class scored highest, dropout on
   * @param gradient of the loss, in the order of {@link #layout()}; for running statistics the new
   *     value itself
   */
  record Gradient(double loss, int correct, float[] gradient) {}

  /**
   * The gradient at the present weights, in training mode.
   *
   * @param labels class of each clip of the batch
   * @param seed of dropout and random initial states
   */
  Gradient gradient(ClipBatch batch, int[] labels, long seed) {
    Nd4j.getRandom().setSeed(seed);
    drawInitialStates(batch, seed);
    feed(batch);
    try (var targets = Nd4j.zeros(DataType.FLOAT, batch.size(), settings.classes())) {
      for (int b = 0; b < batch.size(); b++) {
        targets.putScalar(b, labels[b], 1);
      }
      graph.setLabels(targets);
      FlushToZero.during(
          () -> {
            graph.computeGradientAndScore();
            return null;
          });
    }
    var gradient = graph.getFlattenedGradients().toFloatVector();
    clear();
    for (int i = 0; i < gradient.length; i++) {
      if (multiplicities[i] > 0) {
        gradient[i] /= batch.size(); // Deeplearning4j gives the sum over the clips
      }
    }
    for (var parameter : layout.parameters()) {
      if (!parameter.learned()) {
        for (int position : parameter.positions()) { // where Deeplearning4j gives what to subtract
          gradient[position] = weights[position] - gradient[position];
        }
      }
    }
    return loss(labels, gradient);
  }

  private Gradient loss(int[] labels, float[] gradient) {
    var fc = layout.parameters().stream().filter(p -> p.name().startsWith("fc")).toList();
    var matrix = fc.get(fc.size() - 2);
    var w = ParameterLayout.gather(matrix, weights);
    var bias = ParameterLayout.gather(fc.getLast(), weights);
    int in = matrix.shape()[1];
    double loss = 0;
    int correct = 0;
    for (int b = 0; b < labels.length; b++) {
      var logits = new double[settings.classes()];
      int best = 0;
      for (int k = 0; k < logits.length; k++) {
        logits[k] = bias[k];
        for (int i = 0; i < in; i++) {
          logits[k] += (double) w[k * in + i] * beforeOutput[b][i];
        }
        best = logits[k] > logits[best] ? k : best;
      }
      double sum = 0;
      for (double logit : logits) {
        sum += Math.exp(logit - logits[best]);
      }
      loss += logits[best] + Math.log(sum) - logits[labels[b]];
      correct += best == labels[b] ? 1 : 0;
    }
    return new Gradient(loss / labels.length, correct, gradient);
  }

  /**
   * Takes one step: clips the gradient where the settings say so, updates, and moves running
   * statistics.
   *
   * @return the gradient's global norm before clipping
   */
  double step(Gradient gradient, AdamW updater) {
    var values = gradient.gradient();
    double norm =
        settings.training().clipNorm() > 0
            ? GradientClipping.clip(values, multiplicities, settings.training().clipNorm())
            : GradientClipping.globalNorm(values, multiplicities);
    updater.step(weights, values);
    for (var parameter : layout.parameters()) {
      if (!parameter.learned()) {
        for (int position : parameter.positions()) {
          weights[position] = values[position];
        }
      }
    }
    ParameterLayout.write(graph, weights);
    return norm;
  }

  private void feed(ClipBatch batch) {
    graph.setInputs(inputs(batch));
    if (batch.mask() != null) {
      graph.setLayerMaskArrays(masks(batch), null);
    }
  }

  private static INDArray[] inputs(ClipBatch batch) {
    return new INDArray[] {batch.frames()};
  }

  private static INDArray[] masks(ClipBatch batch) {
    return batch.mask() == null ? null : new INDArray[] {batch.mask()};
  }

  private void clear() {
    graph.clearLayerMaskArrays();
    graph.clear();
  }

  /**
   * Gives back the native memory that steps and predictions have kept for the next ones: that of
   * the recurrent layers, and Deeplearning4j's workspaces of this thread, unless one is in use. The
   * weights stay, and the network may be used again: what it needs it then gets anew, and computes
   * the same.
   */
  @Override
  public void close() {
    for (var layer : graph.getLayers()) {
      layer.close();
    }
    var workspaces = Nd4j.getWorkspaceManager();
    if (!workspaces.anyWorkspaceActiveForCurrentThread()) {
      // one by one: the method that destroys all of them collects garbage too, every time
      workspaces.getAllWorkspacesForCurrentThread().forEach(workspaces::destroyWorkspace);
    }
  }

  private void drawInitialStates(ClipBatch batch, long seed) {
    if (!settings.architecture().randomInitialState() || fixedStates) {
      return;
    }
    var hidden = new float[batch.size()][settings.hidden()];
    var cell = new float[batch.size()][settings.hidden()];
    for (int b = 0; b < batch.size(); b++) {
      var random = new SplittableRandom(Seeds.mix(seed, batch.clips()[b]));
      for (int unit = 0; unit < settings.hidden(); unit++) {
        hidden[b][unit] = random.nextFloat();
        cell[b][unit] = random.nextFloat();
      }
    }
    setStates(hidden, cell);
  }

  private void setStates(float[][] hidden, float[][] cell) {
    var before = states;
    states = List.of(Nd4j.createFromArray(hidden), Nd4j.createFromArray(cell));
    ((RecurrentLayer) graph.getLayer("rec")).setInitialState(states.getFirst(), states.getLast());
    before.forEach(INDArray::close);
  }

  /** Ends the drawing of random states: from now on the LSTM starts from these, for comparisons. */
  void fixInitialStates(float[][] hidden, float[][] cell) {
    setStates(hidden, cell);
    fixedStates = true;
  }
}
