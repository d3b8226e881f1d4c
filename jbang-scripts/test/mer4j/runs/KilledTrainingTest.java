package mer4j.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mer4j.nn.RecurrentKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training in processes of its own that are killed. */
class KilledTrainingTest {
  private static final int EPOCHS = 40;

  @TempDir Path folder;

  @Test
  void theResultIsThatOfARunThatWasNotDisturbed() throws Exception {
    var music = folder.resolve("music");
    TrainingKillDrill.compose(music);
    var undisturbed = folder.resolve("undisturbed");
    TrainingKillDrill.train(music, undisturbed, RecurrentKind.LSTM, EPOCHS);
    var output = folder.resolve("killed");
    // a run killed before it had written down its options is none yet
    Files.createFile(Files.createDirectories(output).resolve(".lock"));
    Files.createFile(output.resolve(".config.json.tmp"));
    var drill = new TrainingKillDrill(music, output, RecurrentKind.LSTM, EPOCHS, 5);
    var told = new ArrayList<String>();
    assertEquals(List.of(), drill.kill(3, told::add));
    assertTrue(drill.hits() >= 2, "kills that hit a run under way: " + told);
    assertEquals(List.of(), TrainingKillDrill.differences(undisturbed, output));
  }
}
