package mer4j.features;

import java.util.Set;
import mer4j.dsp.FrameBlock;
import mer4j.dsp.Mfcc;

/** Mel-frequency cepstral coefficients and their derivatives. */
final class CepstrumStage implements LevelStage {
  static final Set<String> NAMES = Set.of("mfcc", "mfcc_delta", "mfcc_delta2");

  private final Mfcc mfcc = new Mfcc();
  private final FrameBlock coefficients = new FrameBlock(mfcc.coefficients());
  private final DeltaBand first = new DeltaBand(1, mfcc.coefficients());
  private final DeltaBand second = new DeltaBand(2, mfcc.coefficients());
  private FeatureBand band;
  private boolean derives;

  @Override
  public void begin(FeatureRows rows) {
    band = rows.band("mfcc");
    first.begin(rows.band("mfcc_delta"));
    second.begin(rows.band("mfcc_delta2"));
    derives = rows.band("mfcc_delta") != null || rows.band("mfcc_delta2") != null;
  }

  @Override
  public void accept(FrameBlock levels, int firstFrame, int count) {
    mfcc.apply(levels, coefficients);
    if (band != null) {
      band.put(firstFrame, count, coefficients);
    }
    for (int i = 0; derives && i < count; i++) {
      var frame = coefficients.byFrame()[i];
      first.add(frame);
      second.add(frame);
    }
  }

  @Override
  public void finish() {
    first.finish();
    second.finish();
  }
}
