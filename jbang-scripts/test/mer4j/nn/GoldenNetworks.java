package mer4j.nn;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntConsumer;
import mer4j.TestData;
import mer4j.features.Npy;

/** PyTorch's small networks, loaded into ours, and small data to learn from. */
final class GoldenNetworks {
  private GoldenNetworks() {}

  static float[] floats(String path) throws IOException {
    return Npy.read(TestData.golden("recurrent/" + path)).floats();
  }

  static int[] ints(String path) throws IOException {
    return Npy.read(TestData.golden("recurrent/" + path)).ints();
  }

  /** The study's settings at the references' size, without dropout. */
  static NetworkSettings settings(RecurrentKind kind) {
    return NetworkSettings.published(kind, 7, 4)
        .with(
            its ->
                its.hidden(6)
                    .dropout(0)
                    .learningRate(1e-3)
                    .clipNorm(0)
                    .batch(5)
                    .epochs(20)
                    .seed(7));
  }

  /** The network of heads/ with PyTorch's weights and, for the LSTM, its first states. */
  static RecurrentModel head(RecurrentKind kind) throws IOException {
    var model = RecurrentModel.create(settings(kind));
    var folder = "heads/" + kind.lowerCase() + "/";
    var weights = model.weights();
    for (var parameter : model.layout().parameters()) {
      ParameterLayout.scatter(parameter, tensor(folder + "weights/", parameter, true), weights);
    }
    model.setWeights(weights);
    if (kind == RecurrentKind.LSTM) {
      model.fixInitialStates(
          matrix(floats(folder + "h0.npy"), 5, 6), matrix(floats(folder + "c0.npy"), 5, 6));
    }
    return model;
  }

  /**
   * PyTorch's tensor of one of our names.
   *
   * @param sum whether the two bias vectors are added (weights) or the first is taken (gradients,
   *     which are equal)
   */
  static float[] tensor(String prefix, ParameterLayout.Parameter parameter, boolean sum)
      throws IOException {
    var name = parameter.name();
    if (!name.contains(".bias_l0")) {
      return floats(prefix + name + ".npy");
    }
    var a = floats(prefix + name.replace("bias_l0", "bias_ih_l0") + ".npy");
    if (sum) {
      var b = floats(prefix + name.replace("bias_l0", "bias_hh_l0") + ".npy");
      for (int i = 0; i < a.length; i++) {
        a[i] += b[i];
      }
    }
    return a;
  }

  static float[][] matrix(float[] values, int rows, int columns) {
    var matrix = new float[rows][];
    for (int i = 0; i < rows; i++) {
      matrix[i] = Arrays.copyOfRange(values, i * columns, (i + 1) * columns);
    }
    return matrix;
  }

  /** Clips from one array {@code [clip][frame][row]}. */
  static FrameSource source(float[] values, int clips, int frames, int rows, int[] lengths) {
    return new FrameSource() {
      @Override
      public int clips() {
        return clips;
      }

      @Override
      public int frames() {
        return frames;
      }

      @Override
      public int rows() {
        return rows;
      }

      @Override
      public int length(int clip) {
        return lengths == null ? frames : lengths[clip];
      }

      @Override
      public void copyFrames(int clip, int from, int count, float[] into, int at) {
        System.arraycopy(values, (clip * frames + from) * rows, into, at, count * rows);
      }
    };
  }

  /** The same clips, and {@code read} is told the number of each that is read. */
  static FrameSource watched(FrameSource source, IntConsumer read) {
    return new FrameSource() {
      @Override
      public int clips() {
        return source.clips();
      }

      @Override
      public int frames() {
        return source.frames();
      }

      @Override
      public int rows() {
        return source.rows();
      }

      @Override
      public int length(int clip) {
        return source.length(clip);
      }

      @Override
      public void copyFrames(int clip, int from, int count, float[] into, int at) {
        read.accept(clip);
        source.copyFrames(clip, from, count, into, at);
      }
    };
  }

  /** The five clips of heads/ and small/, unscaled. */
  static FrameSource heads() throws IOException {
    return source(floats("heads/x.npy"), 5, 17, 7, null);
  }

  /** Noise in which the mean of row {@code label} is raised: easy to learn. */
  static FrameSource toy(int clips, int frames, int rows, int classes, long seed) {
    var random = new Random(seed);
    var values = new float[clips * frames * rows];
    for (int i = 0; i < values.length; i++) {
      int clip = i / (frames * rows);
      values[i] = (float) random.nextGaussian() + (i % rows == clip % classes ? 1 : 0);
    }
    return source(values, clips, frames, rows, null);
  }

  static int[] toyLabels(int clips, int classes) {
    var labels = new int[clips];
    Arrays.setAll(labels, i -> i % classes);
    return labels;
  }

  static double maxDifference(float[] a, float[] b) {
    if (a.length != b.length) {
      throw new AssertionError(a.length + " values against " + b.length);
    }
    double max = 0;
    for (int i = 0; i < a.length; i++) {
      max = Math.max(max, Math.abs(a[i] - b[i]));
    }
    return max;
  }

  /** Relative difference in the Euclidean norm. */
  static double relative(float[] a, float[] reference) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < a.length; i++) {
      difference += Math.pow(a[i] - reference[i], 2);
      norm += Math.pow(reference[i], 2);
    }
    return Math.sqrt(difference / Math.max(norm, 1e-12));
  }
}
