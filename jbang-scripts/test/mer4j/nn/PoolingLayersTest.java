package mer4j.nn;

import static mer4j.nn.SingleLayer.array;
import static mer4j.nn.SingleLayer.assertSame;
import static mer4j.nn.SingleLayer.doubles;
import static mer4j.nn.SingleLayer.mask;
import static mer4j.nn.SingleLayer.placed;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Pooling over time against PyTorch in float64, forward and backward. */
class PoolingLayersTest {
  private static final Map<String, String> PARAMETERS =
      Map.of("W", "projection.weight", "b", "projection.bias", "v", "score.weight");

  private static Layer configuration(String pooling) {
    return switch (pooling) {
      case "last1" -> new TimePooling(Pooling.LAST, 1);
      case "last2" -> new TimePooling(Pooling.LAST, 2);
      case "mean" -> new TimePooling(Pooling.MEAN, 1);
      case "max" -> new TimePooling(Pooling.MAX, 1);
      default -> new AttentionPooling(6, 5);
    };
  }

  private static SingleLayer layer(String pooling, DataType type) throws IOException {
    var layer = new SingleLayer(configuration(pooling), type);
    if (pooling.equals("attention")) {
      var weight = doubles("pooling/projection.weight");
      layer.layer().getParam("W").assign(transposed(weight).castTo(type));
      layer.set("b", doubles("pooling/projection.bias"));
      layer.set("v", doubles("pooling/score.weight"));
    }
    return layer;
  }

  /** PyTorch's {@code [5][6]} as {@code [6][5]}. */
  private static INDArray transposed(double[] weight) {
    return Nd4j.createFromArray(weight).reshape('c', 5, 6).transpose();
  }

