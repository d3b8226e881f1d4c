package mer4j.nn;

import static mer4j.nn.SingleLayer.array;
import static mer4j.nn.SingleLayer.assertSame;
import static mer4j.nn.SingleLayer.doubles;
import static mer4j.nn.SingleLayer.mask;
import static mer4j.nn.SingleLayer.placed;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Batch normalisation against PyTorch's BatchNorm1d over the true frames, in float64. */
class MaskedBatchNormalizationTest {
  private static SingleLayer layer(DataType type) throws IOException {
    return new SingleLayer(new MaskedBatchNormalization(6), type)
        .set("gamma", doubles("normalisation/weight"))
        .set("beta", doubles("normalisation/bias"))
        .set("mean", doubles("normalisation/running_mean"))
        .set("var", doubles("normalisation/running_var"));
  }

  private static INDArray firstStep(INDArray x) {
    return x.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(0)).dup();
  }

  @ParameterizedTest
  @CsvSource({
    "plain, c",
    "plain, view",
    "full, c",
    "full, f",
    "full, view",
    "lengths, c",
    "lengths, f",
    "lengths, view",
    "gaps, c",
    "gaps, f"
  })
  void equalsPyTorch(String mode, String order) throws IOException {
    boolean plain = mode.equals("plain");
    for (var type : new DataType[] {DataType.DOUBLE, DataType.FLOAT}) {
      double tolerance = type == DataType.DOUBLE ? 1e-12 : 4e-6;
      var x = array("x", type);
      var factors = array("normalisation/factors", type);
      var mask = plain ? null : mask(mode);
      for (boolean training : new boolean[] {true, false}) {
        var folder = "normalisation/" + mode + (training ? "/train/" : "/eval/");
        var layer = layer(type);
        var output =
            layer.activate(placed(plain ? firstStep(x) : x, order), mask, training).dup('c');
        assertArrayEquals(doubles(folder + "output"), values(output), tolerance);
        var ofInput = layer.backward(placed(plain ? firstStep(factors) : factors, order));
        assertArrayEquals(doubles(folder + "grad_x"), values(ofInput), tolerance);
        assertArrayEquals(
            doubles(folder + "grad_weight"), values(layer.gradient("gamma")), 2 * tolerance);
        assertArrayEquals(
            doubles(folder + "grad_bias"), values(layer.gradient("beta")), 2 * tolerance);
        for (var name : new String[] {"mean", "var"}) {
          var moved = layer.layer().getParam(name).sub(layer.gradient(name));
          var expected = doubles((training ? folder : "normalisation/") + "running_" + name);
          assertArrayEquals(expected, values(moved), tolerance);
        }
      }
    }
  }

  private static double[] values(INDArray array) {
    return array.dup('c').castTo(DataType.DOUBLE).data().asDouble();
  }

  @ParameterizedTest
  @CsvSource({"lengths, true", "gaps, true", "lengths, false"})
  void paddingChangesNothing(String maskName, boolean training) throws IOException {
    var layer = layer(DataType.FLOAT);
    var x = array("x", DataType.FLOAT);
    var factors = array("normalisation/factors", DataType.FLOAT);
    var mask = mask(maskName);
    var output = layer.activate(x, mask, training).dup();
    var ofInput = layer.backward(factors).dup();
    var flat = layer.layer().getGradientsViewArray().dup();
    for (double value : new double[] {0, 1e30, Double.NaN}) {
      assertSame(output, layer.activate(SingleLayer.padded(x, mask, value), mask, training));
      assertSame(ofInput, layer.backward(SingleLayer.padded(factors, mask, value)));
      assertSame(flat, layer.layer().getGradientsViewArray());
      var longer = layer.activate(SingleLayer.longer(x, 3, value), longer(mask), training);
      assertSame(output, head(longer));
      assertSame(ofInput, head(layer.backward(SingleLayer.longer(factors, 3, value))));
      assertSame(flat, layer.layer().getGradientsViewArray());
    }
  }

  private static INDArray longer(INDArray mask) {
    return SingleLayer.longer(mask, 3, 0);
  }

  private static INDArray head(INDArray longer) {
    return longer.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(0, 9)).dup('f');
  }

  @Test
  void oneStepEqualsThePlainForm() throws IOException {
    var x = array("x", DataType.FLOAT);
    var sequence = x.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(0, 1));
    var plain = layer(DataType.FLOAT).activate(firstStep(x), null, true).dup('c');
    var mask = Nd4j.ones(DataType.FLOAT, 4, 1);
    var step = layer(DataType.FLOAT).activate(sequence, mask, true).dup('c');
    assertSame(plain, step.reshape(4, 6));
  }

  @Test
  void tooFewValuesAndOtherShapesAreRefused() throws IOException {
    var layer = layer(DataType.FLOAT);
    var one = Nd4j.ones(DataType.FLOAT, 1, 6);
    assertMessage("two values", () -> layer.activate(one, null, true));
    layer.activate(one, null, false); // running statistics need no batch
    var x = array("x", DataType.FLOAT);
    var mask = Nd4j.zeros(DataType.FLOAT, 4, 9).putScalar(1, 3, 1);
    assertMessage("not 1", () -> layer.activate(x, mask, true));
    assertMessage("[4, 9]", () -> layer.activate(x, Nd4j.ones(3, 9), true));
    assertMessage(
        "[clips, 6]", () -> layer.activate(Nd4j.ones(DataType.FLOAT, 4, 5, 9), null, true));
  }

  private static void assertMessage(String part, org.junit.jupiter.api.function.Executable code) {
    var error = assertThrows(IllegalArgumentException.class, code);
    assertTrue(error.getMessage().contains(part), error.getMessage());
  }
}
