package mer4j.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mer4j.features.ExtractionSettings;
import mer4j.features.Sha256;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Labelled clips in a fixed order: by class, then by id, so that a seed names one split everywhere.
 * Immutable. Opened by {@link Datasets}.
 */
public final class Dataset {
  private final String name;
  private final Path folder;
  private final Path features;
  private final List<String> classes;
  private final List<Clip> clips;
  private final List<String> fingerprints;
  private final List<CsvTable> tables;
  private final List<String> missing;
  private final DatasetDescriptor descriptor;
  private final AugmentedSettings made;
  private int frames;

  /** Column that groups were taken from; null if they are those of the set itself. */
  private String grouping;

  /**
   * @param fingerprints per clip, a checksum or what else tells one content from another
   * @param tables joined to the clips by their first column
   * @param frames frames per clip, or 0 to find out from the sound
   * @param descriptor of a named set, else null
   */
  Dataset(
      String name,
      Path folder,
      Path features,
      List<String> classes,
      List<Clip> clips,
      List<String> fingerprints,
      List<CsvTable> tables,
      List<String> missing,
      int frames,
      DatasetDescriptor descriptor) {
    this(
        name,
        folder,
        features,
        classes,
        clips,
        fingerprints,
        tables,
        missing,
        frames,
        descriptor,
        null);
  }

  /**
   * @param made how it was made from another set; null if it was not
   */
  Dataset(
      String name,
      Path folder,
      Path features,
      List<String> classes,
      List<Clip> clips,
      List<String> fingerprints,
      List<CsvTable> tables,
      List<String> missing,
      int frames,
      DatasetDescriptor descriptor,
      AugmentedSettings made) {
    this.name = name;
    this.folder = folder;
    this.features = features;
    this.classes = List.copyOf(classes);
    this.clips = List.copyOf(clips);
    this.fingerprints = List.copyOf(fingerprints);
    this.tables = List.copyOf(tables);
    this.missing = List.copyOf(missing);
    this.frames = frames;
    this.descriptor = descriptor;
    this.made = made;
  }

  /** Its registry name, or the name of its folder. */
  public String name() {
    return name;
  }

  /** Name of the set whose clips it was made from by augmentation; else its own name. */
  public String origin() {
    return made == null ? name : made.source();
  }

  /** Where it lies. */
  public Path folder() {
    return folder;
  }

  /** What is known about a named set; empty for a folder of one's own. */
  public Optional<DatasetDescriptor> descriptor() {
    return Optional.ofNullable(descriptor);
  }

  /** Names of the classes, by their numbers. */
  public List<String> classes() {
    return classes;
  }

  /** The clips, sorted by class, then by id. */
  public List<Clip> clips() {
    return clips;
  }

  /** Number of clips. */
  public int size() {
    return clips.size();
  }

  /** Ids of the clips, in order. */
  public List<String> ids() {
    return clips.stream().map(Clip::id).toList();
  }

  /** Class number of each clip. */
  public int[] labels() {
    return clips.stream().mapToInt(Clip::label).toArray();
  }

  /**
   * Group of each clip, numbered from 0: in the order of their numbers where all are numbers, else
   * in the order of their names.
   */
  public int[] groups() {
    var names = clips.stream().map(Clip::group).collect(Collectors.toCollection(HashSet::new));
    boolean numbers = names.stream().allMatch(group -> group.matches("\\d{1,9}"));
    var order = new ArrayList<>(names);
    order.sort(
        numbers
            ? java.util.Comparator.comparingInt(Integer::parseInt)
            : java.util.Comparator.naturalOrder());
    var number =
        IntStream.range(0, order.size()).boxed().collect(Collectors.toMap(order::get, i -> i));
    return clips.stream().mapToInt(clip -> number.get(clip.group())).toArray();
  }

  /** What protocols need to know to divide the clips. */
  public SplitFacts facts() {
    boolean balanced = made == null ? descriptor != null && descriptor.balanced() : made.balanced();
    return SplitFacts.of(clips, groups(), balanced);
  }

