package mer4j.features;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import mer4j.audio.AudioLoader;

/**
 * What is computed from a clip. Two extractions with equal settings of the same clip give the same
 * file; the {@link #digest()} of the settings names them in manifests, folders and models.
 *
 * @param features in the catalogue's order, whatever order they were given in, each once
 * @param sampleRate rate in Hz that clips are resampled to, or 0 to keep each clip's own
 * @param cut which frames of a clip's main file are kept; null for all
 */
public record ExtractionSettings(List<Feature> features, int sampleRate, FrameCut cut) {
  /** Rate the study resamples to. */
  public static final int STUDY_SAMPLE_RATE = 22050;

  /**
   * Counted up by hand whenever the numbers that the extractor computes change, so that stored
   * features are computed again.
   */
  public static final int EXTRACTOR_VERSION = 1;

  private static final String NATIVE = "native";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @throws IllegalArgumentException if there is no feature, or the rate is neither 0 nor one from
   *     1000 to 768 000 Hz
   */
  public ExtractionSettings {
    features = FeatureCatalogue.inOrder(features);
    if (features.isEmpty()) {
      throw new IllegalArgumentException("no features chosen; allowed: study, all, or names");
    }
    if (sampleRate != 0
        && (sampleRate < AudioLoader.MIN_SAMPLE_RATE || sampleRate > AudioLoader.MAX_SAMPLE_RATE)) {
      throw new IllegalArgumentException(
          "a sample rate of %d Hz is not allowed; give 'native' or one from %d to %d"
              .formatted(sampleRate, AudioLoader.MIN_SAMPLE_RATE, AudioLoader.MAX_SAMPLE_RATE));
    }
  }

  /** Settings that keep all frames. */
  public ExtractionSettings(List<Feature> features, int sampleRate) {
    this(features, sampleRate, null);
  }

  /** The study's 14 features at 22 050 Hz. */
  public static ExtractionSettings study() {
    return new ExtractionSettings(FeatureCatalogue.study(), STUDY_SAMPLE_RATE);
  }

  /**
   * Settings by texts as given on a command line.
   *
   * @param features {@code study}, {@code all}, or names separated by commas
   * @param sampleRate {@code native} or a number of Hz
   * @throws IllegalArgumentException naming what is wrong and what is allowed
   */
  public static ExtractionSettings parse(String features, String sampleRate) {
    return new ExtractionSettings(FeatureCatalogue.parse(features), parseRate(sampleRate));
  }

  private static int parseRate(String text) {
    if (text.equals(NATIVE)) {
      return 0;
    }
    try {
      int rate = Integer.parseInt(text);
      if (rate != 0) {
        return rate;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "sample rate '" + text + "' is not allowed; give 'native' or a number of Hz like 22050");
  }

  /** Features stacked in a clip's main file: all but those with a file of their own. */
  public List<Feature> stacked() {
    return features.stream().filter(feature -> !feature.ownFile()).toList();
  }

  /** Rows of a clip's main file. */
  public int rows() {
    return stacked().stream().mapToInt(Feature::rows).sum();
  }

  /**
   * First row of a feature in a clip's main file.
   *
   * @throws IllegalArgumentException if it is not in there
   */
  public int firstRow(String feature) {
    int row = 0;
    for (var candidate : stacked()) {
      if (candidate.name().equals(feature)) {
        return row;
      }
      row += candidate.rows();
    }
    throw new IllegalArgumentException(
        "no feature '" + feature + "' among " + names() + " in the clip's main file");
  }

  /** Names of the rows of a clip's main file, such as {@code mfcc_0}. */
  public List<String> rowNames() {
    return FeatureCatalogue.rowNames(stacked());
  }

  /** 16 hexadecimal digits that change with the options and with the extractor's version. */
  public String digest() {
    var text =
        "extractor=" + EXTRACTOR_VERSION + ";sample_rate=" + sampleRate + ";features=" + names();
    return Sha256.of(cut == null ? text : text + ";cut=" + cut).substring(0, 16);
  }

  /** One line of JSON that {@link #fromJson} reads. */
  public String toJson() {
    var node = JSON.createObjectNode();
    var list = node.putArray("features");
    features.forEach(feature -> list.add(feature.name()));
    if (sampleRate == 0) {
      node.put("sample_rate", NATIVE);
    } else {
      node.put("sample_rate", sampleRate);
    }
    if (cut != null) {
      node.putObject("cut").put("frames", cut.frames()).put("position", cut.position());
    }
    node.put("extractor", EXTRACTOR_VERSION);
    node.put("digest", digest());
    return node.toString();
  }

  /**
   * Settings from {@link #toJson}.
   *
   * @throws IllegalArgumentException if the text is not such JSON, or was written by another
   *     version of the extractor, whose numbers this one would not compute
   */
  public static ExtractionSettings fromJson(String json) {
    try {
      var node = JSON.readTree(json);
      int version = node.path("extractor").asInt(-1);
      if (version != EXTRACTOR_VERSION) {
        throw new IllegalArgumentException(
            "feature settings of extractor version %s; this is version %d: extract again"
                .formatted(node.path("extractor").asText("(none)"), EXTRACTOR_VERSION));
      }
      var features = new ArrayList<Feature>();
      node.path("features").forEach(name -> features.add(FeatureCatalogue.byName(name.asText())));
      var cut = node.path("cut");
      return new ExtractionSettings(
          features,
          parseRate(node.path("sample_rate").asText()),
          cut.isMissingNode()
              ? null
              : new FrameCut(cut.path("frames").asInt(), cut.path("position").asDouble(-1)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "feature settings are not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private String names() {
    return features.stream().map(Feature::name).collect(Collectors.joining(","));
  }

  @Override
  public String toString() {
    return names()
        + (sampleRate == 0 ? " at each clip's own rate" : " at " + sampleRate + " Hz")
        + (cut == null ? "" : ", " + cut);
  }
}
