package mer4j.bench;

import be.tarsos.dsp.AudioEvent;
import be.tarsos.dsp.AudioProcessor;
import be.tarsos.dsp.io.jvm.AudioDispatcherFactory;
import be.tarsos.dsp.mfcc.MFCC;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import javax.sound.sampled.UnsupportedAudioFileException;
import mer4j.audio.AudioLoader;
import mer4j.features.FeatureMatrix;
import mer4j.features.Npy;

/**
 * TarsosDSP's own chain of Fourier transform, mel bands and cosine transform, for comparison: 20
 * coefficients of frames of 2,048 samples, 512 apart. The sound file is decoded by this project,
 * because TarsosDSP starts an external program for that.
 */
final class TarsosMfcc {
  private static final int RATE = 22050;
  private static final int FRAME = 2048;
  private static final int HOP = 512;
  private static final int COEFFICIENTS = 20;
  private static final int BANDS = 128;

  private TarsosMfcc() {}

  /**
   * Writes the coefficients of sound files, {@code [20][frames]} each.
   *
   * @param list a text file with a sound file per line
   * @param folder for an array per sound file
   */
  static void write(Path list, Path folder) throws IOException {
    for (var line : Files.readAllLines(list)) {
      var file = Path.of(line);
      var name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
      Npy.write(folder.resolve(name + ".npy"), of(AudioLoader.load(file, RATE).samples()));
    }
  }

  private static FeatureMatrix of(float[] samples) throws IOException {
    var frames = new ArrayList<float[]>();
    var mfcc = new MFCC(FRAME, RATE, COEFFICIENTS, BANDS, 0, RATE / 2f);
    try {
      var dispatcher = AudioDispatcherFactory.fromFloatArray(samples, RATE, FRAME, FRAME - HOP);
      dispatcher.addAudioProcessor(mfcc);
      dispatcher.addAudioProcessor(
          new AudioProcessor() {
            @Override
            public boolean process(AudioEvent event) {
              frames.add(mfcc.getMFCC().clone());
              return true;
            }

            @Override
            public void processingFinished() {}
          });
      dispatcher.run();
    } catch (UnsupportedAudioFileException e) {
      throw new IOException("TarsosDSP does not take its own format", e);
    }
    var values = new float[COEFFICIENTS * frames.size()];
    for (int t = 0; t < frames.size(); t++) {
      for (int k = 0; k < COEFFICIENTS; k++) {
        values[k * frames.size() + t] = frames.get(t)[k];
      }
    }
    return new FeatureMatrix(COEFFICIENTS, frames.size(), values);
  }
}