  /**
   * The same set with other groups, such as {@code groupedBy("Source")} for an augmented set whose
   * clips are grouped by artist.
   *
   * @param column of {@link #table()}
   * @throws IllegalArgumentException listing the columns there are
   */
  public Dataset groupedBy(String column) {
    var table = table();
    if (!table.containsColumn(column)) {
      throw new IllegalArgumentException(
          "data set %s has no column '%s'; it has %s"
              .formatted(name, column, String.join(", ", table.columnNames())));
    }
    var cells = table.column(column);
    var regrouped =
        IntStream.range(0, size())
            .mapToObj(i -> clips.get(i).withGroup(cells.getString(i)))
            .toList();
    var other = with(regrouped, fingerprints, missing);
    other.grouping = column;
    return other;
  }

  /** The column that {@link #groupedBy} took groups from; empty for the set's own groups. */
  public Optional<String> grouping() {
    return Optional.ofNullable(grouping);
  }

  /** Whether every clip that belongs to it is there. */
  public boolean complete() {
    return missing.isEmpty();
  }

  /** Ids of the clips that belong to it but are not there. */
  public List<String> missing() {
    return missing;
  }

  /**
   * Frames per clip for a tensor, at 22,050 Hz and hop 512: the study's count for a named set, else
   * the longest clip's, at most 1295. In a folder of one's own this decodes clips until one is as
   * long as that.
   *
   * @throws IOException if no clip can be decoded
   */
  public synchronized int frames() throws IOException {
    if (frames == 0) {
      frames = ClipLengths.longest(clips, MAX_FRAMES);
    }
    return frames;
  }

  /** What the study cuts and pads its clips of half a minute to. */
  static final int MAX_FRAMES = 1295;

  /** A name for files made from it, unlike those of other data sets of the same name. */
  String key() {
    return features.getParent().getFileName().toString();
  }

  /**
   * The study's features as the study computed them on this set: from whole clips at 22,050 Hz
   * unless the description of the set, or of the one it was made from, says otherwise.
   */
  public ExtractionSettings settings() {
    if (made != null) {
      return made.features();
    }
    return descriptor == null ? ExtractionSettings.study() : descriptor.settings();
  }

  /** Where features made with these settings are kept. */
  public Path featureFolder(ExtractionSettings settings) {
    return features.resolve(settings.digest());
  }

  /**
   * One row per clip, in the order of {@link #clips()}: Song, Artist and Title where the set's
   * tables have them, Quadrant (the class), Group, then what else the tables say about it. Columns
   * of nothing but numbers are numeric. A cell the tables lack is missing.
   */
  public Table table() {
    var table = Table.create(name);
    table.addColumns(StringColumn.create("Song", ids()));
    table.addColumns(
        StringColumn.create(
            "Quadrant", clips.stream().map(clip -> classes.get(clip.label())).toList()));
    table.addColumns(StringColumn.create("Group", clips.stream().map(Clip::group).toList()));
    for (var source : tables) {
      TableColumns.join(table, clips, source);
    }
    return TableColumns.inOrder(table, List.of("Song", "Artist", "Title", "Quadrant"));
  }

  /** The same set without some clips, say those whose sound cannot be decoded. */
  public Dataset without(Collection<String> ids) {
    var gone = new HashSet<>(ids);
    var keep =
        IntStream.range(0, clips.size()).filter(i -> !gone.contains(clips.get(i).id())).toArray();
    var left = new ArrayList<>(missing);
    clips.stream().map(Clip::id).filter(gone::contains).forEach(left::add);
    return with(
        IntStream.of(keep).mapToObj(clips::get).toList(),
        IntStream.of(keep).mapToObj(fingerprints::get).toList(),
        left);
  }

  private Dataset with(List<Clip> ofClips, List<String> ofContents, List<String> ofMissing) {
    var other =
        new Dataset(
            name,
            folder,
            features,
            classes,
            ofClips,
            ofContents,
            tables,
            ofMissing,
            frames,
            descriptor,
            made);
    other.grouping = grouping;
    return other;
  }

  /** SHA-256 over ids, classes, groups and file contents (sizes, in a folder of one's own). */
  public String digest() {
    var text = new StringBuilder(String.join("|", classes)).append('\n');
    for (int i = 0; i < clips.size(); i++) {
      var clip = clips.get(i);
      text.append(clip.id()).append('|').append(clip.label()).append('|').append(clip.group());
      text.append('|').append(fingerprints.get(i)).append('\n');
    }
    return Sha256.of(text.toString());
  }

  @Override
  public String toString() {
    return "%s: %d clips in %d classes".formatted(name, clips.size(), classes.size());
  }
}
