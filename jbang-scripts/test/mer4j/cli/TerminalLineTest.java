package mer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import mer4j.ProgressPace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalLineTest {
  private static final String LONGEST = "epoch 1234/2000 loss 0.123 acc 0.456 val 0.789";

  /** What is shown last of a work whose units take a second each. */
  private static String line(
      String task, String unit, long done, long total, String message, int width, boolean unicode) {
    var clock = new AtomicLong();
    var pace = new ProgressPace(clock::get);
    pace.reached(0);
    clock.set(done * 1_000_000_000L);
    pace.reached(done);
    var shown = new StringBuilder();
    var consumer =
        new ProgressBarConsumer() {
          @Override
          public int getMaxRenderedLength() {
            return width;
          }

          @Override
          public void accept(String line) {
            shown.setLength(0);
            shown.append(line);
          }

          @Override
          public void close() {}
        };
    try (var bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .startsFrom(0, Duration.ZERO)
            .setRenderer(new TerminalLine(pace, unit, unicode))
            .setConsumer(consumer)
            .build()) {
      bar.stepTo(done);
      bar.setExtraMessage(message);
      bar.refresh();
    }
    return shown.toString();
  }

  @Test
  void countRateAndTimeStandBesideTheBar() {
    assertEquals(
        "extract  25 % =====                225/900 clips, 1.00 clips/s, 11 min 15 s left",
        line("extract", "clips", 225, 900, "", 80, false));
  }

  @ParameterizedTest
  @ValueSource(ints = {79, 99, 119})
  void anEpochIsToldWholeWithTimeLeftAndABar(int width) {
    var line = line("train", "batches", 7404, 12_000, LONGEST, width, true);
    assertEquals(width, line.length(), line);
    assertTrue(line.startsWith("train  61 % █"), line);
    assertTrue(line.stripTrailing().endsWith("1 h 16 min left  " + LONGEST), line);
  }

  @Test
  void aNarrowTerminalLosesTheRateFirstAndTheEndOfTheMessageLast() {
    assertEquals(
        "extract  50 % ==========           2/4 clips, 2 s left",
        line("extract", "clips", 2, 4, "", 54, false));
    assertEquals(
        "extract  50 % =   2 s left  a-long-nam",
        line("extract", "clips", 2, 4, "a-long-name.mp3", 38, false));
  }

  @Test
  void eighthsOfACellAreDrawn() {
    var line = line("x", "clips", 1, 3, "", 45, true);
    assertTrue(line.startsWith("x  33 % █████████▎ "), line);
  }

  @Test
  void anUnknownTotalHasNoBar() {
    assertEquals(
        "read 7 files, 1.00 files/s", line("read", "files", 7, -1, "", 40, false).stripTrailing());
  }

  @Test
  void theTerminalsSizeIsReadAndKeptWithinBounds() {
    assertEquals(99, Terminal.columns("24 100\n"));
    assertEquals(120, Terminal.columns("50 300\n"));
    assertEquals(79, Terminal.columns(""));
    assertEquals(79, Terminal.columns("0 0\n"));
    assertEquals(79, Terminal.columns("stty: not a tty"));
  }
}
