package mer4j.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import mer4j.recurrent.Cell;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where the parameters of one of our networks lie in Deeplearning4j's flat vector, under PyTorch's
 * names, shapes and gate order, so that weights can be exchanged with PyTorch and saved models do
 * not depend on Deeplearning4j's inner order.
 *
 * <table>
 * <caption>Correspondence</caption>
 * <tr><th>PyTorch</th><th>Deeplearning4j</th></tr>
 * <tr><td>rec, weight_ih_l1</td><td>layer rec_l1</td></tr>
 * <tr><td>weight_ih_l0 [gates x hidden][inputs]</td><td>W, transposed</td></tr>
 * <tr><td>weight_hh_l0 [gates x hidden][hidden]</td><td>RW, transposed</td></tr>
 * <tr><td>bias_ih_l0 + bias_hh_l0</td><td>b</td></tr>
 * <tr><td>GRU: bias_ih_l0, bias_hh_l0</td><td>b, Rb</td></tr>
 * <tr><td>weight_ih_l0_reverse</td><td>WBack, transposed</td></tr>
 * <tr><td>fc weight [out][in]</td><td>W, transposed</td></tr>
 * <tr><td>attention.projection.weight [units][features]</td><td>W, transposed</td></tr>
 * <tr><td>attention.projection.bias, attention.score.weight [1][units]</td><td>b, v</td></tr>
 * <tr><td>bn weight, bias, running_mean, running_var</td><td>gamma, beta, mean, var</td></tr>
 * </table>
 *
 * PyTorch keeps two bias vectors that, except in a GRU, always get the same gradient; here their
 * sum is kept, named {@code bias_l0}. Under AdamW the sum moves twice as far as one vector would,
 * so such parameters have {@link Parameter#multiplicity()} 2, which {@link AdamW} and {@link
 * GradientClipping} respect.
 */
public final class ParameterLayout {
  /**
   * One named tensor.
   *
   * @param name PyTorch's name, such as {@code rec.weight_ih_l0}
   * @param shape PyTorch's shape
   * @param positions place in the flat vector of each element, in C order
   * @param multiplicity number of PyTorch vectors of which this is the sum
   * @param learned false for running statistics, which no gradient moves
   */
  public record Parameter(
      String name, int[] shape, int[] positions, int multiplicity, boolean learned) {}

  private final List<Parameter> parameters;
  private final int length;

  private ParameterLayout(List<Parameter> parameters, int length) {
    this.parameters = List.copyOf(parameters);
    this.length = length;
  }

  /** The layout of a network made by {@link RecurrentNetworks}. */
  public static ParameterLayout of(ComputationGraph network) {
    var found = new ArrayList<Parameter>();
    for (var layer : network.getLayers()) {
      var name = layer.conf().getLayer().getLayerName();
      layer.paramTable().forEach((key, view) -> found.add(parameter(network, name, key, view)));
    }
    return new ParameterLayout(found, (int) network.numParams());
  }

