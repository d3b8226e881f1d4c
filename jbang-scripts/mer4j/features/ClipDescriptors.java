package mer4j.features;

import java.util.ArrayList;
import java.util.List;
import mer4j.dsp.Decibels;

/**
 * A clip in 450 numbers of nine kinds, whatever its length, made for telling emotions apart: what
 * it sounds like and how much that changes, how loudness moves in every band, the pulse, and the
 * key and its clarity.
 *
 * <p>Every kind is a block of columns. A model that gives each block the same say ({@code
 * mer4j.baselines.BlockScaler}) does not let 96 numbers on modulation drown 6 on the pulse.
 *
 * <p>Unlike {@link SongStatistics}, which keeps the study's choice, energies are told in decibels,
 * rows that say where a piece stands on the circle of keys are turned to its own tonic, and
 * movement is looked at over six seconds, not only from frame to frame.
 */
public final class ClipDescriptors {
  /** Frames per second of the study's features: a hop of 512 samples at 22050 Hz. */
  static final double FRAME_RATE = 22050 / 512.0;

  /** Bands of eight neighbouring mel rows each. */
  static final int BANDS = 16;

  private static final float QUIETEST = 1e-5f;
  private static final List<Block> BLOCKS = layout();

  private ClipDescriptors() {}

  /**
   * Columns of one kind.
   *
   * @param name of the kind
   * @param from first column
   * @param to column after the last one
   */
  public record Block(String name, int from, int to) {
    /** Number of columns. */
    public int width() {
      return to - from;
    }
  }

  private static List<Block> layout() {
    var blocks = new ArrayList<Block>();
    int at = 0;
    for (var name :
        List.of(
            "mel",
            "mfcc",
            "shape",
            "tonnetz",
            "modulation",
            "modulation_spread",
            "periodicity",
            "pulse",
            "key")) {
      int width =
          switch (name) {
            case "mel" -> 3 * BANDS;
            case "mfcc" -> 3 * 20;
            case "shape" -> 3 * 13;
            case "tonnetz" -> 3 * 6;
            case "periodicity" -> OnsetPeriodicity.TEMPI;
            case "pulse" -> OnsetPeriodicity.PULSE;
            case "key" -> KeyProfile.NUMBERS;
            default -> BANDS * ModulationSpectrum.RANGES;
          };
      blocks.add(new Block(name, at, at + width));
      at += width;
    }
    return List.copyOf(blocks);
  }

  /**
   * The kinds of numbers, in order.
   *
   * <ul>
   *   <li>{@code mel}, {@code mfcc}, {@code shape} (loudness, centroid, bandwidth, contrast,
   *       flatness, rolloff, zero crossings), {@code tonnetz}: of every row the mean, the
   *       population standard deviation and the mean absolute change from frame to frame;
   *   <li>{@code modulation}, {@code modulation_spread}: {@link ModulationSpectrum};
   *   <li>{@code periodicity}, {@code pulse}: {@link OnsetPeriodicity};
   *   <li>{@code key}: {@link KeyProfile}.
   * </ul>
   */
  public static List<Block> blocks() {
    return BLOCKS;
  }

  /** Number of columns. */
  public static int columns() {
    return BLOCKS.getLast().to();
  }

  /** Names of the columns, such as {@code mfcc_17}. */
  public static List<String> names() {
    var names = new ArrayList<String>();
    for (var block : BLOCKS) {
      for (int i = 0; i < block.width(); i++) {
        names.add(block.name() + "_" + i);
      }
    }
    return names;
  }

  /**
   * The numbers of a clip.
   *
   * @param study the study's 204 rows at 22050 Hz, true frames only
   * @return finite numbers in the order of {@link #blocks()}
   * @throws IllegalArgumentException if the matrix has other rows, or no frame
   */
  public static double[] of(FeatureMatrix study) {
    var settings = ExtractionSettings.study();
    if (study.rows() != settings.rows() || study.frames() == 0) {
      throw new IllegalArgumentException(
          "descriptors are defined for the study's %d rows and at least one frame; given %d x %d"
              .formatted(settings.rows(), study.rows(), study.frames()));
    }
    var levels = levels(study, settings);
    var bands = bands(levels);
    var numbers = new double[columns()];
    int at = moments(bands, numbers, 0);
    at = moments(rows(study, settings, "mfcc"), numbers, at);
    at = moments(shape(study, settings), numbers, at);
    at = moments(rows(study, settings, "tonnetz"), numbers, at);
    at = ModulationSpectrum.write(bands, numbers, at);
    float tempo = study.at(settings.firstRow("tempo"), 0);
    at = OnsetPeriodicity.write(levels, tempo, numbers, at);
    KeyProfile.write(rows(study, settings, "chroma_cqt"), numbers, at);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Double.isFinite(numbers[i]) ? numbers[i] : 0;
    }
    return numbers;
  }

  private static float[][] rows(FeatureMatrix study, ExtractionSettings settings, String feature) {
    int first = settings.firstRow(feature);
    var rows = new float[FeatureCatalogue.byName(feature).rows()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = study.row(first + i);
    }
    return rows;
  }

  /** The mel spectrogram in dB, at most 80 below its greatest level. */
  private static float[][] levels(FeatureMatrix study, ExtractionSettings settings) {
    return Decibels.ofPower(rows(study, settings, "melspectrogram"));
  }

  private static float[][] bands(float[][] levels) {
    int each = levels.length / BANDS;
    var bands = new float[BANDS][levels[0].length];
    for (int b = 0; b < BANDS; b++) {
      for (int t = 0; t < bands[b].length; t++) {
        double sum = 0;
        for (int i = 0; i < each; i++) {
          sum += levels[b * each + i][t];
        }
        bands[b][t] = (float) (sum / each);
      }
    }
    return bands;
  }

  private static float[][] shape(FeatureMatrix study, ExtractionSettings settings) {
    var shape = new ArrayList<float[]>();
    for (var feature :
        List.of(
            "rms",
            "spectral_centroid",
            "spectral_bandwidth",
            "spectral_contrast",
            "spectral_flatness",
            "spectral_rolloff",
            "zero_crossing_rate")) {
      for (var row : rows(study, settings, feature)) {
        for (int t = 0; t < row.length; t++) {
          row[t] =
              switch (feature) {
                case "rms" -> (float) (20 * Math.log10(Math.max(QUIETEST, row[t])));
                case "spectral_flatness" ->
                    (float) Math.log10(Math.max(Decibels.LEAST_POWER, row[t]));
                default -> row[t];
              };
        }
        shape.add(row);
      }
    }
    return shape.toArray(float[][]::new);
  }

  /** All means, then all deviations, then all mean changes; none for a single frame. */
  private static int moments(float[][] rows, double[] numbers, int at) {
    for (int r = 0; r < rows.length; r++) {
      var row = rows[r];
      double change = 0;
      for (int t = 1; t < row.length; t++) {
        change += Math.abs((double) row[t] - row[t - 1]);
      }
      numbers[at + r] = RowMoments.mean(row);
      numbers[at + rows.length + r] = Math.sqrt(RowMoments.central(row, 2));
      numbers[at + 2 * rows.length + r] = change / Math.max(1, row.length - 1);
    }
    return at + 3 * rows.length;
  }
}
