package mer4j.corpus;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import mer4j.CsvFile;
import mer4j.Folders;
import mer4j.ProgressListener;
import mer4j.audio.WavFile;

/**
 * A small corpus of music that the project composes and renders itself, free to share: short pieces
 * by made-up artists, labelled with valence, arousal and quadrant by construction. It stands in for
 * real music in lessons and tests; how well a model does on it says nothing about real music.
 *
 * <p>The same arguments give the same bytes on every machine.
 */
public final class EmbeddedCorpus {
  /** Clips of the corpus as it is registered. */
  public static final int CLIPS = 160;

  /** Fewest clips: a few in every quadrant. */
  public static final int FEWEST_CLIPS = 16;

  /** Seconds of a clip as it is registered. */
  public static final double SECONDS = 10;

  /** Seed of the corpus as it is registered. */
  public static final long SEED = 602;

  /** Changes whenever the same arguments give other bytes than before. */
  static final int VERSION = 1;

  private static final String MARK = "corpus.txt";
  private static final String[] KEYS = {
    "C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"
  };

  private EmbeddedCorpus() {}

  /**
   * Composes the corpus into a folder: {@code audio/EC000001.wav} (16-bit mono, 22,050 Hz) and so
   * on, {@code annotations.csv} (Song, Quadrant), {@code metadata.csv} (the columns of the 4Q set,
   * then Valence, Arousal, Key, Mode, Tempo). A corpus that is there already, made with the same
   * arguments, is left alone; files of another are replaced. One process or thread composes into a
   * folder at a time, another one waits for it.
   *
   * @param folder made if it does not exist
   * @param clips how many, 16 or more, a multiple of 4
   * @param seconds length of each, 1 to 600
   * @param seed what everything drawn follows from
   * @param progress told about finished clips, from one thread at a time
   * @throws IllegalArgumentException if an argument is out of range, or the folder holds the label
   *     tables of another data set
   * @throws IOException if a file cannot be written; InterruptedIOException if the thread is
   *     interrupted
   */
  @SuppressWarnings("try") // the lock is not used by name
  public static void write(
      Path folder, int clips, double seconds, long seed, ProgressListener progress)
      throws IOException {
    if (clips < FEWEST_CLIPS || clips % 4 != 0 || clips > 999_999) {
      throw new IllegalArgumentException(
          "%d clips: need a multiple of 4, at least %d".formatted(clips, FEWEST_CLIPS));
    }
    if (!(seconds >= 1 && seconds <= 600)) {
      throw new IllegalArgumentException(seconds + " seconds: need 1 to 600");
    }
    if (isWritten(folder, clips, seconds, seed)) {
      progress.update(clips, clips, "");
      return;
    }
    refuseOthers(folder);
    Folders.make(folder);
    try (var lock =
        CorpusLock.take(
            folder, () -> progress.update(0, clips, "another process composes, waiting"))) {
      // the one waited for has made it, most likely
      if (!isWritten(folder, clips, seconds, seed)) {
        compose(folder, clips, seconds, seed, progress);
      } else {
        progress.update(clips, clips, "");
      }
    }
  }

  private static void compose(
      Path folder, int clips, double seconds, long seed, ProgressListener progress)
      throws IOException {
    var audio = Folders.make(folder.resolve("audio"));
    CsvFile.writeText(folder.resolve(MARK), "embedded corpus, not finished: compose it again\n");
    var pieces = Programme.draw(clips, seed);
    removeOthers(audio, pieces);
    render(pieces, audio, seconds, progress);
    CsvFile.write(folder.resolve("annotations.csv"), annotations(pieces));
    CsvFile.write(folder.resolve("metadata.csv"), metadata(pieces));
    CsvFile.writeText(folder.resolve(MARK), mark(clips, seconds, seed));
  }

  /** Label tables that this class has not written are somebody's data set. */
  private static void refuseOthers(Path folder) {
    for (var table : List.of("annotations.csv", "metadata.csv")) {
      if (Files.exists(folder.resolve(table)) && !Files.exists(folder.resolve(MARK))) {
        throw new IllegalArgumentException(
            folder.resolve(table) + " belongs to another data set; name another folder");
      }
    }
  }

