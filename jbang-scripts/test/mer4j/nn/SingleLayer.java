package mer4j.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import mer4j.TestData;
import mer4j.features.Npy;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** One layer outside of a network, and the references of layers/. */
final class SingleLayer {
  private final Layer layer;
  private final DataType type;

  SingleLayer(org.deeplearning4j.nn.conf.layers.Layer configuration, DataType type) {
    this.type = type;
    if (configuration instanceof BaseLayer weighted) {
      weighted.setWeightInitFn(new WeightInitXavier());
      weighted.setBiasInit(0);
    }
    var whole = new NeuralNetConfiguration.Builder().dataType(type).layer(configuration).build();
    long parameters = configuration.initializer().numParams(whole);
    // parameters and gradients in the midst of longer vectors, as in a network
    var flat = parameters == 0 ? null : within(parameters);
    layer = whole.getLayer().instantiate(whole, null, 0, flat, parameters > 0, type);
    if (parameters > 0) {
      layer.setBackpropGradientsViewArray(within(parameters));
    }
  }

  private INDArray within(long parameters) {
    var vector = Nd4j.valueArrayOf(new long[] {parameters + 7}, 99, type);
    return vector.get(NDArrayIndex.interval(3, parameters + 3));
  }

  /** Sets a parameter from a reference in C order. */
  SingleLayer set(String key, double[] values) {
    var parameter = layer.getParam(key);
    parameter.assign(Nd4j.createFromArray(values).reshape('c', parameter.shape()).castTo(type));
    return this;
  }

  INDArray activate(INDArray x, INDArray mask, boolean training) {
    layer.feedForwardMaskArray(mask, MaskState.Active, (int) x.size(0));
    return layer.activate(x, training, LayerWorkspaceMgr.noWorkspaces());
  }

  INDArray backward(INDArray ofOutput) {
    return layer.backpropGradient(ofOutput, LayerWorkspaceMgr.noWorkspaces()).getSecond();
  }

  /** The gradient of a parameter after {@link #backward}. */
  INDArray gradient(String key) {
    var initializer = layer.conf().getLayer().initializer();
    var views = initializer.getGradientsFromFlattened(layer.conf(), layer.getGradientsViewArray());
    return views.get(key);
  }

  /** The layer itself. */
  Layer layer() {
    return layer;
  }

  static double[] doubles(String path) throws IOException {
    return Npy.read(TestData.golden("layers/" + path + ".npy")).doubles();
  }

  static INDArray array(String path, DataType type) throws IOException {
    var stored = Npy.read(TestData.golden("layers/" + path + ".npy"));
    var shape = java.util.Arrays.stream(stored.shape()).asLongStream().toArray();
    return Nd4j.createFromArray(stored.doubles()).reshape('c', shape).castTo(type);
  }

  /** A mask, or none for the full one. */
  static INDArray mask(String name) throws IOException {
    return name.equals("full") ? null : array("masks/" + name, DataType.FLOAT);
  }

  /** The same values in another place and order in memory. */
  static INDArray placed(INDArray array, String order) {
    if (!order.equals("view")) {
      return array.dup(order.charAt(0));
    }
    var shape = array.shape().clone();
    shape[0] += 2;
    shape[1] += 3;
    var larger = Nd4j.valueArrayOf(shape, Double.NaN, array.dataType());
    var part =
        array.rank() == 2
            ? larger.get(
                NDArrayIndex.interval(1, shape[0] - 1), NDArrayIndex.interval(2, shape[1] - 1))
            : larger.get(
                NDArrayIndex.interval(1, shape[0] - 1),
                NDArrayIndex.interval(2, shape[1] - 1),
                NDArrayIndex.all());
    return part.assign(array);
  }

  /** Equal shapes and bits; {@link INDArray#equals} lets differences of 1e-5 pass. */
  static void assertSame(INDArray expected, INDArray actual) {
    assertArrayEquals(expected.shape(), actual.shape());
    assertEquals(expected.dataType(), actual.dataType());
    assertArrayEquals(expected.dup('c').data().asDouble(), actual.dup('c').data().asDouble());
  }

  /** A copy of a sequence with a value in all places that a mask leaves out. */
  static INDArray padded(INDArray x, INDArray mask, double value) {
    var copy = x.dup();
    for (int b = 0; b < x.size(0); b++) {
      for (int t = 0; t < x.size(2); t++) {
        if (mask.getDouble(b, t) == 0) {
          copy.get(NDArrayIndex.point(b), NDArrayIndex.all(), NDArrayIndex.point(t)).assign(value);
        }
      }
    }
    return copy;
  }

  /** A copy with more time steps behind, all of one value. */
  static INDArray longer(INDArray x, int steps, double value) {
    var shape = x.shape().clone();
    shape[shape.length - 1] = steps;
    return Nd4j.concat(shape.length - 1, x, Nd4j.valueArrayOf(shape, value, x.dataType()));
  }
}
