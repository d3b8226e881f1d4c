package mer4j.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import mer4j.CsvFile;
import mer4j.features.ExtractionSettings;
import mer4j.features.FeatureCatalogue;
import mer4j.features.FrameCut;

/**
 * What the project knows about a data set without having it: where it comes from, what may be done
 * with it, which files belong to it. Read from {@code data/NAME.json}, after the model of mirdata
 * (R. Bittner et al., ISMIR 2019).
 *
 * @param name what {@code --dataset} takes
 * @param title for readers
 * @param description one or two sentences
 * @param homepage where it is offered
 * @param citation what to cite
 * @param licence what may be done with it
 * @param classes names of the classes, in the order of their numbers
 * @param classMeanings a few words for each class
 * @param clips how many
 * @param frames frames per clip at 22,050 Hz and hop 512 that studies cut and pad to
 * @param extension of the sound files, without dot
 * @param index file beside the descriptor with id, class, group, size and SHA-256 of each clip
 * @param tables label tables that come with the set
 * @param remote where it can be downloaded, possibly nowhere
 * @param composition how to compose it, for the embedded corpus; null otherwise
 * @param groups what the groups are
 * @param splits divisions that studies of the set used
 * @param augmentedFrames frames per clip of the set made from it by augmentation, 0 for the same
 * @param balanced whether the study filled its classes up to equal size before it divided them
 * @param tracks for sets of tagged tracks, whose index is a table that comes with them; else null
 * @param extraction how the study computed features, where it did not so at 22,050 Hz from whole
 *     clips; else null
 */
public record DatasetDescriptor(
    String name,
    String title,
    String description,
    String homepage,
    String citation,
    String licence,
    List<String> classes,
    List<String> classMeanings,
    int clips,
    int frames,
    String extension,
    String index,
    List<LabelTable> tables,
    List<RemoteFile> remote,
    Composition composition,
    String groups,
    List<SplitRule> splits,
    int augmentedFrames,
    boolean balanced,
    TrackSource tracks,
    Extraction extraction) {

  /**
   * A label table of the set.
   *
   * @param file its name
   * @param idColumn the column that holds clip ids
   * @param labelColumn the column that holds classes
   * @param columns further columns it must have
   */
  public record LabelTable(String file, String idColumn, String labelColumn, List<String> columns) {
    /** A missing list is an empty one. */
    public LabelTable {
      columns = columns == null ? List.of() : List.copyOf(columns);
    }
  }

  /**
   * A file, or a zip archive of files, to download.
   *
   * @param url its address
   * @param sha256 its checksum, or null where only the files inside are checked
   * @param note for readers
   */
  public record RemoteFile(String url, String sha256, String note) {}

  /**
   * Arguments of {@link mer4j.corpus.EmbeddedCorpus}.
   *
   * @param seconds length of a clip
   * @param seed of everything drawn
   */
  public record Composition(double seconds, long seed) {}

  /**
   * How features are computed.
   *
   * @param sampleRate in Hz, 0 for each clip's own
   * @param position where the frames that are kept lie: 0 at the start, 0.5 in the middle, 1 at the
   *     end; as many are kept as the set has frames per clip
   * @param note where this is known from
   */
  public record Extraction(int sampleRate, double position, String note) {
    /**
     * The study's features computed so.
     *
     * @param frames how many are kept of a clip
     */
    ExtractionSettings settings(int frames) {
      return new ExtractionSettings(
          FeatureCatalogue.study(), sampleRate, new FrameCut(frames, position));
    }
  }

  /**
   * A division that a study used.
   *
   * @param name for {@link DatasetDescriptor#split}
   * @param source who used it
   * @param testSize share of the clips that is tested
   * @param validationSize share of the rest that settings are chosen on, 0 for none
   * @param stratified whether each class has its share of each part
   * @param seed of the draw
   */
  public record SplitRule(
      String name,
      String source,
      double testSize,
      double validationSize,
      boolean stratified,
      long seed) {
    /**
     * Applies the rule.
     *
     * @param labels class of each clip, in the data set's order
     * @throws IllegalArgumentException if there are too few clips
     */
    public Split apply(int[] labels) {
      var outer = divide(labels, testSize);
      if (validationSize == 0) {
        return new Split(outer[0], new int[0], outer[1]);
      }
      var inner = divide(Splits.pick(labels, outer[0]), validationSize);
      return new Split(Splits.pick(outer[0], inner[0]), Splits.pick(outer[0], inner[1]), outer[1]);
    }

    private int[][] divide(int[] labels, double size) {
      return stratified
          ? Splits.stratifiedTrainTest(labels, size, seed)
          : Splits.trainTest(labels.length, size, seed);
    }
  }

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** Missing lists are empty ones. */
  public DatasetDescriptor {
    classMeanings = classMeanings == null ? List.of() : List.copyOf(classMeanings);
    tables = tables == null ? List.of() : List.copyOf(tables);
    remote = remote == null ? List.of() : List.copyOf(remote);
    splits = splits == null ? List.of() : List.copyOf(splits);
  }

  /**
   * Reads a descriptor.
   *
   * @throws IOException naming the file, if it cannot be read or does not follow the form
   */
  public static DatasetDescriptor read(Path file) throws IOException {
    try {
      var descriptor = JSON.readValue(CsvFile.readText(file), DatasetDescriptor.class);
      if (descriptor == null
          || descriptor.name == null
          || descriptor.index == null && descriptor.tracks == null
          || descriptor.classes == null) {
        throw new IOException(file + ": a data set needs at least name, index and classes");
      }
      return descriptor;
    } catch (JsonProcessingException e) {
      var reason = CsvFile.quotable(e.getOriginalMessage());
      throw new IOException(file + ": not a data set descriptor: " + reason, e);
    }
  }

  /** The study's features as the study computed them on this set. */
  public ExtractionSettings settings() {
    return extraction == null ? ExtractionSettings.study() : extraction.settings(frames);
  }

  /** Name, number of clips and title in one line of a list. */
  public String summary() {
    return "%-10s %5d clips  %s".formatted(name, clips, title);
  }

  /**
   * The division of this name.
   *
   * @throws IllegalArgumentException listing the names there are
   */
  public SplitRule split(String ruleName) {
    return splits.stream()
        .filter(rule -> rule.name().equals(ruleName))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "data set %s has no split '%s'; it has %s"
                        .formatted(name, ruleName, splits.stream().map(SplitRule::name).toList())));
  }
}
