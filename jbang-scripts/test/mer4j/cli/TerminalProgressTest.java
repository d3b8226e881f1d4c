package mer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private final AtomicLong clock = new AtomicLong();

  private TerminalProgress progress(boolean terminal) {
    return new TerminalProgress(
        "extract",
        "clips",
        new PrintStream(told, true, StandardCharsets.UTF_8),
        terminal,
        clock::get);
  }

  private List<String> lines() {
    return told.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void aFastRunPrintsItsEndOnly() {
    try (var progress = progress(false)) {
      for (var i = 0; i <= 1000; i++) {
        progress.update(i, 1000, "");
      }
    }
    assertEquals(List.of("extract: 1000 of 1000 clips (100 %), 0 s"), lines());
  }

  @Test
  void aLongRunPrintsEveryTenPercent() {
    try (var progress = progress(false)) {
      for (var i = 0; i <= 100; i++) {
        progress.update(i, 100, "");
        clock.addAndGet(SECOND);
      }
    }
    assertEquals(10, lines().size(), lines().toString());
    assertEquals("extract: 10 of 100 clips (10 %), 1.00 clips/s, 1 min 30 s left", lines().get(0));
  }

  @Test
  void clipsThereBeforeDoNotCountForTheRate() {
    try (var progress = progress(false)) {
      progress.update(50, 100, "");
      clock.addAndGet(10 * SECOND);
      progress.update(60, 100, "song");
    }
    assertEquals(
        List.of("extract: 60 of 100 clips (60 %), 1.00 clips/s, 40 s left  song"), lines());
  }

  @Test
  void aVerySlowRunShowsThatItLives() {
    try (var progress = progress(false)) {
      for (var i = 0; i <= 4; i++) {
        progress.update(i, 1000, "");
        clock.addAndGet(31 * SECOND);
      }
    }
    assertEquals(4, lines().size(), lines().toString());
  }

  @Test
  void anUnknownTotalIsNotDividedBy() {
    try (var progress = progress(false)) {
      progress.update(0, 0, "");
      clock.addAndGet(40 * SECOND);
      progress.update(7, 0, "");
    }
    assertEquals(List.of("extract: 7 clips, 0.175 clips/s"), lines());
  }

  @Test
  void aTerminalGetsABar() {
    try (var progress = progress(true)) {
      progress.update(0, 4, "");
      progress.update(4, 4, "last");
    }
    var text = told.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("extract"), text);
    assertTrue(text.contains("4/4 clips"), text);
  }
}
