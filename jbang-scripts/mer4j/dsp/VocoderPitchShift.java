package mer4j.dsp;

import java.util.Arrays;
import mer4j.audio.Augmentation;
import mer4j.audio.PitchShift;
import mer4j.audio.Resampler;

/**
 * Raises or lowers the pitch of a recording by the phase vocoder and keeps its length, as librosa's
 * {@code effects.pitch_shift}, which the study used: stretched by {@link PhaseVocoder}, then
 * resampled. Chords stay smooth, attacks are smeared; {@link PitchShift} is the other way round.
 *
 * <p>The frequency ratio is the nearest fraction of small numbers, within a quarter of a cent.
 *
 * @param semitones up if positive, down if negative; between −12 and 12
 */
public record VocoderPitchShift(double semitones) implements Augmentation {
  /** Checks the interval. */
  public VocoderPitchShift {
    new PitchShift(semitones);
  }

  /** Two semitones up, as in the study. */
  public VocoderPitchShift() {
    this(PitchShift.STUDY_SEMITONES);
  }

  @Override
  public float[] apply(float[] samples, int sampleRate, long seed) {
    var ratio = new PitchShift(semitones).ratio();
    if (ratio[0] == ratio[1]) {
      return samples.clone();
    }
    var stretched = new PhaseVocoder().stretch(samples, (double) ratio[1] / ratio[0]);
    return Arrays.copyOf(Resampler.resample(stretched, ratio[0], ratio[1]), samples.length);
  }

  @Override
  public String suffix() {
    return "_pitch_changed";
  }
}