  private static Parameter parameter(
      ComputationGraph network, String layer, String key, INDArray view) {
    var configuration = network.getLayer(layer).conf().getLayer();
    boolean matrix = key.startsWith("W") || key.startsWith("RW");
    int out = (int) (matrix ? view.size(1) : view.length());
    int in = (int) (matrix ? view.size(0) : 1);
    long outStride = matrix ? view.stride(1) : view.stride(view.rank() - 1);
    long inStride = matrix ? view.stride(0) : 0;
    long start = view.offset() - network.params().offset();
    var positions = new int[out * in];
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        positions[o * in + i] = Math.toIntExact(start + o * outStride + i * inStride);
      }
    }
    if (configuration instanceof Recurrent recurrent) {
      boolean sum = key.startsWith("b") && recurrent.cell() != Cell.GRU;
      var name = recurrentName(layer, key, recurrent.cell());
      return new Parameter(
          name, matrix ? new int[] {out, in} : new int[] {out}, positions, sum ? 2 : 1, true);
    }
    boolean attention = configuration instanceof AttentionPooling;
    boolean score = attention && key.equals(AttentionParameters.SCORE);
    var name =
        switch (key) {
          case "W", "gamma", "v" -> "weight";
          case "b", "beta" -> "bias";
          case "mean" -> "running_mean";
          case "var" -> "running_var";
          default -> throw new IllegalArgumentException("unknown parameter " + layer + "." + key);
        };
    var module = score ? "attention.score" : attention ? "attention.projection" : layer;
    return new Parameter(
        module + "." + name,
        matrix ? new int[] {out, in} : score ? new int[] {1, out} : new int[] {out},
        positions,
        1,
        !name.startsWith("running"));
  }

  /** PyTorch's name: WBack of layer rec_l1 is rec.weight_ih_l1_reverse, b of rec rec.bias_l0. */
  private static String recurrentName(String layer, String key, Cell cell) {
    boolean backward = key.endsWith(RecurrentParameters.REVERSE);
    int end = key.length() - (backward ? RecurrentParameters.REVERSE.length() : 0);
    var name =
        switch (key.substring(0, end)) {
          case RecurrentParameters.WEIGHT -> "weight_ih";
          case RecurrentParameters.RECURRENT_WEIGHT -> "weight_hh";
          case RecurrentParameters.BIAS -> cell == Cell.GRU ? "bias_ih" : "bias";
          case RecurrentParameters.RECURRENT_BIAS -> "bias_hh";
          default -> throw new IllegalArgumentException("unknown parameter " + layer + "." + key);
        };
    var suffix = layer.equals("rec") ? "_l0" : layer.substring("rec".length());
    return "rec." + name + suffix + (backward ? "_reverse" : "");
  }

  /** All tensors, layer by layer. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** Number of elements of the flat vector. */
  public int length() {
    return length;
  }

  /**
   * The tensor of the given name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Parameter parameter(String name) {
    return parameters.stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the network has no parameter " + name));
  }

  /** Copies one tensor out of a flat vector, in C order. */
  public static float[] gather(Parameter parameter, float[] flat) {
    var values = new float[parameter.positions().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = flat[parameter.positions()[i]];
    }
    return values;
  }

  /**
   * Copies one tensor, in C order, into a flat vector.
   *
   * @throws IllegalArgumentException if it has another number of elements
   */
  public static void scatter(Parameter parameter, float[] values, float[] flat) {
    if (values.length != parameter.positions().length) {
      throw new IllegalArgumentException(
          parameter.name()
              + " has "
              + parameter.positions().length
              + " values, not "
              + values.length);
    }
    for (int i = 0; i < values.length; i++) {
      flat[parameter.positions()[i]] = values[i];
    }
  }

  /** Multiplicity of each element of the flat vector; 0 where no gradient moves it. */
  byte[] multiplicities() {
    var result = new byte[length];
    for (var parameter : parameters) {
      for (int position : parameter.positions()) {
        result[position] = (byte) (parameter.learned() ? parameter.multiplicity() : 0);
      }
    }
    return result;
  }

  /** Draws all weights as PyTorch does and sets running statistics to mean 0 and variance 1. */
  void initialise(ComputationGraph network, NetworkSettings settings) {
    var random = new SplittableRandom(settings.seed());
    var flat = new float[length];
    for (var parameter : parameters) {
      var values = new float[parameter.positions().length];
      var name = parameter.name();
      if (name.startsWith("bn")) {
        Arrays.fill(values, name.endsWith(".weight") || name.endsWith("running_var") ? 1 : 0);
      } else {
        // linear layers: their biases have the bound of their weights, so look that one up
        double bound =
            name.startsWith("rec")
                ? 1 / Math.sqrt(settings.hidden())
                : 1 / Math.sqrt(parameter(module(name) + ".weight").shape()[1]);
        for (int i = 0; i < values.length; i++) {
          for (int k = 0; k < parameter.multiplicity(); k++) {
            values[i] += (float) random.nextDouble(-bound, bound);
          }
        }
      }
      scatter(parameter, values, flat);
    }
    write(network, flat);
  }

  /** All of a name but what stands behind the last dot. */
  private static String module(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }

  /** The flat vector of a network, copied. */
  static float[] read(ComputationGraph network) {
    return network.params().toFloatVector();
  }

  /** Sets the flat vector of a network. */
  static void write(ComputationGraph network, float[] flat) {
    try (var array = org.nd4j.linalg.factory.Nd4j.createFromArray(flat)) {
      network.params().assign(array.reshape(network.params().shape()));
    }
  }
}
