package mer4j.cli;

import mer4j.data.Dataset;
import picocli.CommandLine.Option;

/** The option {@code --groups} of scripts that divide clips leak-free; a mixin. */
public final class GroupsOption {
  @Option(
      names = "--groups",
      paramLabel = "COLUMN",
      description = "What leak-free keeps on one side: a column, such as Source (default: artist).")
  private String column;

  /** For picocli. */
  public GroupsOption() {}

  /** Name of the column of groups; null for artists. */
  String column() {
    return column;
  }

  /** The clips, grouped as asked for. */
  public Dataset of(Dataset clips) {
    return column == null ? clips : clips.groupedBy(column);
  }
}
