package mer4j.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import mer4j.features.JavaProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much memory training needs, and that it is given back. */
class TrainingMemoryTest {
  @TempDir Path folder;

  /** What {@link TrainingMemory} tells, in MB. */
  private Map<String, Integer> train(List<String> flags, String arguments) throws Exception {
    assumeTrue(TrainingMemory.isTold(), "memory of a process: Linux only");
    var log = folder.resolve("log");
    var process =
        JavaProcess.of(flags, TrainingMemory.class, arguments.split(" "))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertEquals(0, process.waitFor(), () -> read(log));
    var told = new HashMap<String, Integer>();
    read(log)
        .lines()
        .map(line -> line.split(" "))
        .filter(words -> words.length == 2)
        .forEach(words -> told.put(words[0], Integer.parseInt(words[1])));
    return told;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /**
   * Steps at the study's size (128 clips of 1,295 frames of 204 values, 128 units), with batch,
   * head, updater and Java itself, whose heap is kept small: 1.5 GB for each direction.
   */
  @ParameterizedTest
  @CsvSource({"LSTM, 1, 1430", "LSTM, 2, 2861"})
  void aStepAtTheStudysSizeIsSmallAndIsGivenBack(String cell, int directions, int limit)
      throws Exception {
    var told =
        train(List.of("-Xmx512m"), "%s %d 1295 204 128 128 4 0 2".formatted(cell, directions));
    assertTrue(told.get("peak") < limit, told.toString());
    // pages of compiled code and of the libraries that the first step loads stay
    assertTrue(told.get("released") - told.get("before") < 250, told.toString());
    assertTrue(told.get("kept") - told.get("released") > 400, told.toString());
  }

  /**
   * With batches read, masks, and random first states. Every array that a step needs outside of the
   * heap has 16 kB or more, so that a thousand left behind are more than the limit; the heap itself
   * has all its memory from the beginning.
   */
  @Test
  void aThousandStepsDoNotGrowTheProcess() throws Exception {
    var flags = List.of("-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");
    var told = train(flags, "LSTM 1 32 8 128 32 32 200 1000");
    assertTrue(told.get("kept") - told.get("before") < 12, told.toString());
  }

  /** A network whose memory was given back goes on as if it had not been. */
  @ParameterizedTest
  @CsvSource({"LSTM, 1, 1", "GRU, 2, 2"})
  void aClosedNetworkTrainsOnToTheSameBits(mer4j.recurrent.Cell cell, int directions, int layers)
      throws Exception {
    var settings =
        NetworkSettings.published(RecurrentKind.LSTM, 5, 3)
            .with(
                its ->
                    its.hidden(6)
                        .batch(8)
                        .masked(true)
                        .randomInitialState(false)
                        .cell(cell)
                        .directions(directions)
                        .layers(layers));
    var source = GoldenNetworks.toy(16, 20, 5, 3, 4);
    var labels = GoldenNetworks.toyLabels(8, 3);
    var results = new ArrayList<float[]>();
    for (boolean closing : new boolean[] {false, true}) {
      try (var model = RecurrentModel.create(settings);
          var reader = new BatchReader(settings, source, new GlobalScaler(0, 1))) {
        var updater = model.updater();
        for (int step = 0; step < 4; step++) {
          var batch = reader.read(IntStream.range(step, step + 8).toArray());
          model.step(model.gradient(batch, labels, step + 1), updater); // 0 is no seed to ND4J
          if (closing) {
            model.close();
          }
        }
        results.add(model.weights());
        model.close();
        assertEquals(3, model.probabilities(reader.read(new int[] {1}), 1)[0].length);
      }
    }
    assertArrayEquals(results.getFirst(), results.getLast());
  }
}
