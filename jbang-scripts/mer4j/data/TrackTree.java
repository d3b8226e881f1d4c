package mer4j.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import mer4j.CsvFile;
import mer4j.Folders;
import mer4j.audio.AudioDecoder;

/**
 * The embedded corpus laid out as MTG-Jamendo is: a table of tracks with several tags each, a
 * division by artist, sound in numbered folders. Everything that works on the large set can be
 * tried on it in a minute; results on it say nothing about real music.
 */
public final class TrackTree {
  /** Folders that are used; those from 75 on belong to no data set of the study. */
  private static final int FOLDERS = 80;

  /** Eight of the set's tags, each with the mood words of the corpus that it stands for. */
  private static final Map<String, List<String>> TAGS =
      Map.ofEntries(
          Map.entry("happy", List.of("happy", "joyous", "playful")),
          Map.entry("energetic", List.of("lively", "exuberant", "fun")),
          Map.entry("heavy", List.of("angry", "aggressive", "harsh")),
          Map.entry("dark", List.of("tense", "nervous", "restless")),
          Map.entry("sad", List.of("sad", "gloomy", "bleak")),
          Map.entry("melancholic", List.of("melancholy", "wistful", "somber")),
          Map.entry("calm", List.of("calm", "gentle", "warm")),
          Map.entry("relaxing", List.of("peaceful", "relaxed", "soothing")));

  private TrackTree() {}

  /**
   * Writes the tables and links the sound; what is there already is written over.
   *
   * @param corpus the embedded corpus, or another one that its composer wrote
   * @param folder to be opened by {@link Datasets#open}
   * @throws IllegalArgumentException if the corpus has no mood words
   * @throws IOException if a file cannot be written
   */
  public static void write(Dataset corpus, Path folder) throws IOException {
    var table = corpus.table();
    if (!table.containsColumn("MoodsStr")) {
      throw new IllegalArgumentException(
          "data set %s has no mood words; the embedded corpus has".formatted(corpus.name()));
    }
    var source = Datasets.descriptor("jamendo").tracks();
    var moods = table.stringColumn("MoodsStr");
    var groups = corpus.groups();
    var all = new ArrayList<String>();
    var parts = List.of(new ArrayList<String>(), new ArrayList<String>(), new ArrayList<String>());
    for (int i = 0; i < corpus.size(); i++) {
      int number = 100 * (1000 + i) + i % FOLDERS;
      var path = "%02d/%d".formatted(i % FOLDERS, number);
      var audio = corpus.clips().get(i).audio();
      link(audio, folder.resolve("audio").resolve(path + source.ending()));
      var line = line(number, groups[i], path, audio, moods.get(i));
      all.add(line);
      if (i % 50 != 49) { // some tracks are in no part, as in the large set
        parts
            .get(
                switch (groups[i] % 5) {
                  case 0 -> 2;
                  case 1 -> 1;
                  default -> 0;
                })
            .add(line);
      }
    }
    write(folder.resolve(source.table()), all);
    write(folder.resolve(source.train()), parts.get(0));
    write(folder.resolve(source.validation()), parts.get(1));
    write(folder.resolve(source.test()), parts.get(2));
  }

  private static String line(int number, int group, String path, Path audio, String moods)
      throws IOException {
    var decoded = AudioDecoder.decode(audio);
    var tags = new TreeSet<String>();
    for (var mood : moods.split(";")) {
      tags.add("mood/theme---" + tag(mood.strip().toLowerCase(Locale.ROOT)));
    }
    double seconds = (double) decoded.frames() / decoded.sampleRate();
    return String.format(
        Locale.ROOT,
        "track_%07d\tartist_%06d\talbum_%06d\t%s.mp3\t%.1f\t%s",
        number,
        group,
        group,
        path,
        seconds,
        String.join("\t", tags));
  }

  private static String tag(String mood) {
    return TAGS.entrySet().stream()
        .filter(entry -> entry.getValue().contains(mood))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no tag for the mood '" + mood + "'"));
  }

  private static void link(Path audio, Path target) throws IOException {
    Folders.make(target.getParent());
    Files.deleteIfExists(target);
    try {
      Files.createLink(target, audio.toRealPath());
    } catch (IOException | UnsupportedOperationException e) {
      Files.copy(audio, target);
    }
  }

  private static void write(Path file, List<String> lines) throws IOException {
    var text = Track.HEADER + "\r\n" + String.join("\r\n", lines) + "\r\n";
    CsvFile.writeText(file, text);
  }
}