  static Stream<Arguments> cases() {
    return Stream.of("last1", "last2", "mean", "max", "attention")
        .flatMap(
            pooling ->
                Stream.of("full", "lengths", "gaps")
                    .flatMap(
                        mask ->
                            Stream.of("c", "f", "view")
                                .map(order -> Arguments.of(pooling, mask, order))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void equalsPyTorch(String pooling, String maskName, String order) throws IOException {
    for (var type : new DataType[] {DataType.DOUBLE, DataType.FLOAT}) {
      double tolerance = type == DataType.DOUBLE ? 1e-12 : 1e-6;
      var folder = "pooling/" + maskName + "/" + pooling + "/";
      var layer = layer(pooling, type);
      var x = placed(array("x", type), order);
      var output = layer.activate(x, mask(maskName), true);
      assertClose(array(folder + "output", type), output, tolerance);
      var ofInput = layer.backward(placed(array("pooling/factors", type), order));
      assertClose(array(folder + "grad_x", type), ofInput, tolerance);
      if (pooling.equals("attention")) {
        for (var key : PARAMETERS.keySet()) {
          var values = doubles(folder + "grad_" + PARAMETERS.get(key));
          var expected = key.equals("W") ? transposed(values) : Nd4j.createFromArray(values);
          var ours = layer.gradient(key);
          assertClose(expected, ours.reshape(expected.shape()), tolerance);
        }
      }
    }
  }

  private static void assertClose(INDArray expected, INDArray actual, double tolerance) {
    assertArrayEquals(expected.shape(), actual.shape());
    assertArrayEquals(
        expected.castTo(DataType.DOUBLE).dup('c').data().asDouble(),
        actual.castTo(DataType.DOUBLE).dup('c').data().asDouble(),
        tolerance);
  }

  @ParameterizedTest
  @ValueSource(strings = {"last1", "last2", "mean", "max", "attention"})
  void paddingChangesNothing(String pooling) throws IOException {
    for (var name : new String[] {"lengths", "gaps"}) {
      var layer = layer(pooling, DataType.FLOAT);
      var mask = mask(name);
      var x = array("x", DataType.FLOAT);
      var factors = array("pooling/factors", DataType.FLOAT);
      var output = layer.activate(x, mask, true).dup();
      var ofInput = layer.backward(factors).dup();
      var flat = pooling.equals("attention") ? layer.layer().getGradientsViewArray().dup() : null;
      for (double value : new double[] {0, 1e30, Double.NaN, Double.NEGATIVE_INFINITY}) {
        assertSame(output, layer.activate(SingleLayer.padded(x, mask, value), mask, true));
        var again = layer.backward(factors);
        assertSame(ofInput, again);
        assertEquals(0, SingleLayer.padded(again, mask, 0).sub(again).norm1Number().doubleValue());
        if (flat != null) {
          assertSame(flat, layer.layer().getGradientsViewArray());
        }
        // more padding behind
        var longer = SingleLayer.longer(x, 3, value);
        var longerMask = SingleLayer.longer(mask, 3, 0);
        assertSame(output, layer.activate(longer, longerMask, true));
        var whole = layer.backward(factors);
        assertSame(
            ofInput,
            whole.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(0, 9)).dup());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"last1", "last2", "mean", "max", "attention"})
  void oneStepIsItsOwnPooling(String pooling) throws IOException {
    var x = array("x", DataType.FLOAT);
    var first = x.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(0, 1));
    var factors = array("pooling/factors", DataType.FLOAT);
    var layer = layer(pooling, DataType.FLOAT);
    for (var mask : new INDArray[] {null, Nd4j.ones(DataType.FLOAT, 4, 1)}) {
      var output = layer.activate(first, mask, false);
      assertSame(first.dup().reshape(4, 6), output.dup('c'));
      assertSame(factors.dup('c'), layer.backward(factors).reshape(4, 6).dup('c'));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"last1", "mean", "max", "attention"})
  void clipsWithoutFramesAndOtherShapesAreRefused(String pooling) throws IOException {
    var layer = layer(pooling, DataType.FLOAT);
    var x = array("x", DataType.FLOAT);
    var mask = mask("lengths");
    mask.getRow(2).assign(0);
    assertMessage("clip 2", () -> layer.activate(x, mask, false));
    assertMessage("[4, 9]", () -> layer.activate(x, Nd4j.ones(4, 8), false));
    assertMessage("time", () -> layer.activate(Nd4j.ones(DataType.FLOAT, 4, 6), null, false));
  }

  @Test
  void wrongConfigurationsAreRefused() {
    assertMessage("AttentionPooling", () -> new TimePooling(Pooling.ATTENTION, 1));
    assertMessage("1 or 2", () -> new TimePooling(Pooling.LAST, 3));
    assertMessage("units", () -> new AttentionPooling(4, 0));
    var odd = new SingleLayer(new TimePooling(Pooling.LAST, 2), DataType.FLOAT);
    assertMessage("two directions", () -> odd.activate(Nd4j.ones(2, 5, 3), null, false));
  }

  @Test
  void theFirstOfEqualMaximaGetsTheGradient() {
    var layer = new SingleLayer(new TimePooling(Pooling.MAX, 1), DataType.FLOAT);
    var x = Nd4j.createFromArray(new float[] {1, 3, 2, 3}).reshape(1, 1, 4);
    assertEquals(3, layer.activate(x, null, true).getFloat(0));
    var ofInput = layer.backward(Nd4j.ones(DataType.FLOAT, 1, 1));
    assertArrayEquals(new float[] {0, 1, 0, 0}, ofInput.dup('c').data().asFloat());
    x.putScalar(2, Float.NaN); // in a true frame
    assertTrue(Float.isNaN(layer.activate(x, null, true).getFloat(0)));
  }

  @Test
  void aMaskMayBeOfAnyType() throws IOException {
    for (var type : new DataType[] {DataType.BOOL, DataType.DOUBLE, DataType.INT32}) {
      var layer = layer("mean", DataType.FLOAT);
      var x = array("x", DataType.FLOAT);
      var output = layer.activate(x, mask("lengths"), false).dup();
      assertSame(output, layer.activate(x, mask("lengths").castTo(type), false));
    }
  }

  private static void assertMessage(String part, org.junit.jupiter.api.function.Executable code) {
    var error = assertThrows(IllegalArgumentException.class, code);
    assertTrue(error.getMessage().contains(part), error.getMessage());
  }
}
