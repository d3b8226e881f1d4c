package mer4j.features;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import mer4j.ProgressListener;
import mer4j.audio.AudioLoader;
import mer4j.corpus.EmbeddedCorpus;
import mer4j.features.StrangeInput.Outcome;
import mer4j.features.StrangeInput.Refused;
import mer4j.features.StrangeInput.Right;
import mer4j.features.StrangeInput.Unnoticed;
import mer4j.features.WavBytes.Coding;

/**
 * A folder of damaged and unusual files, made from a piece of the embedded corpus and a seed, each
 * with the outcome it must have.
 */
final class StrangeInputs {
  static final int RATE = 22_050;
  private static final int SAMPLES = 9_000;
  private static final long SEED = 41;

  /** Names that a shell, a table or a file system trips over. */
  static final List<String> NAMES =
      List.of(
          " leading and trailing space .wav",
          "'single' \"double\" `back` quotes.wav",
          "line\nend.wav",
          "tab\tin it.wav",
          "emoji 🎵🎶.wav",
          "日本語 ünïcödé.wav",
          "u\u0308 decomposed.wav",
          "\u00fc decomposed.wav",
          "comma, semicolon; and = sign.wav",
          "-rf.wav",
          "--help.wav",
          "$HOME ${x} $(id).wav",
          "100%41 %s %n.wav",
          "back\\slash.wav",
          "a*b?c[d].wav",
          "http:x.wav",
          "dots...wav",
          ".hidden.wav",
          "UPPER.WAV",
          "same stem.wav",
          "same stem.aiff",
          "sub/same stem.wav",
          "sub__same stem.wav",
          "x".repeat(245) + ".wav",
          "é".repeat(120) + ".wav");

  private final Path folder;
  private final float[] signal;
  private final List<StrangeInput> all = new ArrayList<>();

  private StrangeInputs(Path folder, float[] signal) {
    this.folder = folder;
    this.signal = signal;
  }

  /** Four tenths of a second of music. */
  static float[] signal(Path workFolder) throws IOException {
    EmbeddedCorpus.write(workFolder, 16, 1, EmbeddedCorpus.SEED, ProgressListener.NONE);
    var music = AudioLoader.loadNative(workFolder.resolve("audio/EC000001.wav"));
    return Arrays.copyOfRange(music.samples(), 4_000, 4_000 + SAMPLES);
  }

  /** Makes them all. */
  static List<StrangeInput> make(Path folder, float[] signal)
      throws IOException, InterruptedException {
    var inputs = new StrangeInputs(Files.createDirectories(folder), signal);
    var random = new SplittableRandom(SEED);
    var sounds = new StrangeSounds(inputs, signal, RATE);
    sounds.formats();
    sounds.samples();
    sounds.headers();
    var coded = new CodedSounds(inputs, signal, RATE);
    coded.encode();
    coded.damage(random);
    coded.tags(random);
    coded.wrongNames();
    inputs.names();
    inputs.files();
    return List.copyOf(inputs.all);
  }

  /** Adds a file of a name that may hold folders. */
  void add(String name, byte[] content, Outcome expected) {
    try {
      var file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      if (Files.exists(file)) {
        throw new IllegalStateException(name + " is made twice");
      }
      Files.write(file, content);
      note(name, file, expected);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void note(String name, Path file, Outcome expected) {
    all.add(new StrangeInput(name.replace('\n', ' '), file, expected));
  }

  private void names() {
    var content = WavBytes.of(signal, RATE, 1, Coding.S16);
    for (var name : NAMES) {
      add(name, content, new Right(signal, RATE, 1e-3, 0));
    }
  }

  /** What is no plain file. */
  private void files() throws IOException, InterruptedException {
    var content = WavBytes.of(signal, RATE, 1, Coding.S16);
    note("an empty folder", Files.createDirectory(folder.resolve("folder.mp3")), new Unnoticed());
    add("album.mp3/in a folder that looks like a file.wav", content, right());
    var nowhere = Files.createSymbolicLink(folder.resolve("link.wav"), Path.of("nowhere.wav"));
    note("a link to nowhere", nowhere, new Refused("link to nowhere"));
    var itself = Files.createSymbolicLink(folder.resolve("circle.wav"), Path.of("circle.wav"));
    note("a link to itself", itself, new Refused("link to nowhere"));
    Files.createSymbolicLink(folder.resolve("sub/up"), Path.of(".."));
    note("a link to a folder above", folder.resolve("sub/up"), new Unnoticed());
    add("linked/plain.wav", content, right());
    var link = Files.createSymbolicLink(folder.resolve("linked/link.wav"), Path.of("plain.wav"));
    note("a link to a file", link, right());
    var pipe = folder.resolve("pipe.wav");
    if (new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0) {
      note("a pipe", pipe, new Refused("not a file"));
    }
  }

  private Right right() {
    return new Right(signal, RATE, 1e-3, 0);
  }
}
