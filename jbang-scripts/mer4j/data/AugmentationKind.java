package mer4j.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import mer4j.audio.AddNoise;
import mer4j.audio.Augmentation;
import mer4j.audio.Gain;
import mer4j.audio.TimeShift;
import mer4j.audio.TimeStretch;
import mer4j.dsp.VocoderPitchShift;

/** The augmentations on offer, each with one number that may be fixed or drawn from a range. */
public enum AugmentationKind {
  /** White noise; the number is its standard deviation, full scale 1. */
  NOISE(AddNoise.STUDY_LEVEL, AddNoise.STUDY_LEVEL, AddNoise::new),
  /** A random shift in time; the number is the bound of the shift in seconds. */
  SHIFT(TimeShift.STUDY_MAX_SECONDS, TimeShift.STUDY_MAX_SECONDS, TimeShift::new),
  /** Another pitch; the number is semitones up. */
  PITCH(2, 2, VocoderPitchShift::new),
  /** Another pace at the same pitch; the number is how many times as fast. Not in the study. */
  STRETCH(.8, 1.25, TimeStretch::new),
  /** Another loudness; the number is dB. Not in the study. */
  GAIN(-12, 6, Gain::new);

  private final double least;
  private final double most;
  private final DoubleFunction<Augmentation> maker;

  AugmentationKind(double least, double most, DoubleFunction<Augmentation> maker) {
    this.least = least;
    this.most = most;
    this.maker = maker;
  }

  /** Lower end of the range that is drawn from where nobody says otherwise. */
  public double least() {
    return least;
  }

  /** Upper end of that range; the lower end where the number is fixed, as in the study. */
  public double most() {
    return most;
  }

  /** Its name in options and tables. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The augmentation with this number.
   *
   * @throws IllegalArgumentException naming the allowed range
   */
  public Augmentation of(double number) {
    return maker.apply(number);
  }

  /**
   * The kind of this name.
   *
   * @throws IllegalArgumentException listing the names there are
   */
  public static AugmentationKind parse(String label) {
    return Arrays.stream(values())
        .filter(kind -> kind.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown augmentation '%s'; allowed: %s"
                        .formatted(
                            label,
                            Arrays.stream(values())
                                .map(AugmentationKind::label)
                                .collect(Collectors.joining(", ")))));
  }
}
