package mer4j.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import mer4j.Mer4j;
import mer4j.audio.WavFile;
import mer4j.corpus.EmbeddedCorpus;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every script promises about wrong input, script by script as a user calls it: the exit code,
 * one line on standard error that names the culprit, nothing on standard output, nothing left.
 */
class ScriptContractTest {
  @TempDir static Path folder;

  /**
   * {@code music}: a corpus; {@code one}: a single class; {@code few}: too few clips; {@code
   * silent}: no sound; {@code file}: no folder.
   */
  @BeforeAll
  static void compose() throws IOException {
    EmbeddedCorpus.write(folder.resolve("music"), 16, 1, 1, (done, total, message) -> {});
    var samples = new float[2205];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (.3 * Math.sin(.1 * i));
    }
    for (var clip : List.of("one/a/1.wav", "one/a/2.wav", "few/a/1.wav", "few/b/2.wav")) {
      Files.createDirectories(folder.resolve(clip).getParent());
      WavFile.write(folder.resolve(clip), samples, 22050);
    }
    Files.createDirectories(folder.resolve("silent"));
    Files.writeString(folder.resolve("file"), "no folder");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2 | extract_features | --frob x                                | Unknown option: '--frob'
          2 | extract_features | few --jobs 0                            | --jobs must be at least 1; given 0
          2 | extract_features | few --features mfccs                    | allowed: study, all, or names of chroma_stft
          2 | extract_features | few --output few/out                    | inside the input folder few
          1 | extract_features | silent                                  | silent: the folder holds no
          2 | train_baselines  | --dataset music --only LR,XGB           | unknown model 'XGB'; allowed: all, or names of LR
          2 | train_baselines  | --dataset nowhere                       | unknown data set 'nowhere': allowed are 4q, embedded
          2 | train_baselines  | --dataset few --protocol fair           | unknown protocol 'fair'; allowed: as-published, leak-free
          2 | train_baselines  | --dataset few --seed -1                 | seed -1 is not between
          2 | train_baselines  | --dataset few --output few/run          | inside the data set's folder
          2 | train_baselines  | --dataset few --only LR --resume        | --resume needs the folder of the run
          2 | train_baselines  | --dataset few --protocol leak-free      | one group (artist) only
          1 | train_baselines  | --dataset one                           | one: one class only (a)
          2 | train_best       | --dataset few --repeats 0               | one repeat and one thread at least, not 0
          2 | train_best       | --dataset few                           | one group (artist) only
          2 | train_rnn        | --epochs 0                              | epochs must be at least 1, not 0
          2 | train_brnn       | --batch -1                              | batch size must be at least 2, not -1
          2 | train_lstm       | --dataset few --jobs 0                  | --jobs must be at least 1; given 0
          2 | predict          | few/a/1.wav --model silent              | no model in silent
          2 | predict          | nowhere.mp3 --model silent              | no such file or folder: nowhere.mp3
          2 | make_corpus      | --output new --seconds 0                | 0.0 seconds: need 1 to 600
          1 | make_corpus      | --output file/new                       | cannot make the folder file/new
          2 | make_corpus      | --output new --clips 10                 | 10 clips: need a multiple of 4, at least 16
          2 | augment          | --dataset few --variants echo           | unknown augmentation 'echo'; allowed: noise, shift, pitch, stretch, gain
          2 | augment          | --dataset few --variants noise=2        | noise level must lie between 0 and 1, was 2.0
          2 | augment          | --dataset few --output few/out          | lies inside the data set's folder
          2 | augment          | --dataset few --output music            | music is not empty; name another folder
          2 | fetch_data       | 5q                                      | unknown data set '5q': allowed are 4q, embedded
          2 | fetch_data       | 4q --from nowhere                       | no such file or folder: nowhere
          2 | test             | NoSuchTest                              | no test class NoSuchTest
          """)
  void wrongInputIsOneLine(int exitCode, String script, String arguments, String told)
      throws IOException, InterruptedException {
    var before = files();
    var run = ScriptProcess.run(script, folder, (Object[]) arguments.split(" "));
    assertEquals(exitCode, run.exitCode(), run.toString());
    assertEquals("", run.out(), run.toString());
    assertEquals(1, run.err().lines().count(), run.toString());
    assertTrue(run.err().startsWith(script + ": "), run.toString());
    assertTrue(run.err().contains(told), run.toString());
    assertEquals(before, files(), "nothing is left behind");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "extract_features",
        "train_baselines",
        "train_best",
        "train_rnn",
        "train_brnn",
        "train_lstm",
        "predict",
        "augment",
        "make_corpus",
        "fetch_data",
        "test"
      })
  void helpHasExamplesAndVersionIsTheLibrarys(String script)
      throws IOException, InterruptedException {
    var help = ScriptProcess.run(script, folder, "--help");
    assertEquals(0, help.exitCode(), help.toString());
    assertEquals("", help.err(), help.toString());
    assertTrue(help.out().startsWith("Usage: " + script + " "), help.toString());
    assertTrue(help.out().contains("Examples:"), help.toString());
    assertTrue(help.out().contains("  jbang " + script + ".java"), help.toString());
    for (var option : List.of("--help", "--version", "--verbose")) {
      assertTrue(help.out().contains(option), option);
    }
    assertFalse(help.out().contains("=<"), "values have names: " + help);
    if (script.equals("predict")) {
      var version = ScriptProcess.run(script, folder, "--version");
      assertEquals(script + " " + Mer4j.VERSION + " (mer4j)\n", version.out());
    }
  }

  @Test
  void verboseShowsWhere() throws IOException, InterruptedException {
    var run = ScriptProcess.run("make_corpus", folder, "--clips", 3, "--verbose");
    assertEquals(2, run.exitCode(), run.toString());
    assertTrue(run.err().contains("\tat mer4j.corpus.EmbeddedCorpus.write"), run.toString());
  }

  private static TreeSet<String> files() throws IOException {
    try (var walk = Files.walk(folder)) {
      var names = new TreeSet<String>();
      walk.forEach(path -> names.add(folder.relativize(path).toString()));
      return names;
    }
  }
}
