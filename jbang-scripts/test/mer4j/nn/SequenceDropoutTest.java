package mer4j.nn;

import static mer4j.nn.SingleLayer.assertSame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class SequenceDropoutTest {
  private static INDArray drop(SingleLayer layer, INDArray x, INDArray mask, long seed) {
    Nd4j.getRandom().setSeed(seed);
    return layer.activate(x, mask, true).dup();
  }

  @Test
  void dropsTheGivenShareAndKeepsTheMean() {
    var layer = new SingleLayer(new SequenceDropout(.3), DataType.FLOAT);
    var x = Nd4j.ones(DataType.FLOAT, 20, 50, 40);
    var output = drop(layer, x, null, 1);
    int dropped = 0;
    for (float value : output.data().asFloat()) {
      assertTrue(value == 0 || value == (float) (1 / .7));
      dropped += value == 0 ? 1 : 0;
    }
    assertEquals(.3, dropped / 40_000., .0115); // five standard deviations
    // the gradient takes the same way, and no other draw
    assertSame(output, layer.backward(x));
    assertSame(output, drop(layer, x, null, 1));
    assertNotEquals(output, drop(layer, x, null, 2));
    Nd4j.getRandom().setSeed(1);
    layer.activate(x, null, true);
    assertNotEquals(output, layer.activate(x, null, true)); // each pass its own draws
  }

  @Test
  void doesNothingInEvaluationAndAtRateZero() {
    var x = Nd4j.rand(DataType.FLOAT, 3, 4, 5);
    var layer = new SingleLayer(new SequenceDropout(.5), DataType.FLOAT);
    assertSame(x, layer.activate(x, null, false));
    assertSame(x, layer.backward(x));
    assertSame(x, drop(new SingleLayer(new SequenceDropout(0), DataType.FLOAT), x, null, 1));
    var plain = Nd4j.ones(DataType.FLOAT, 100, 200);
    double mean = drop(layer, plain, null, 3).meanNumber().doubleValue();
    assertEquals(1, mean, .036);
  }

  @Test
  void paddingChangesNothing() throws IOException {
    var x = SingleLayer.array("x", DataType.FLOAT);
    var layer = new SingleLayer(new SequenceDropout(.4), DataType.FLOAT);
    for (var name : new String[] {"lengths", "gaps"}) {
      var mask = SingleLayer.mask(name);
      var output = drop(layer, x, mask, 5);
      assertSame(output, SingleLayer.padded(output, mask, 0));
      var ofInput = layer.backward(x).dup();
      for (double value : new double[] {1e30, Double.NaN}) {
        var padded = SingleLayer.padded(x, mask, value);
        assertSame(output, drop(layer, padded, mask, 5));
        assertSame(ofInput, layer.backward(padded));
        var longer = SingleLayer.longer(x, 4, value);
        var whole = drop(layer, longer, SingleLayer.longer(mask, 4, 0), 5);
        assertSame(
            output,
            whole.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(0, 9)).dup());
      }
    }
  }

  @Test
  void ratesOutOfRangeAreRefused() {
    for (double rate : new double[] {-.1, 1, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> new SequenceDropout(rate));
    }
  }
}
