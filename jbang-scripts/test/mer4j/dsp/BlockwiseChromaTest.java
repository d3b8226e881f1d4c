package mer4j.dsp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import mer4j.audio.ScratchSignal;
import mer4j.audio.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Constant-Q chroma of signals in pieces, from memory and from a file: always the same bits. */
class BlockwiseChromaTest {
  private static float[] noise(int length) {
    var random = new SplittableRandom(5);
    var samples = new float[length];
    for (int i = 0; i < length; i++) {
      samples[i] = (float) random.nextDouble(-1, 1);
    }
    return samples;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 700, 1_100})
  void blocksOfFramesEqualTheWhole(int block) {
    var samples = noise(block == 1 ? 30_000 : 700_001);
    for (int sampleRate : new int[] {22_050, 44_100}) {
      var cqt = new ChromaCqt(sampleRate);
      var vqt = new ChromaVqt(sampleRate);
      try (var whole = new OctaveChain(samples);
          var pieces = new OctaveChain(Signal.of(samples))) {
        var sums = cqt.sums(whole, 0.13);
        var chroma = vqt.apply(whole);
        int frames = cqt.frames(pieces, 0.13);
        assertEquals(sums.length, frames);
        assertEquals(chroma.length, vqt.frames(pieces));
        var result = new float[block][12];
        for (int from = 0; from < frames; from += block) {
          int count = Math.min(block, frames - from);
          cqt.sums(pieces, 0.13, from, count, result);
          for (int t = 0; t < count; t++) {
            assertArrayEquals(sums[from + t], result[t]);
          }
          vqt.apply(pieces, from, count, result);
          for (int t = 0; t < count; t++) {
            assertArrayEquals(chroma[from + t], result[t]);
          }
        }
      }
    }
  }

  /** Ten minutes: the first levels of the chain are written to a file. */
  @Test
  void aLongSignalFromAFileEqualsTheSameInMemory() {
    var samples = noise(10 * 60 * 22_050);
    assertTrue(samples.length / 2 > ScratchSignal.HEAP_LIMIT);
    try (var file = ScratchSignal.create(samples.length)) {
      file.append(samples, samples.length);
      try (var memory = new OctaveChain(samples);
          var chain = new OctaveChain(file)) {
        for (int halvings = 1; halvings < 4; halvings++) {
          var level = memory.level(halvings);
          var a = new float[5_000];
          var b = new float[5_000];
          for (long from = -1_000; from < level.length(); from += 300_000) {
            level.read(from, a, 0, a.length);
            chain.level(halvings).read(from, b, 0, b.length);
            assertArrayEquals(a, b);
          }
        }
        var cqt = new ChromaCqt(22_050);
        var a = new float[64][12];
        var b = new float[64][12];
        for (int from = 0; from < cqt.frames(chain, 0); from += 5_000) {
          cqt.sums(memory, 0, from, 64, a);
          cqt.sums(chain, 0, from, 64, b);
          for (int t = 0; t < 64; t++) {
            assertArrayEquals(a[t], b[t]);
          }
        }
      }
    }
  }

  /** The plain and the vector version of the filters, three of which are applied together. */
  @ParameterizedTest
  @ValueSource(ints = {12, 36, 7})
  void plainAndVectorFiltersAgree(int binsPerOctave) {
    var cycles = new double[binsPerOctave];
    var lengths = new double[binsPerOctave];
    for (int f = 0; f < binsPerOctave; f++) {
      cycles[f] = 0.1 * Math.pow(2, (double) f / binsPerOctave);
      lengths[f] = 1.5 * binsPerOctave / cycles[f];
    }
    var filters = new WaveletFilters(cycles, lengths);
    var phases = new BandPhases(filters.frameLength, 64, filters.firstBin, filters.bins);
    var signal = Signal.of(noise(20_000));
    int frames = 200;
    var plain = new BandWork();
    new PlainBandFilters(new PlainBandSpectrogram(phases), filters.index, filters.re, filters.im)
        .respond(signal, 3, frames, plain);
    var vector = new BandWork();
    new VectorBandFilters(new VectorBandSpectrogram(phases), filters.index, filters.re, filters.im)
        .respond(signal, 3, frames, vector);
    var plainSum = new float[frames];
    var vectorSum = new float[frames + 64];
    for (int f = 0; f < binsPerOctave; f++) {
      for (int t = 0; t < frames; t++) {
        assertEquals(plain.responseRe[f][t], vector.responseRe[f][t], 1e-5);
        assertEquals(plain.responseIm[f][t], vector.responseIm[f][t], 1e-5);
      }
      PlainBandFilters.addMagnitudes(plain.responseRe[f], plain.responseIm[f], frames, plainSum);
      VectorBandFilters.addMagnitudes(
          vector.responseRe[f], vector.responseIm[f], frames, vectorSum);
    }
    for (int t = 0; t < frames; t++) {
      assertEquals(plainSum[t], vectorSum[t], 1e-5 * plainSum[t]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 63, 64, 1_000, 9_999})
  void theFirstSampleThatIsNotFiniteIsNamed(int at) {
    for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
      var samples = noise(10_000);
      samples[at] = bad;
      samples[9_999] = bad;
      var error = assertThrows(IllegalArgumentException.class, () -> new OctaveChain(samples));
      assertTrue(error.getMessage().contains("(sample " + at + ")"), error.getMessage());
    }
  }
}
