package mer4j.baselines;

import mer4j.features.ExtractionSettings;
import mer4j.features.FeatureMatrix;

/**
 * A clip's features as one row of numbers of fixed length: cut at the end or padded with zeros to a
 * number of frames, the tempo repeated over the padding as well, then laid out frame by frame. The
 * study lays the same numbers out row by row; no method here depends on the order of columns.
 */
final class ClipVector {
  private ClipVector() {}

  /**
   * @param clip features of the clip
   * @param settings how they were computed
   * @param frames frames to cut or pad to
   * @return {@code [frames * rows]}
   * @throws IllegalArgumentException if the clip has no frame or other rows than the settings give
   */
  static double[] of(FeatureMatrix clip, ExtractionSettings settings, int frames) {
    int rows = settings.rows();
    if (clip.rows() != rows || clip.frames() == 0) {
      throw new IllegalArgumentException(
          "features of "
              + clip.rows()
              + " rows and "
              + clip.frames()
              + " frames; the model takes "
              + rows
              + " rows and one frame or more");
    }
    var values = new double[frames * rows];
    int own = Math.min(frames, clip.frames());
    for (int row = 0; row < rows; row++) {
      for (int frame = 0; frame < own; frame++) {
        values[frame * rows + row] = clip.at(row, frame);
      }
    }
    if (settings.features().stream().anyMatch(feature -> feature.name().equals("tempo"))) {
      int row = settings.firstRow("tempo");
      for (int frame = own; frame < frames; frame++) {
        values[frame * rows + row] = clip.at(row, 0);
      }
    }
    return values;
  }
}
