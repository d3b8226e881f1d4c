package mer4j.dsp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mer4j.audio.Signal;

/** All spectral features of a signal through the kernels on blocks of frames. */
final class BlockFeatures {
  private final Signal signal;
  private final int sampleRate;
  private final int frames;
  private final List<FrameBlock> power = new ArrayList<>();
  private final Map<String, float[][]> features = new LinkedHashMap<>();
  private final float[] onsets;

  private BlockFeatures(Signal signal, int sampleRate) {
    this.signal = signal;
    this.sampleRate = sampleRate;
    frames = new Stft().frames((int) signal.length());
    onsets = new float[frames];
  }

  /** Features by name, {@code [frames][rows]}; null where a kernel refuses the input. */
  static Map<String, float[][]> of(Signal signal, int sampleRate) {
    var made = new BlockFeatures(signal, sampleRate);
    made.spectra();
    made.samples();
    return made.features;
  }

  private void put(String name, int firstFrame, FrameBlock block, int row, int rows) {
    var all = features.computeIfAbsent(name, key -> new float[frames][rows]);
    for (int i = 0; i < FrameBlock.FRAMES && firstFrame + i < frames; i++) {
      for (int r = 0; r < rows; r++) {
        all[firstFrame + i][r] = block.byRow()[(row + r) * FrameBlock.FRAMES + i];
      }
    }
  }

  private void spectra() {
    var stft = new Stft();
    var mel = new MelFilterBank(sampleRate);
    var shape = new SpectralShape(sampleRate, 2048);
    var contrast = sampleRate <= 12800 ? null : new SpectralContrast(sampleRate, 2048);
    var tuning = new TuningEstimator(sampleRate, 2048, ChromaFilterBank.CLASSES);
    var magnitude = new FrameBlock(stft.bins());
    var energies = new FrameBlock(mel.bands());
    var numbers = new FrameBlock(SpectralShape.NUMBERS);
    var levels = new ArrayList<FrameBlock>();
    var peaks = new ArrayList<FrameBlock>();
    var valleys = new ArrayList<FrameBlock>();
    float[] most = new float[3];
    Arrays.fill(most, Float.NEGATIVE_INFINITY);
    for (int t = 0; t < frames; t += FrameBlock.FRAMES) {
      power.add(new FrameBlock(stft.bins()));
      levels.add(new FrameBlock(mel.bands()));
      peaks.add(new FrameBlock(SpectralContrast.BANDS));
      valleys.add(new FrameBlock(SpectralContrast.BANDS));
      stft.frames(signal, t, Math.min(FrameBlock.FRAMES, frames - t), magnitude, power.getLast());
      tuning.add(power.getLast());
      mel.apply(power.getLast(), energies);
      put("melspectrogram", t, energies, 0, mel.bands());
      most[0] = Math.max(most[0], Decibels.ofPower(energies, levels.getLast()));
      shape.apply(magnitude, power.getLast(), numbers);
      put("spectral_centroid", t, numbers, 0, 1);
      put("spectral_bandwidth", t, numbers, 1, 1);
      put("spectral_flatness", t, numbers, 2, 1);
      put("spectral_rolloff", t, numbers, 3, 1);
      if (contrast != null) {
        contrast.peaksAndValleys(magnitude, peaks.getLast(), valleys.getLast());
        most[1] = Math.max(most[1], Decibels.ofPower(peaks.getLast(), peaks.getLast()));
        most[2] = Math.max(most[2], Decibels.ofPower(valleys.getLast(), valleys.getLast()));
      }
    }
    var filters = new ChromaFilterBank(sampleRate, 2048, tuning.tuning());
    var chroma = new FrameBlock(ChromaFilterBank.CLASSES);
    var mfcc = new Mfcc();
    var coefficients = new FrameBlock(mfcc.coefficients());
    for (int b = 0, t = 0; t < frames; b++, t += FrameBlock.FRAMES) {
      filters.apply(power.get(b), chroma);
      put("chroma_stft", t, chroma, 0, ChromaFilterBank.CLASSES);
      Decibels.applyFloor(levels.get(b), most[0]);
      mfcc.apply(levels.get(b), coefficients);
      put("mfcc", t, coefficients, 0, mfcc.coefficients());
      int count = Math.min(FrameBlock.FRAMES, frames - t);
      OnsetStrength.add(b == 0 ? null : levels.get(b - 1), levels.get(b), count, t, onsets);
      if (contrast != null) {
        Decibels.applyFloor(peaks.get(b), most[1]);
        Decibels.applyFloor(valleys.get(b), most[2]);
        SpectralContrast.contrast(peaks.get(b), valleys.get(b), peaks.get(b));
        put("spectral_contrast", t, peaks.get(b), 0, SpectralContrast.BANDS);
      }
    }
    features.put("onset_strength", column(onsets));
    var tempo = new float[frames];
    Arrays.fill(tempo, (float) new Tempo(sampleRate, 512).of(onsets));
    features.put("tempo", column(tempo));
  }

  private void samples() {
    var rms = new float[frames];
    var crossings = new float[frames];
    var energy = new RootMeanSquare();
    var zeros = new ZeroCrossingRate();
    for (int t = 0; t < frames; t += FrameBlock.FRAMES) {
      int count = Math.min(FrameBlock.FRAMES, frames - t);
      energy.frames(signal, t, count, rms, t);
      if (signal.length() > 0) {
        zeros.frames(signal, t, count, crossings, t);
      }
    }
    features.put("rms", column(rms));
    features.put("zero_crossing_rate", signal.length() == 0 ? null : column(crossings));
  }

  private static float[][] column(float[] values) {
    var column = new float[values.length][1];
    for (int t = 0; t < values.length; t++) {
      column[t][0] = values[t];
    }
    return column;
  }
}
