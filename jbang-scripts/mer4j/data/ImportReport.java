package mer4j.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an import left: which files of a data set are there.
 *
 * @param clips number of clips that belong to the set
 * @param present ids of those that were there and right before
 * @param added ids of those brought now
 * @param missing ids of those that are not there
 * @param differing ids of those of which only another version was found: its bytes are not those of
 *     the index
 * @param tables label tables that are there
 * @param damagedTables label tables found that do not fit the set, with the reason
 */
public record ImportReport(
    int clips,
    List<String> present,
    List<String> added,
    List<String> missing,
    List<String> differing,
    List<String> tables,
    List<String> damagedTables) {
  /** Whether every clip is there with the right bytes, and no table is damaged. */
  public boolean complete() {
    return present.size() + added.size() == clips && damagedTables.isEmpty();
  }

  /**
   * One line: how many clips and which tables are there.
   *
   * @param folder where they are
   */
  public String summary(Path folder) {
    return "%d of %d clips in %s (%d added now); label tables: %s"
        .formatted(
            here(),
            clips,
            folder,
            added.size(),
            tables.isEmpty() ? "none" : String.join(", ", tables));
  }

  /**
   * A line for each kind of trouble.
   *
   * @param shown how many clips a line names
   */
  public List<String> troubles(int shown) {
    var lines = new ArrayList<String>();
    line("missing", missing, shown, lines);
    line("not as the index says", differing, shown, lines);
    damagedTables.forEach(table -> lines.add("table not used: " + table));
    return lines;
  }

  private static void line(String what, List<String> ids, int shown, List<String> lines) {
    if (!ids.isEmpty()) {
      int more = ids.size() - Math.min(shown, ids.size());
      lines.add(
          "%d clips %s: %s%s"
              .formatted(
                  ids.size(),
                  what,
                  String.join(", ", ids.subList(0, ids.size() - more)),
                  more > 0 ? " and " + more + " more" : ""));
    }
  }

  /** Number of clips that are there with the right bytes. */
  public int here() {
    return present.size() + added.size();
  }
}
