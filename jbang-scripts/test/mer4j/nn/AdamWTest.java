package mer4j.nn;

import static mer4j.nn.GoldenNetworks.floats;
import static mer4j.nn.GoldenNetworks.head;
import static mer4j.nn.GoldenNetworks.heads;
import static mer4j.nn.GoldenNetworks.ints;
import static mer4j.nn.GoldenNetworks.maxDifference;
import static mer4j.nn.GoldenNetworks.tensor;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AdamW and clipping against PyTorch 2.9.1. */
class AdamWTest {
  @Test
  void everyStepOfSoftmaxRegression() throws IOException {
    var x = floats("adamw/linear/x.npy");
    var labels = ints("adamw/linear/labels.npy");
    int n = labels.length;
    var parameters = Arrays.copyOf(floats("adamw/linear/w0.npy"), 15); // 3 x 4 and 3 biases
    var expected = floats("adamw/linear/float64/w_after_each_step.npy");
    var losses = floats("adamw/linear/float64/loss_per_step.npy");
    var ones = new byte[15];
    Arrays.fill(ones, (byte) 1);
    var adamW = new AdamW(1e-3, .01, ones);
    for (int step = 0; step < 20; step++) {
      var gradient = new float[15];
      double loss = 0;
      for (int s = 0; s < n; s++) {
        var p = new double[3];
        double sum = 0;
        for (int k = 0; k < 3; k++) {
          p[k] = parameters[12 + k];
          for (int i = 0; i < 4; i++) {
            p[k] += parameters[k * 4 + i] * x[s * 4 + i];
          }
          p[k] = Math.exp(p[k]);
          sum += p[k];
        }
        loss -= Math.log(p[labels[s]] / sum) / n;
        for (int k = 0; k < 3; k++) {
          double error = (p[k] / sum - (k == labels[s] ? 1 : 0)) / n;
          for (int i = 0; i < 4; i++) {
            gradient[k * 4 + i] += (float) (error * x[s * 4 + i]);
          }
          gradient[12 + k] += (float) error;
        }
      }
      assertEquals(losses[step], loss, 1e-6);
      adamW.step(parameters, gradient);
      var after = Arrays.copyOfRange(expected, step * 12, (step + 1) * 12);
      assertArrayEquals(after, Arrays.copyOf(parameters, 12), 1e-6f);
    }
    assertArrayEquals(
        floats("adamw/linear/float64/b_after20.npy"),
        Arrays.copyOfRange(parameters, 12, 15),
        1e-6f);
  }

  @ParameterizedTest
  @EnumSource(
      value = RecurrentKind.class,
      names = {"RNN", "LSTM"})
  void trajectoryOfTwentyStepsOfAWholeNetwork(RecurrentKind kind) throws IOException {
    var model = head(kind);
    var folder = "adamw/" + kind.lowerCase() + "/float32/";
    var losses = floats(folder + "loss_per_step.npy");
    var norms = floats(folder + "grad_norm_per_step.npy");
    var labels = ints("heads/labels.npy");
    var updater = model.updater();
    try (var reader = new BatchReader(model.settings(), heads(), new GlobalScaler(0, 1))) {
      var batch = reader.read(new int[] {0, 1, 2, 3, 4});
      for (int step = 0; step < 20; step++) {
        var gradient = model.gradient(batch, labels, 1);
        assertEquals(losses[step], gradient.loss(), 1e-5, "loss of step " + step);
        assertEquals(norms[step], model.step(gradient, updater), 1e-4 * norms[step]);
      }
      assertEquals(losses[20], model.gradient(batch, labels, 1).loss(), 1e-5);
    }
    var weights = model.weights();
    for (var parameter : model.layout().parameters()) {
      // a bias before batch normalisation moves by the sign of rounding errors alone
      boolean meaningless = parameter.name().matches("fc[1-3].bias") && !isLast(model, parameter);
      if (parameter.learned() && !meaningless) {
        var expected = tensor(folder + "after20/", parameter, true);
        double difference = maxDifference(expected, ParameterLayout.gather(parameter, weights));
        assertTrue(difference < 2e-4, parameter.name() + " differs by " + difference);
      }
    }
  }

  private static boolean isLast(RecurrentModel model, ParameterLayout.Parameter parameter) {
    return parameter.shape()[0] == model.settings().classes();
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 20, 100})
  void clippingOfTheGlobalNorm(int max) throws IOException {
    var a = floats("clip/grad_a.npy");
    var b = floats("clip/grad_b.npy");
    var both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    var ones = new byte[both.length];
    Arrays.fill(ones, (byte) 1);
    assertEquals(21.98263, GradientClipping.clip(both, ones, max), 1e-4);
    var folder = "clip/max" + max + "/float32/";
    assertArrayEquals(floats(folder + "grad_a_clipped.npy"), Arrays.copyOf(both, a.length), 1e-5f);
    assertArrayEquals(
        floats(folder + "grad_b_clipped.npy"),
        Arrays.copyOfRange(both, a.length, both.length),
        1e-5f);
  }

  @Test
  void summedParametersMoveAndCountTwice() {
    var once = new float[] {1, 1};
    var adamW = new AdamW(.1, 0, new byte[] {1, 2});
    adamW.step(once, new float[] {.5f, .5f});
    assertEquals(2 * (1 - once[0]), 1 - once[1], 1e-6);
    assertEquals(
        Math.sqrt(3), GradientClipping.globalNorm(new float[] {1, 1}, new byte[] {1, 2}), 1e-9);
    assertThrows(IllegalArgumentException.class, () -> adamW.step(once, new float[3]));
    assertThrows(
        IllegalArgumentException.class, () -> GradientClipping.clip(once, new byte[] {1, 1}, 0));
  }
}
