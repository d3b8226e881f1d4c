package mer4j.data;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mer4j.CsvFile;
import mer4j.features.ExtractionSettings;

/**
 * How an augmented set was made, kept in its folder as {@value #FILE}.
 *
 * @param version of the augmentations, counted up by hand when the bytes they give change
 * @param source name of the set it was made from
 * @param sourceDigest digest of that set
 * @param classes its classes, by their numbers
 * @param clips how many clips there are in all
 * @param frames frames per clip for a tensor
 * @param variants what was made of every clip
 * @param seed what everything drawn follows from
 * @param extraction how features of the source are computed; null for the usual way
 * @param balanced whether the source's study filled its classes up to equal size
 * @param division the source's own; null if it has none
 */
record AugmentedSettings(
    int version,
    String source,
    String sourceDigest,
    List<String> classes,
    int clips,
    int frames,
    List<String> variants,
    long seed,
    @JsonInclude(JsonInclude.Include.NON_NULL) DatasetDescriptor.Extraction extraction,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean balanced,
    @JsonInclude(JsonInclude.Include.NON_NULL) Division division) {
  /**
   * The official division of the source, by ids of recordings.
   *
   * @param train to learn from
   * @param validation to choose settings on
   * @param test to test on
   */
  record Division(List<String> train, List<String> validation, List<String> test) {
    Division {
      train = train == null ? List.of() : List.copyOf(train);
      validation = validation == null ? List.of() : List.copyOf(validation);
      test = test == null ? List.of() : List.copyOf(test);
    }

    private static Division of(Dataset source) {
      return new Division(
          ids(source, Clip.Part.TRAIN),
          ids(source, Clip.Part.VALIDATION),
          ids(source, Clip.Part.TEST));
    }

    private static List<String> ids(Dataset source, Clip.Part part) {
      return source.clips().stream().filter(c -> c.part() == part).map(Clip::id).toList();
    }

    private Map<String, Clip.Part> parts() {
      var parts = new HashMap<String, Clip.Part>();
      train.forEach(id -> parts.put(id, Clip.Part.TRAIN));
      validation.forEach(id -> parts.put(id, Clip.Part.VALIDATION));
      test.forEach(id -> parts.put(id, Clip.Part.TEST));
      return parts;
    }
  }

  static final String FILE = "augmentation.json";

  private static final int VERSION = 1;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  AugmentedSettings {
    classes = classes == null ? List.of() : List.copyOf(classes);
    variants = variants == null ? List.of() : List.copyOf(variants);
  }

  static AugmentedSettings of(Dataset source, DatasetAugmentation.Options options)
      throws IOException {
    int studied = source.descriptor().map(DatasetDescriptor::augmentedFrames).orElse(0);
    return new AugmentedSettings(
        VERSION,
        source.name(),
        source.digest(),
        source.classes(),
        source.size() * (1 + options.variants().size()),
        studied > 0 ? studied : source.frames(),
        options.variants().stream().map(Variant::toString).toList(),
        options.seed(),
        source.descriptor().map(DatasetDescriptor::extraction).orElse(null),
        source.facts().balanced(),
        source.facts().hasOfficial() ? Division.of(source) : null);
  }

  /** The study's features, computed as they are of the source. */
  ExtractionSettings features() {
    return extraction == null ? ExtractionSettings.study() : extraction.settings(frames);
  }

  /** Part of the source's own division by id of recording; those in no part are left out. */
  Map<String, Clip.Part> parts() {
    return division == null ? Map.of() : division.parts();
  }

  static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  static AugmentedSettings read(Path folder) throws IOException {
    var file = folder.resolve(FILE);
    try {
      var settings = JSON.readValue(CsvFile.readText(file), AugmentedSettings.class);
      if (settings == null || settings.source == null || settings.classes.size() < 2) {
        throw new IOException(file + ": it needs at least a source and two classes");
      }
      return settings;
    } catch (JsonProcessingException e) {
      var reason = CsvFile.quotable(e.getOriginalMessage());
      throw new IOException(file + ": not the settings of an augmentation: " + reason, e);
    }
  }

  void write(Path folder) throws IOException {
    var text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
    CsvFile.writeText(folder.resolve(FILE), text + "\n");
  }

  /** In which point other settings differ from these; null if they do not. */
  String difference(AugmentedSettings other) {
    if (!source.equals(other.source)) {
      return "it was made from " + source;
    }
    if (version != other.version) {
      return "it was made by another version of the augmentations";
    }
    if (!sourceDigest.equals(other.sourceDigest) || !classes.equals(other.classes)) {
      return "the clips of " + source + " were others";
    }
    if (!variants.equals(other.variants)) {
      return "its variants are " + String.join(",", variants);
    }
    if (seed != other.seed) {
      return "its seed is " + seed;
    }
    return frames == other.frames ? null : "its clips have " + frames + " frames";
  }
}
