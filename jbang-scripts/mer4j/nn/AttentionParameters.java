package mer4j.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Where the parameters of {@link AttentionPooling} lie in its part of the flat vector. */
final class AttentionParameters implements ParamInitializer {
  static final AttentionParameters INSTANCE = new AttentionParameters();

  /** From features to units, {@code [features][units]}. */
  static final String WEIGHT = "W";

  /** Of the units. */
  static final String BIAS = "b";

  /** What each unit adds to the score. */
  static final String SCORE = "v";

  private AttentionParameters() {}

  @Override
  public long numParams(NeuralNetConfiguration configuration) {
    return numParams(configuration.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    var attention = (AttentionPooling) layer;
    return (attention.getNIn() + 2) * attention.units();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return List.of(WEIGHT, BIAS, SCORE);
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return List.of(WEIGHT, SCORE);
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return List.of(BIAS);
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return weightKeys(layer).contains(key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return key.equals(BIAS);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration configuration, INDArray flat, boolean initialise) {
    var layer = (AttentionPooling) configuration.getLayer();
    var parameters = Collections.synchronizedMap(views(layer, flat));
    parameters.keySet().forEach(configuration::addVariable);
    if (initialise) {
      long in = layer.getNIn();
      long units = layer.units();
      var weight = parameters.get(WEIGHT);
      draw(layer, in, units, new long[] {in, units}, weight);
      parameters.get(BIAS).assign(layer.getBiasInit());
      draw(layer, units, 1, new long[] {units}, parameters.get(SCORE));
    }
    return parameters;
  }

  private static void draw(
      AttentionPooling layer, long in, long out, long[] shape, INDArray parameter) {
    var flat = parameter.reshape('f', new long[] {parameter.length()});
    layer.getWeightInitFn().init(in, out, shape, 'f', flat);
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration configuration, INDArray flat) {
    return views((AttentionPooling) configuration.getLayer(), flat);
  }

  private static Map<String, INDArray> views(AttentionPooling layer, INDArray flat) {
    long in = layer.getNIn();
    long units = layer.units();
    var vector = flat.reshape(flat.length());
    var views = new LinkedHashMap<String, INDArray>();
    long end = in * units;
    views.put(WEIGHT, vector.get(NDArrayIndex.interval(0, end)).reshape('f', in, units));
    views.put(BIAS, vector.get(NDArrayIndex.interval(end, end + units)));
    views.put(SCORE, vector.get(NDArrayIndex.interval(end + units, end + 2 * units)));
    return views;
  }
}
