package mer4j.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * All features on offer, in the order their rows are stacked in a file: first the 14 the study
 * keeps, 204 rows, then the others it computes or leaves out.
 */
public final class FeatureCatalogue {
  private static final List<Feature> OFFERED =
      List.of(
          study("chroma_stft", 12, "", "share of each pitch class, from the power spectrum"),
          study("chroma_cqt", 12, "", "share of each pitch class, from constant-Q bins"),
          new Feature(
              "chroma_vqt",
              12,
              "librosa.feature.chroma_vqt(intervals='ji5')",
              "",
              "share of each pitch class in just intonation",
              true,
              false),
          study("melspectrogram", 128, "power", "energy in 128 bands evenly spaced for the ear"),
          study("mfcc", 20, "dB", "timbre: the smooth shape of the mel spectrum"),
          study("rms", 1, "1 = full scale", "loudness of the waveform"),
          study("spectral_centroid", 1, "Hz", "brightness: the spectrum's mean frequency"),
          study("spectral_bandwidth", 1, "Hz", "how far the spectrum spreads around its mean"),
          study("spectral_contrast", 7, "dB", "peaks against valleys in seven octave bands"),
          study("spectral_flatness", 1, "", "0 for tones, 1 for noise"),
          study("spectral_rolloff", 1, "Hz", "frequency below which 85 % of the magnitude lies"),
          study("tonnetz", 6, "", "harmony: position on circles of fifths and thirds"),
          study("zero_crossing_rate", 1, "per sample", "how often the waveform changes its sign"),
          new Feature(
              "tempo",
              1,
              "librosa.feature.rhythm.tempo",
              "BPM",
              "beats per minute of the whole clip, repeated over its frames",
              true,
              false),
          further("chroma_cens", 12, "", "chroma_cqt quantised and smoothed over 41 frames"),
          further("tempogram", 384, "", "rhythm: correlation of the onsets with themselves"),
          further("tempogram_ratio", 13, "", "the tempogram at note values of the tempo"),
          new Feature(
              "poly_features",
              2,
              "librosa.feature.poly_features(order=1)",
              "per Hz; magnitude",
              "slope and offset of a line through the spectrum",
              false,
              false),
          new Feature(
              "mfcc_delta",
              20,
              "librosa.feature.delta(mfcc)",
              "dB per frame",
              "how fast the timbre changes",
              false,
              false),
          new Feature(
              "mfcc_delta2",
              20,
              "librosa.feature.delta(mfcc, order=2)",
              "dB per frame squared",
              "how fast that change changes",
              false,
              false),
          new Feature(
              "fourier_tempogram",
              193,
              "librosa.feature.fourier_tempogram",
              "",
              "rhythm: complex spectrum of the onsets, one frame more than the others",
              false,
              true));

  private FeatureCatalogue() {}

  private static Feature study(String name, int rows, String unit, String description) {
    return new Feature(name, rows, "librosa.feature." + name, unit, description, true, false);
  }

  private static Feature further(String name, int rows, String unit, String description) {
    return new Feature(name, rows, "librosa.feature." + name, unit, description, false, false);
  }

  /** Every feature on offer, those with a file of their own included. */
  public static List<Feature> offered() {
    return OFFERED;
  }

  /** What {@code --features all} means: every feature that can be stacked with the others. */
  public static List<Feature> all() {
    return OFFERED.stream().filter(feature -> !feature.ownFile()).toList();
  }

  /** The study's 14 features, 204 rows, in its stacking order. */
  public static List<Feature> study() {
    return OFFERED.stream().filter(Feature::inStudy).toList();
  }

  /**
   * The feature of that name.
   *
   * @throws IllegalArgumentException listing the names there are
   */
  public static Feature byName(String name) {
    return OFFERED.stream()
        .filter(feature -> feature.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown feature '" + name + "'; allowed: study, all, or names of " + names()));
  }

  /**
   * Features by a text as given on a command line.
   *
   * @param text {@code study}, {@code all}, or names separated by commas
   * @return in the catalogue's order, each once
   * @throws IllegalArgumentException for an unknown name, listing the allowed ones
   */
  public static List<Feature> parse(String text) {
    var chosen = new LinkedHashSet<Feature>();
    for (var name : Arrays.stream(text.split(",", -1)).map(String::strip).toList()) {
      switch (name) {
        case "study" -> chosen.addAll(study());
        case "all" -> chosen.addAll(all());
        default -> chosen.add(byName(name));
      }
    }
    return inOrder(chosen);
  }

  /** These features in the catalogue's order, each once. */
  static List<Feature> inOrder(Iterable<Feature> features) {
    var wanted = new LinkedHashSet<String>();
    features.forEach(feature -> wanted.add(byName(feature.name()).name()));
    return OFFERED.stream().filter(feature -> wanted.contains(feature.name())).toList();
  }

  /** Names of the rows of these features stacked on each other, such as {@code mfcc_0}. */
  public static List<String> rowNames(List<Feature> features) {
    var names = new ArrayList<String>();
    for (var feature : features) {
      IntStream.range(0, feature.rows()).mapToObj(feature::rowName).forEach(names::add);
    }
    return names;
  }

  /** All features in lines of aligned columns: name, rows, unit, set, librosa's name, meaning. */
  public static String table() {
    var text = new StringBuilder();
    var format = "%-19s %4s  %-20s %-8s %-45s %s%n";
    text.append(
        format.formatted("feature", "rows", "unit", "chosen", "librosa 0.11", "what it says"));
    for (var feature : OFFERED) {
      var set = feature.inStudy() ? "study" : feature.ownFile() ? "by name" : "all";
      text.append(
          format.formatted(
              feature.name(),
              feature.rows(),
              feature.unit(),
              set,
              feature.librosaName(),
              feature.description()));
    }
    return text.toString();
  }

  private static String names() {
    return OFFERED.stream().map(Feature::name).collect(Collectors.joining(", "));
  }
}
