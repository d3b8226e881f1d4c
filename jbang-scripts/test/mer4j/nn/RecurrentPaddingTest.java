package mer4j.nn;

import static mer4j.nn.RecurrentTest.CLIPS;
import static mer4j.nn.RecurrentTest.TIME;
import static mer4j.nn.SingleLayer.assertSame;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import mer4j.recurrent.Cell;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** What lies under the mask of a recurrent layer does not matter by a bit. */
class RecurrentPaddingTest {
  private static final double[] GARBAGE = {0, 1e30, Double.NaN, Double.POSITIVE_INFINITY};

  /** Two of our layers; Deeplearning4j's would multiply by the mask, and spread NaN. */
  @ParameterizedTest
  @EnumSource(Cell.class)
  void paddingChangesNothing(Cell cell) {
    NativeThreads.limit();
    var network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new NoOp())
                .list()
                .layer(new Recurrent(cell, 0, 3, true))
                .layer(new Recurrent(cell, 0, 3, true))
                .layer(new TimePooling(Pooling.LAST, 2))
                .layer(new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build())
                .setInputType(InputType.recurrent(2))
                .build());
    network.init();
    var x = Nd4j.randn(DataType.FLOAT, CLIPS, 2, TIME);
    var mask = RecurrentTest.mask(DataType.FLOAT);
    var output = network.output(x, false, mask, null).toFloatMatrix();
    var gradient = RecurrentTest.gradient(network, x, mask).toFloatVector();
    for (double garbage : GARBAGE) {
      var padded = SingleLayer.padded(x, mask, garbage);
      assertArrayEquals(output, network.output(padded, false, mask, null).toFloatMatrix());
      assertArrayEquals(gradient, RecurrentTest.gradient(network, padded, mask).toFloatVector());
    }
  }

  /**
   * Garbage in the padding of frames and errors, and more of it behind: outputs and all gradients
   * keep their bits, and are 0 in the padding.
   */
  @ParameterizedTest
  @CsvSource({
    "TANH, false",
    "TANH, true",
    "RELU, false",
    "RELU, true",
    "LSTM, false",
    "LSTM, true",
    "GRU, false",
    "GRU, true"
  })
  void moreGarbageUnderTheMaskChangesNothing(Cell cell, boolean bidirectional) {
    int width = bidirectional ? 10 : 5;
    var layer = new SingleLayer(new Recurrent(cell, 3, 5, bidirectional), DataType.FLOAT);
    var x = Nd4j.randn(DataType.FLOAT, CLIPS, 3, TIME);
    var errors = Nd4j.randn(DataType.FLOAT, CLIPS, width, TIME);
    var mask = RecurrentTest.mask(DataType.FLOAT);
    var output = layer.activate(x, mask, true).dup();
    var ofInput = layer.backward(errors).dup();
    var gradients = layer.layer().getGradientsViewArray().dup();
    assertSame(SingleLayer.padded(output, mask, 0), output);
    assertSame(SingleLayer.padded(ofInput, mask, 0), ofInput);
    for (int more : new int[] {0, 1, 40}) {
      for (double garbage : GARBAGE) {
        var frames = longer(SingleLayer.padded(x, mask, garbage), more, garbage);
        var upper = longer(SingleLayer.padded(errors, mask, garbage), more, garbage);
        assertSame(longer(output, more, 0), layer.activate(frames, longer(mask, more, 0), true));
        assertSame(longer(ofInput, more, 0), layer.backward(upper));
        assertSame(gradients, layer.layer().getGradientsViewArray());
      }
    }
  }

  private static INDArray longer(INDArray array, int steps, double value) {
    return steps == 0 ? array : SingleLayer.longer(array, steps, value);
  }
}
