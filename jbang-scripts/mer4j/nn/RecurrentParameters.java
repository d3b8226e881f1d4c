package mer4j.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mer4j.recurrent.Cell;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Where the parameters of {@link Recurrent} lie in its part of the flat vector: {@code W
 * [features][gates x units]}, {@code RW [units][gates x units]}, {@code b [gates x units]}, in a
 * GRU also {@code Rb} like b; then the same of the backward direction, their names ending in {@code
 * Back}. In memory these are PyTorch's arrays, since Deeplearning4j's matrices lie column by
 * column, in PyTorch's gate order; b is the sum of PyTorch's two vectors, except in a GRU.
 */
final class RecurrentParameters implements ParamInitializer {
  static final RecurrentParameters INSTANCE = new RecurrentParameters();

  /** From the frame, {@code [features][gates x units]}. */
  static final String WEIGHT = "W";

  /** From the state, {@code [units][gates x units]}. */
  static final String RECURRENT_WEIGHT = "RW";

  static final String BIAS = "b";

  /** The second bias of a GRU. */
  static final String RECURRENT_BIAS = "Rb";

  /** Ending of the names of the backward direction; Deeplearning4j allows no underscore in it. */
  static final String REVERSE = "Back";

  private RecurrentParameters() {}

  private static List<String> names(Cell cell) {
    return cell == Cell.GRU
        ? List.of(WEIGHT, RECURRENT_WEIGHT, BIAS, RECURRENT_BIAS)
        : List.of(WEIGHT, RECURRENT_WEIGHT, BIAS);
  }

  private static boolean isWeight(String key) {
    return key.startsWith(WEIGHT) || key.startsWith(RECURRENT_WEIGHT);
  }

  private static long length(Recurrent layer, String name) {
    long rows = (long) layer.cell().gates() * layer.units();
    return switch (name) {
      case WEIGHT -> rows * layer.getNIn();
      case RECURRENT_WEIGHT -> rows * layer.units();
      default -> rows;
    };
  }

  @Override
  public long numParams(NeuralNetConfiguration configuration) {
    return numParams(configuration.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    var recurrent = (Recurrent) layer;
    return recurrent.directions()
        * names(recurrent.cell()).stream().mapToLong(name -> length(recurrent, name)).sum();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    var recurrent = (Recurrent) layer;
    var keys = new ArrayList<>(names(recurrent.cell()));
    if (recurrent.bidirectional()) {
      names(recurrent.cell()).forEach(name -> keys.add(name + REVERSE));
    }
    return keys;
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return paramKeys(layer).stream().filter(RecurrentParameters::isWeight).toList();
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return paramKeys(layer).stream().filter(key -> !isWeight(key)).toList();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return weightKeys(layer).contains(key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return biasKeys(layer).contains(key);
  }

  /** Draws new parameters as PyTorch does: all uniform in +-1/sqrt(units). */
  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration configuration, INDArray flat, boolean initialise) {
    var layer = (Recurrent) configuration.getLayer();
    var parameters = Collections.synchronizedMap(views(layer, flat));
    parameters.keySet().forEach(configuration::addVariable);
    if (initialise) {
      double bound = 1 / Math.sqrt(layer.units());
      flat.assign(Nd4j.rand(flat.dataType(), flat.shape()).muli(2 * bound).subi(bound));
    }
    return parameters;
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration configuration, INDArray flat) {
    return views((Recurrent) configuration.getLayer(), flat);
  }

  private static Map<String, INDArray> views(Recurrent layer, INDArray flat) {
    long rows = (long) layer.cell().gates() * layer.units();
    var vector = flat.reshape(flat.length());
    var views = new LinkedHashMap<String, INDArray>();
    long at = 0;
    for (int direction = 0; direction < layer.directions(); direction++) {
      for (var name : names(layer.cell())) {
        long end = at + length(layer, name);
        var view = vector.get(NDArrayIndex.interval(at, end));
        views.put(
            name + (direction == 0 ? "" : REVERSE),
            isWeight(name) ? view.reshape('f', new long[] {view.length() / rows, rows}) : view);
        at = end;
      }
    }
    return views;
  }
}
