package mer4j.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkCheckpointTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(RecurrentKind.class)
  void comesBackAsItWas(RecurrentKind kind) throws IOException {
    var model = GoldenNetworks.head(kind);
    var scaler =
        kind == RecurrentKind.RNN
            ? new GlobalScaler(1.25, 3)
            : new RowScaler(new double[7], new double[] {1, 2, 3, 4, 5, 6, 7}, new boolean[7]);
    new NetworkCheckpoint(model, scaler).save(folder);
    var loaded = NetworkCheckpoint.load(folder);
    assertEquals(model.settings(), loaded.model().settings());
    assertArrayEquals(model.weights(), loaded.model().weights());
    if (scaler instanceof RowScaler rows) {
      assertArrayEquals(rows.deviations(), ((RowScaler) loaded.scaler()).deviations());
    } else {
      assertEquals(scaler, loaded.scaler());
    }
  }

  @Test
  void initialWeightsLieWithinPyTorchsBounds() {
    var settings = NetworkSettings.published(RecurrentKind.BRNN, 204, 4);
    var model = RecurrentModel.create(settings);
    int count = 0;
    for (var parameter : model.layout().parameters()) {
      var values = ParameterLayout.gather(parameter, model.weights());
      count += parameter.learned() ? values.length * parameter.multiplicity() : 0;
      double bound =
          parameter.name().startsWith("rec")
              ? parameter.multiplicity() / Math.sqrt(128)
              : parameter.name().equals("fc1.weight") ? 1 / Math.sqrt(256) : 1;
      double largest = 0;
      for (float value : values) {
        largest = Math.max(largest, Math.abs(value));
      }
      assertTrue(largest <= bound, parameter.name() + " " + largest);
      assertTrue(largest > .9 * bound || !parameter.name().endsWith("weight_ih_l0"));
    }
    assertEquals(119_172, count); // as PyTorch counts, with two bias vectors
    assertArrayEquals(model.weights(), RecurrentModel.create(settings).weights());
  }

  @Test
  void damagedFilesAreNamed() throws IOException {
    assertMessage("network.json");
    new NetworkCheckpoint(GoldenNetworks.head(RecurrentKind.RNN), new GlobalScaler(0, 1))
        .save(folder);
    var array = folder.resolve("parameters/fc1.weight.npy");
    var bytes = Files.readAllBytes(array);
    Files.write(array, java.util.Arrays.copyOf(bytes, bytes.length - 8));
    assertMessage("fc1.weight.npy");
    Files.delete(array);
    assertMessage("fc1.weight.npy");
    var json = folder.resolve("network.json");
    var text = Files.readString(json);
    Files.writeString(json, text.replace("\"LSTM\"", "\"X\"").replace("\"RNN\"", "\"GRU\""));
    assertMessage("network.json");
    Files.writeString(json, text.replaceAll("\"hidden\" : \\d+", "\"hidden\" : -1"));
    assertMessage("network.json");
    Files.writeString(json, "{");
    assertMessage("network.json");
  }

  private void assertMessage(String part) {
    var error = assertThrows(IOException.class, () -> NetworkCheckpoint.load(folder));
    assertTrue(error.getMessage().contains(part), error.getMessage());
  }
}
