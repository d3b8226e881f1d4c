package mer4j.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import mer4j.nn.AdamW;
import mer4j.nn.NativeThreads;
import mer4j.nn.Recurrent;
import mer4j.recurrent.Cell;
import mer4j.recurrent.Workers;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Times one recurrent layer inside Deeplearning4j: a training step (forward, back through time from
 * a gradient of all states or of the last one, AdamW), or a pass forward. The counterpart with
 * PyTorch is {@code bench/torch_recurrent.py}.
 */
public final class LayerTimer {
  private static final String WORKSPACE = "RECURRENT_BENCHMARK";

  private LayerTimer() {}

  /** Whose layer. */
  public enum Engine {
    /** The project's. */
    MER4J,
    /** Deeplearning4j's own; rnn and lstm only. */
    DEEPLEARNING4J
  }

  /**
   * Times a layer.
   *
   * @param frames a file that {@link StudyFrames} wrote; {@code null} for noise
   * @param threads of our layer; Deeplearning4j's takes one, or, where this is more, the number
   *     that {@code OMP_NUM_THREADS} allows
   * @param warmUp steps before the first that counts
   * @param steps that count
   * @throws IllegalArgumentException naming what is not offered
   * @throws IOException if the frames cannot be read
   */
  public static List<StepTime> run(
      Engine engine, RecurrentCase what, Path frames, int threads, int warmUp, int steps)
      throws IOException {
    if (engine == Engine.MER4J || threads == 1) {
      NativeThreads.limit();
    }
    int before = Workers.threads();
    Workers.setThreads(threads);
    try (var bench = new Bench(configuration(engine, what), what, frames)) {
      var times = new ArrayList<StepTime>();
      for (int i = -warmUp; i < steps; i++) {
        long wall = System.nanoTime();
        long processor = processorNanos();
        bench.step();
        if (i >= 0) {
          times.add(
              new StepTime((System.nanoTime() - wall) / 1e9, (processorNanos() - processor) / 1e9));
        }
      }
      return times;
    } finally {
      Workers.setThreads(before);
    }
  }

  private static long processorNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static BaseRecurrentLayer configuration(Engine engine, RecurrentCase size) {
    var kind = size.kind();
    boolean both = kind.startsWith("b");
    var name = both ? kind.substring(1) : kind;
    if (engine == Engine.MER4J) {
      var cell =
          switch (name.toLowerCase(Locale.ROOT)) {
            case "rnn" -> Cell.TANH;
            case "lstm" -> Cell.LSTM;
            case "gru" -> Cell.GRU;
            default -> throw new IllegalArgumentException("no layer '" + kind + "'");
          };
      return new Recurrent(cell, size.features(), size.units(), both).withoutInputGradient();
    }
    return switch (kind) {
      case "rnn" ->
          new SimpleRnn.Builder()
              .nIn(size.features())
              .nOut(size.units())
              .activation(Activation.TANH)
              .build();
      case "lstm" ->
          new LSTM.Builder()
              .nIn(size.features())
              .nOut(size.units())
              .activation(Activation.TANH)
              .build();
      default -> throw new IllegalArgumentException("Deeplearning4j's own are rnn, lstm: " + kind);
    };
  }

  /** One layer with its data. */
  private static final class Bench implements AutoCloseable {
    private final boolean training;
    private final Layer layer;
    private final INDArray parameters;
    private final INDArray gradients;
    private final INDArray x;
    private final INDArray epsilon;
    private final float[] weights;
    private final AdamW updater;
    private final LayerWorkspaceMgr workspaces;

    Bench(BaseRecurrentLayer configuration, RecurrentCase size, Path frames) throws IOException {
      training = size.work() != RecurrentCase.Work.INFERENCE;
      var network =
          new NeuralNetConfiguration.Builder()
              .dataType(DataType.FLOAT)
              .seed(1)
              .layer(configuration)
              .build();
      long count = configuration.initializer().numParams(network);
      parameters = Nd4j.zeros(DataType.FLOAT, 1, count);
      gradients = Nd4j.zeros(DataType.FLOAT, 1, count);
      layer = configuration.instantiate(network, null, 0, parameters, true, DataType.FLOAT);
      layer.setBackpropGradientsViewArray(gradients);
      weights = parameters.toFloatVector();
      var multiplicity = new byte[weights.length];
      Arrays.fill(multiplicity, (byte) 1);
      updater = new AdamW(1e-3, .01, multiplicity);
      x =
          frames == null
              ? LayerInput.noise(size, size.features(), 1)
              : LayerInput.frames(size, frames);
      epsilon = training ? LayerInput.noise(size, (int) configuration.getNOut(), 2) : null;
      if (size.work() == RecurrentCase.Work.LAST) {
        epsilon
            .get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(0, size.time() - 1))
            .assign(0);
      }
      var cyclic =
          WorkspaceConfiguration.builder()
              .initialSize(0)
              .overallocationLimit(.02)
              .policyLearning(LearningPolicy.FIRST_LOOP)
              .policyReset(ResetPolicy.BLOCK_LEFT)
              .policySpill(SpillPolicy.REALLOCATE)
              .policyAllocation(AllocationPolicy.OVERALLOCATE)
              .build();
      var builder = LayerWorkspaceMgr.builder();
      for (var type : ArrayType.values()) {
        // Deeplearning4j's own layers enter and leave these at every time step
        boolean loop =
            type == ArrayType.RNN_FF_LOOP_WORKING_MEM || type == ArrayType.RNN_BP_LOOP_WORKING_MEM;
        builder.with(type, loop ? WORKSPACE + "_LOOP" : WORKSPACE, cyclic);
      }
      workspaces = builder.build();
    }

    @SuppressWarnings("try") // the scope is not used by name
    void step() {
      try (var scope = workspaces.notifyScopeEntered(ArrayType.ACTIVATIONS)) {
        layer.setInput(x, workspaces);
        layer.activate(training, workspaces);
        if (training) {
          layer.backpropGradient(epsilon, workspaces);
          updater.step(weights, gradients.toFloatVector());
          MemorySegment.copy(
              weights,
              0,
              MemorySegment.ofAddress(parameters.data().address())
                  .reinterpret((long) weights.length * Float.BYTES),
              ValueLayout.JAVA_FLOAT,
              0,
              weights.length);
        }
        layer.clear();
      }
    }

    @Override
    public void close() {
      Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
      x.close();
      if (epsilon != null) {
        epsilon.close();
      }
    }
  }
}
