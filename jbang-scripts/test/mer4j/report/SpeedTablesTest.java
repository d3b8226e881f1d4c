package mer4j.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mer4j.bench.BaselineBenchmark;
import mer4j.bench.BaselineSpeed;
import mer4j.bench.ExtractionSpeed;
import mer4j.bench.Machine;
import mer4j.bench.RecurrentCase;
import mer4j.bench.RecurrentSpeed;
import mer4j.features.StageCosts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeedTablesTest {
  private static final RecurrentCase LSTM =
      new RecurrentCase("lstm", 9, 3, 5, 4, RecurrentCase.Work.TRAINING);
  private static final RecurrentCase RNN =
      new RecurrentCase("rnn", 9, 3, 5, 4, RecurrentCase.Work.INFERENCE);

  @Test
  void timesAreOfTheFirstProgram() {
    var table =
        SpeedTables.recurrent(
            List.of(
                new RecurrentSpeed("a 1", LSTM, 2, 10, .5, .9),
                new RecurrentSpeed("b 2", LSTM, 1, 10, 2, 3),
                new RecurrentSpeed("a 1", LSTM.fedWith("4q"), 2, 10, .25, .9),
                new RecurrentSpeed("b 2", RNN, 2, 10, .0125, 3)),
            "a machine");
    assertEquals(
        List.of(
            "layer", "frames, features, units, clips", "step", "fed with", "a 1, ms", "b 2, ms"),
        table.columns());
    assertEquals(
        List.of(
            List.of("lstm", "9,3,5,4", "training", "noise", "500", "2000 (4.00)"),
            List.of("lstm", "9,3,5,4", "training", "4q", "250", ""),
            List.of("rnn", "9,3,5,4", "inference", "noise", "", "12.50")),
        table.rows());
    assertTrue(table.note().contains("; 2 threads (b 2: 1). "), table.note());
    assertTrue(table.note().contains(" a machine. "), table.note());
    assertEquals("recurrent-speed.png", table.pictures().getFirst().file());
  }

  @Test
  void baselinesAreReadAsTheyWereMeasured(@TempDir Path data) throws IOException {
    var results = new ResultsFolder(data);
    assertEquals(List.of(), new BaselineSpeedTable().assemble(results).rows());
    var folder = Files.createDirectories(data.resolve("results/bench-baselines"));
    Files.writeString(folder.resolve(SpeedTables.MACHINE), "a machine; one run\n");
    BaselineSpeed.write(
        folder.resolve("results.csv"),
        List.of(new BaselineSpeed("LR SVM", "4q", 31.456, 58.2, 4_690_000_000L)));
    var table = new BaselineSpeedTable().assemble(results);
    assertEquals(List.of(List.of("LR SVM", "4q", "31.5", "58.2", "4.69")), table.rows());
    assertTrue(table.note().contains("a machine; one run. From"), table.note());
    assertThrows(IllegalArgumentException.class, () -> new BaselineBenchmark("4q", 0));
  }

  @Test
  void clipsPerSecondAreComparedWithTheFirst() {
    var speeds =
        List.of(
            new ExtractionSpeed("slow", "1.0", "all", .6, .61, 9, 300_000_000),
            new ExtractionSpeed("fast", "2.0", "all", .05, .055, 4, 200_000_000));
    var rows = SpeedTables.extraction(speeds, "a machine").rows();
    assertEquals(List.of("fast 2.0", "all", "50.0", "55.0", "12.00", "4.0", "200"), rows.get(1));
  }

  @Test
  void stagesAddUp() {
    var costs = List.of(new StageCosts.Cost("one", 1), new StageCosts.Cost("two", 3));
    assertEquals(
        List.of(
            List.of("one", "1.00", "25 %"),
            List.of("two", "3.00", "75 %"),
            List.of("sum", "4.00", "100 %")),
        SpeedTables.stages(costs, "a machine").rows());
  }

  @Test
  void resultsAreReadWithTheirMachine(@TempDir Path data) throws IOException {
    var results = new ResultsFolder(data);
    assertTrue(SpeedTables.extraction(results).rows().isEmpty());
    assertTrue(SpeedTables.stages(results).rows().isEmpty());
    assertTrue(SpeedTables.recurrent(results).rows().isEmpty());
    var folder = Files.createDirectories(data.resolve("results/bench-stages"));
    StageCosts.write(folder.resolve("stages.csv"), List.of(new StageCosts.Cost("one", 1.25)));
    Files.writeString(folder.resolve(SpeedTables.MACHINE), "a machine\n");
    var table = SpeedTables.stages(results);
    assertEquals(List.of("one", "1.25", "100 %"), table.rows().getFirst());
    assertTrue(table.note().contains(" a machine. "), table.note());
  }

  @Test
  void theMachineIsOneLine() throws IOException {
    var machine = Machine.describe();
    assertEquals(1, machine.lines().count());
    assertTrue(machine.contains(Runtime.version().toString()), machine);
    assertFalse(machine.startsWith(","), machine);
  }
}
