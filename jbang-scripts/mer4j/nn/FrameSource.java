package mer4j.nn;

import java.util.List;
import mer4j.data.ClipTensor;
import mer4j.features.FeatureMatrix;

/** Clips of equal padded length; what networks learn from. Safe for concurrent reading. */
public interface FrameSource {
  /** Number of clips. */
  int clips();

  /** Frames per clip, padding included. */
  int frames();

  /** Feature rows per frame. */
  int rows();

  /** True number of frames of a clip, without padding; at most {@link #frames()}. */
  int length(int clip);

  /**
   * Copies some frames of a clip.
   *
   * @param from first frame
   * @param count number of frames
   * @param into gets {@code [frame][row]}, count x rows values
   * @param at where in {@code into} the first of them goes
   */
  void copyFrames(int clip, int from, int count, float[] into, int at);

  /**
   * Copies one clip.
   *
   * @param into filled with {@code [frame][row]}, frames x rows values
   */
  default void copyClip(int clip, float[] into) {
    copyFrames(clip, 0, frames(), into, 0);
  }

  /** How messages call a clip. */
  default String name(int clip) {
    return "clip number " + clip;
  }

  /**
   * The clips of an assembled tensor.
   *
   * @param ids name of each clip, for messages
   */
  static FrameSource of(ClipTensor tensor, List<String> ids) {
    return new FrameSource() {
      @Override
      public int clips() {
        return tensor.clips();
      }

      @Override
      public int frames() {
        return tensor.frames();
      }

      @Override
      public int rows() {
        return tensor.rows();
      }

      @Override
      public int length(int clip) {
        return tensor.length(clip);
      }

      @Override
      public void copyFrames(int clip, int from, int count, float[] into, int at) {
        tensor.copyFrames(clip, from, count, into, at);
      }

      @Override
      public String name(int clip) {
        return ids.get(clip);
      }
    };
  }

  /**
   * One clip, cut or padded with zeros as the assembled tensors are.
   *
   * @param clip its features
   * @param frames wanted length
   * @param repeatedRow row that goes on in the padding with the value of frame 0 (tempo); -1 for
   *     none
   */
  static FrameSource of(FeatureMatrix clip, int frames, int repeatedRow) {
    return new FrameSource() {
      @Override
      public int clips() {
        return 1;
      }

      @Override
      public int frames() {
        return frames;
      }

      @Override
      public int rows() {
        return clip.rows();
      }

      @Override
      public int length(int index) {
        return Math.min(frames, clip.frames());
      }

      @Override
      public void copyFrames(int index, int from, int count, float[] into, int at) {
        for (int t = from; t < from + count; t++) {
          for (int row = 0; row < clip.rows(); row++) {
            boolean repeated = row == repeatedRow && clip.frames() > 0;
            into[at + (t - from) * clip.rows() + row] =
                t < clip.frames() ? clip.at(row, t) : repeated ? clip.at(row, 0) : 0;
          }
        }
      }
    };
  }
}
