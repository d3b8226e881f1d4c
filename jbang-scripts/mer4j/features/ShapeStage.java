package mer4j.features;

import java.util.List;
import mer4j.audio.Signal;
import mer4j.dsp.FrameBlock;
import mer4j.dsp.PolyFeatures;
import mer4j.dsp.SpectralShape;

/** Numbers that describe the shape of each spectrum by itself. */
final class ShapeStage implements FrameStage {
  /** In the order of {@link SpectralShape#apply}. */
  static final List<String> SHAPE =
      List.of("spectral_centroid", "spectral_bandwidth", "spectral_flatness", "spectral_rolloff");

  static final String LINE = "poly_features";

  private final SpectralShape shape;
  private final PolyFeatures poly;
  private final FrameBlock numbers = new FrameBlock(SpectralShape.NUMBERS);
  private final FeatureBand[] bands = new FeatureBand[SpectralShape.NUMBERS];
  private boolean wantsShape;
  private FeatureBand lineBand;

  ShapeStage(int sampleRate, int frameLength) {
    shape = new SpectralShape(sampleRate, frameLength);
    poly = new PolyFeatures(sampleRate, frameLength);
  }

  @Override
  public String name() {
    return "centroid, bandwidth, flatness, rolloff";
  }

  @Override
  public void begin(Signal signal, FeatureRows rows) {
    wantsShape = false;
    for (int i = 0; i < bands.length; i++) {
      bands[i] = rows.band(SHAPE.get(i));
      wantsShape |= bands[i] != null;
    }
    lineBand = rows.band(LINE);
  }

  @Override
  public void accept(FrameSpectra spectra) {
    if (wantsShape) {
      shape.apply(spectra.magnitude(), spectra.power(), numbers);
      for (int i = 0; i < bands.length; i++) {
        if (bands[i] != null) {
          bands[i].put(0, spectra.first(), numbers.byRow(), i * FrameBlock.FRAMES, spectra.count());
        }
      }
    }
    if (lineBand != null) {
      var line = new double[2];
      for (int i = 0; i < spectra.count(); i++) {
        poly.apply(spectra.magnitude().byFrame()[i], line);
        lineBand.put(spectra.first() + i, new float[] {(float) line[0], (float) line[1]});
      }
    }
  }

  @Override
  public void finish() {}
}
