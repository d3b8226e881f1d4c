package mer4j.dsp;

/** One fast Fourier transform per frame, of which only the wanted bins are kept. */
final class FramewiseSpectrogram implements BandSpectrogram {
  private final int hop;
  private final int firstBin;
  private final int bins;
  private final RealFft fft;
  private final float[] frame;
  private final float[] frameRe;
  private final float[] frameIm;

  FramewiseSpectrogram(int frameLength, int hop, int firstBin, int bins) {
    this.hop = hop;
    this.firstBin = firstBin;
    this.bins = bins;
    fft = new RealFft(frameLength);
    frame = new float[frameLength];
    frameRe = new float[fft.bins()];
    frameIm = new float[fft.bins()];
  }

  @Override
  public void compute(float[] signal, int firstFrame, int frames, float[][] re, float[][] im) {
    int length = frame.length;
    for (int t = 0; t < frames; t++) {
      int start = (firstFrame + t) * hop - length / 2;
      for (int n = 0; n < length; n++) {
        int at = start + n;
        frame[n] = at >= 0 && at < signal.length ? signal[at] : 0;
      }
      fft.forward(frame, 0, frameRe, frameIm);
      for (int k = 0; k < bins; k++) {
        re[k][t] = frameRe[firstBin + k];
        im[k][t] = frameIm[firstBin + k];
      }
    }
  }
}
