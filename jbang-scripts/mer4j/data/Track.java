package mer4j.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import mer4j.CsvFile;

/**
 * A row of the MTG-Jamendo tables (D. Bogdanov et al., 2019): tab-separated, and with as many tag
 * cells as the track has tags, so that rows differ in length.
 *
 * @param id such as {@code track_0000948}
 * @param artist such as {@code artist_000087}
 * @param album such as {@code album_000149}
 * @param path of the full-quality file, such as {@code 48/948.mp3}; its folder is the last two
 *     digits of the track's number
 * @param seconds duration
 * @param tags without their category, sorted, at least one
 */
public record Track(
    String id, String artist, String album, String path, double seconds, List<String> tags) {
  static final String HEADER = "TRACK_ID\tARTIST_ID\tALBUM_ID\tPATH\tDURATION\tTAGS";
  private static final Pattern PATH = Pattern.compile("\\d\\d/\\d{1,9}\\.mp3");
  private static final String CATEGORY = "---";
  private static final int FIRST_TAG = 5;

  /** Tags are copied and sorted. */
  public Track {
    tags = tags.stream().sorted().toList();
  }

  /** Number of the folder that it lies in, 0 to 99. */
  public int folder() {
    return Integer.parseInt(path.substring(0, 2));
  }

  /** Path of another version of its sound: the full-quality one with another ending. */
  public String path(String ending) {
    return path.substring(0, path.length() - ".mp3".length()) + ending;
  }

  /**
   * The label that the recurrent-network study gave it (Chang et al., 2024): the alphabetically
   * first of its tags, whatever the others are.
   */
  public String firstTag() {
    return tags.getFirst();
  }

  /**
   * Reads a table.
   *
   * @param file lines may end in CR LF; a byte-order mark is passed over
   * @throws IOException naming file and line, if it cannot be read or a line is not as described
   */
  public static List<Track> read(Path file) throws IOException {
    var text = CsvFile.readText(file);
    var lines = text.lines().toList();
    if (lines.isEmpty() || !lines.getFirst().replace("\uFEFF", "").equals(HEADER)) {
      throw new IOException(file + ": not a table of tracks: its first line is another");
    }
    var tracks = new ArrayList<Track>();
    var ids = new HashSet<String>();
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      var track = parse(lines.get(i));
      if (track == null || !ids.add(track.id())) {
        throw new IOException(
            "%s: line %d is %s: %s"
                .formatted(
                    file,
                    i + 1,
                    track == null ? "not a track" : "a track that stood there before",
                    CsvFile.quotable(lines.get(i))));
      }
      tracks.add(track);
    }
    return tracks;
  }

  private static Track parse(String line) {
    var cells = List.of(line.split("\t", -1));
    if (cells.size() <= FIRST_TAG
        || cells.get(0).isBlank()
        || cells.get(1).isBlank()
        || !PATH.matcher(cells.get(3)).matches()
        || !cells.get(4).matches("\\d{1,7}(\\.\\d{1,9})?")) {
      return null;
    }
    var tags = new ArrayList<String>();
    for (var cell : cells.subList(FIRST_TAG, cells.size())) {
      int category = cell.indexOf(CATEGORY);
      var tag = category < 0 ? cell : cell.substring(category + CATEGORY.length());
      if (tag.isBlank()) {
        return null;
      }
      tags.add(tag);
    }
    double seconds = Double.parseDouble(cells.get(4));
    return new Track(cells.get(0), cells.get(1), cells.get(2), cells.get(3), seconds, tags);
  }
}
