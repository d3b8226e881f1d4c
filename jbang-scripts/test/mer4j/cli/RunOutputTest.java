package mer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunOutputTest {
  private static final LocalDateTime NOON = LocalDateTime.of(2030, 1, 2, 12, 0, 5);

  @TempDir Path runs;

  @Test
  void aGivenFolderStays() {
    var given = Path.of("here");
    assertEquals(given, RunOutput.folder(given, runs, "train_lstm", "embedded", NOON));
  }

  @Test
  void theNameTellsScriptDataSetAndTime() {
    assertEquals(
        runs.resolve("train_lstm-embedded-20300102-120005"),
        RunOutput.folder(null, runs, "train_lstm", "embedded", NOON));
    assertEquals(
        runs.resolve("train_lstm-songs-20300102-120005"),
        RunOutput.folder(null, runs, "train_lstm", "../my/songs/", NOON));
  }

  @Test
  void goingOnNeedsAFolder() {
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> RunOutput.folder(null, true, "train_lstm", "embedded"));
    assertTrue(error.getMessage().contains("--output DIR"), error.getMessage());
    var given = Path.of("here");
    assertEquals(given, RunOutput.folder(given, true, "train_lstm", "embedded"));
  }

  @Test
  void aTakenNameIsNotUsedAgain() throws Exception {
    Files.createDirectory(runs.resolve("train_lstm-4q-20300102-120005"));
    assertEquals(
        runs.resolve("train_lstm-4q-20300102-120005-2"),
        RunOutput.folder(null, runs, "train_lstm", "4q", NOON));
  }
}