  /** Whether a folder holds the whole corpus that these arguments give. */
  public static boolean isWritten(Path folder, int clips, double seconds, long seed)
      throws IOException {
    var file = folder.resolve(MARK);
    var mark = mark(clips, seconds, seed).getBytes(StandardCharsets.UTF_8);
    return Files.isRegularFile(file)
        && Arrays.equals(Files.readAllBytes(file), mark)
        && Files.isRegularFile(folder.resolve("annotations.csv"))
        && Files.isRegularFile(folder.resolve("metadata.csv"))
        && Programme.draw(clips, seed).stream()
            .allMatch(piece -> isWhole(folder.resolve("audio"), piece, seconds));
  }

  private static boolean isWhole(Path audio, Piece piece, double seconds) {
    try {
      long samples = Math.round(seconds * Renderer.RATE);
      return Files.size(audio.resolve(piece.id() + ".wav")) == 44 + 2 * samples;
    } catch (IOException e) {
      return false;
    }
  }

  private static String mark(int clips, double seconds, long seed) {
    return "embedded corpus, version %d: %d clips of %s s, seed %d\n"
        .formatted(VERSION, clips, seconds, seed);
  }

  /** Clips of a corpus made before with other arguments would otherwise be taken for this one's. */
  private static void removeOthers(Path audio, List<Piece> pieces) throws IOException {
    var wanted = pieces.stream().map(piece -> piece.id() + ".wav").toList();
    try (var files = Files.newDirectoryStream(audio, "EC[0-9]*.wav*")) {
      for (var file : files) {
        if (!wanted.contains(file.getFileName().toString())) {
          Files.delete(file);
        }
      }
    }
  }

  private static void render(
      List<Piece> pieces, Path audio, double seconds, ProgressListener progress)
      throws IOException {
    var tasks = new ArrayList<Callable<Void>>();
    var done = new int[1];
    for (var piece : pieces) {
      tasks.add(
          () -> {
            var part = audio.resolve(piece.id() + ".wav.part");
            WavFile.write(part, piece.render(seconds), Renderer.RATE);
            Files.move(
                part,
                audio.resolve(piece.id() + ".wav"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
            synchronized (done) {
              progress.update(++done[0], pieces.size(), piece.id());
            }
            return null;
          });
    }
    int threads = Math.min(Runtime.getRuntime().availableProcessors(), pieces.size());
    var pool = Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory());
    try {
      for (var result : pool.invokeAll(tasks)) {
        result.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("composing was stopped; run it again to go on");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static List<List<String>> annotations(List<Piece> pieces) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("Song", "Quadrant"));
    pieces.forEach(piece -> rows.add(List.of(piece.id(), quadrant(piece))));
    return rows;
  }

  private static List<List<String>> metadata(List<Piece> pieces) {
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of(
            "Song",
            "Artist",
            "Title",
            "Quadrant",
            "PQuad",
            "MoodsTotal",
            "Moods",
            "MoodsFoundStr",
            "MoodsStr",
            "MoodsStrSplit",
            "Genres",
            "GenresStr",
            "Sample",
            "SampleURL",
            "Valence",
            "Arousal",
            "Key",
            "Mode",
            "Tempo"));
    for (var piece : pieces) {
      var words = String.join("; ", piece.moods());
      rows.add(
          List.of(
              piece.id(),
              piece.artist().name(),
              piece.title(),
              quadrant(piece),
              number(MoodWords.share(piece.moods(), piece.rated().quadrant()), 3),
              Integer.toString(piece.moods().size()),
              Integer.toString(piece.moods().size()),
              words.toLowerCase(Locale.ROOT),
              words,
              words,
              "1",
              piece.artist().genre().label,
              "1",
              "audio/" + piece.id() + ".wav",
              number(piece.rated().valence(), 3),
              number(piece.rated().arousal(), 3),
              KEYS[piece.cues().tonic()],
              piece.cues().major() ? "major" : "minor",
              number(piece.cues().tempo(), 1)));
    }
    return rows;
  }

  private static String quadrant(Piece piece) {
    return "Q" + (piece.rated().quadrant() + 1);
  }

  private static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
