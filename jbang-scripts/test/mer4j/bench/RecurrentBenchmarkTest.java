package mer4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mer4j.ProgressListener;
import mer4j.Project;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RecurrentBenchmarkTest {
  private static final RecurrentCase SMALL =
      new RecurrentCase("gru", 9, 3, 5, 4, RecurrentCase.Work.TRAINING);

  private static RecurrentTool tool(String name, String script, int threads, boolean slow) {
    var command = List.of("sh", "-c", script, "sh");
    return new RecurrentTool(name, command, threads, Map.of("X", "y"), slow);
  }

  private static RecurrentSpeed speed(String tool, RecurrentCase what, double seconds) {
    return new RecurrentSpeed(tool, what, 2, 10, seconds, 2 * seconds);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void everyToolIsCalledForItsCases(@TempDir Path folder) throws Exception {
    var log = folder.resolve("log");
    var script = "echo $X $* >> '" + log + "'; printf 'seconds,processor_seconds\\n%s' > \"$7\"";
    var tools =
        List.of(
            tool("one", script.formatted("3,5\\n1,4\\n2,6\\n"), 2, false),
            tool("two", script.formatted("8,9\\n"), 1, true),
            tool("two", script.formatted("9,9\\n"), 2, true));
    var cases = List.of(RecurrentCase.STUDY, SMALL);
    var speeds =
        new RecurrentBenchmark(2, 10, 2).run(cases, Map.of(), tools, ProgressListener.NONE);
    var called =
        Files.readAllLines(log).stream().map(line -> line.replaceFirst(" \\S+$", "")).toList();
    var study = "y lstm 1295,204,128,128 last ";
    assertEquals(
        List.of(
            study + "2 3 10",
            study + "1 1 2",
            study + "2 1 2",
            study + "2 3 10",
            study + "1 1 2",
            study + "2 1 2",
            "y gru 9,3,5,4 training 2 200 200",
            "y gru 9,3,5,4 training 2 200 200"),
        called);
    assertEquals(
        List.of(
            new RecurrentSpeed("one", RecurrentCase.STUDY, 2, 6, 2, 5),
            new RecurrentSpeed("two", RecurrentCase.STUDY, 1, 2, 8, 9),
            new RecurrentSpeed("one", SMALL, 2, 6, 2, 5)),
        speeds);
    RecurrentSpeed.write(folder.resolve("results.csv"), speeds);
    assertEquals(speeds, RecurrentSpeed.read(folder.resolve("results.csv")));
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void whatIsFedWithClipsIsGivenTheirFile(@TempDir Path folder) throws Exception {
    var frames = Files.writeString(folder.resolve("clips"), "");
    var script =
        "test \"$8\" = '" + frames + "' && printf 'seconds,processor_seconds\\n1,1\\n' > $7";
    var fed = SMALL.fedWith("set");
    var speeds =
        new RecurrentBenchmark(2, 1, 1)
            .run(
                List.of(fed),
                Map.of(fed, frames),
                List.of(tool("one", script, 2, false)),
                ProgressListener.NONE);
    assertEquals(List.of(new RecurrentSpeed("one", fed, 2, 1, 1, 1)), speeds);
    RecurrentSpeed.write(folder.resolve("results.csv"), speeds);
    assertEquals(speeds, RecurrentSpeed.read(folder.resolve("results.csv")));
  }

  @Test
  void chosenCasesJoinATable(@TempDir Path folder) throws Exception {
    var study = RecurrentCase.STUDY;
    var fed = study.fedWith("4q");
    assertEquals(List.of(fed), RecurrentBenchmark.cases("4q", List.of("4q")));
    assertEquals(List.of(study, fed), RecurrentBenchmark.cases("4q", List.of("4q", " last")));
    assertEquals(RecurrentCase.all("4q"), RecurrentBenchmark.cases("4q", List.of()));
    var message =
        assertThrows(
            IllegalArgumentException.class,
            () -> RecurrentBenchmark.cases("embedded", List.of("lstm", "4q")));
    assertTrue(message.getMessage().contains("'4q'"), message.getMessage());
    assertTrue(message.getMessage().contains("last, clips of embedded"), message.getMessage());
    var old = List.of(speed("a", study, 1), speed("b", study, 2), speed("a", SMALL, 3));
    var first = RecurrentBenchmark.merge(old, List.of(speed("a", fed, 4), speed("c", fed, 5)));
    assertEquals(
        List.of(old.get(0), old.get(1), speed("a", fed, 4), speed("c", fed, 5), old.get(2)), first);
    assertEquals(
        List.of(speed("a", study, 6), speed("a", fed, 7), old.get(2)),
        RecurrentBenchmark.merge(first, List.of(speed("a", study, 6), speed("a", fed, 7))));
    assertEquals(
        List.of(old.get(0), speed("a", SMALL.fedWith("4q"), 1)),
        RecurrentBenchmark.merge(List.of(old.get(0)), List.of(speed("a", SMALL.fedWith("4q"), 1))));
    var before =
        Files.writeString(
            folder.resolve("results.csv"),
            "tool,layer,size,work,threads,steps,median_seconds,median_processor_seconds\n"
                + "a,gru,\"9,3,5,4\",training,2,10,1.5,3\n");
    assertEquals(List.of(speed("a", SMALL, 1.5)), RecurrentSpeed.read(before));
  }

  @Test
  void aProcessOfItsOwnTimesALayer(@TempDir Path folder) throws Exception {
    var file = folder.resolve("steps.csv");
    var command =
        BenchProcess.LAYER.command(
            List.of(), "MER4J", "lstm", "9,3,5,4", "last", "2", "1", "6", file.toString());
    ProcessMeter.run(command, Map.of("OMP_NUM_THREADS", "1"), folder);
    var steps = StepTime.read(file);
    assertEquals(6, steps.size());
    assertTrue(steps.stream().allMatch(step -> step.seconds() > 0), steps.toString());
  }

  @Test
  void deeplearning4jsOwnLayerIsTimedToo() throws Exception {
    assertEquals("1.0.0-M2.1", LibraryVersion.of(MultiLayerNetwork.class));
    var what = new RecurrentCase("lstm", 9, 3, 5, 4, RecurrentCase.Work.TRAINING);
    var steps = LayerTimer.run(LayerTimer.Engine.DEEPLEARNING4J, what, null, 2, 1, 3);
    assertEquals(3, steps.size());
    assertTrue(steps.stream().allMatch(step -> step.seconds() > 0), steps.toString());
    var gru = new RecurrentCase("gru", 9, 3, 5, 4, RecurrentCase.Work.TRAINING);
    assertThrows(
        IllegalArgumentException.class,
        () -> LayerTimer.run(LayerTimer.Engine.DEEPLEARNING4J, gru, null, 2, 1, 3));
  }

  @Test
  void pythonsCounterpartTakesTheSameArguments() throws Exception {
    var source = Files.readString(Project.root().resolve("jbang-scripts/bench/torch_recurrent.py"));
    int last = -1;
    for (var name :
        List.of("kind", "size", "work", "threads", "warm_up", "steps", "file", "frames")) {
      int at = source.indexOf("add_argument(\"" + name + "\"");
      assertTrue(at > last, name);
      last = at;
    }
  }

  @Test
  void whatIsNotASizeOrANumberIsRefused() {
    for (var size : List.of("1,2,3", "1,2,3,0", "1,2,3,4,5", "a,b,c,d", "")) {
      assertThrows(
          IllegalArgumentException.class, () -> RecurrentCase.parse("rnn", size, "training"), size);
    }
    assertThrows(IllegalArgumentException.class, () -> new RecurrentBenchmark(0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new RecurrentBenchmark(1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new RecurrentBenchmark(1, 1, 0));
    assertFalse(SMALL.isLarge());
    assertTrue(RecurrentCase.STUDY.isLarge());
  }
}
