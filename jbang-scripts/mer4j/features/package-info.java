/**
 * Features of recordings, equal to those of librosa 0.11, and the folders they are kept in.
 *
 * <p>{@link mer4j.features.FeatureCatalogue} lists the features, {@link
 * mer4j.features.FeatureExtractor} computes them for one signal, {@link
 * mer4j.features.BatchExtraction} for many files into a folder, {@link mer4j.features.FeatureStore}
 * reads that folder, {@link mer4j.features.StatisticsTable} writes a table with a row of {@link
 * mer4j.features.ClipStatistics} per clip, {@link mer4j.features.SongStatistics} boils a clip down
 * to the study's 1187 numbers.
 *
 * <h2>How equal</h2>
 *
 * From the same samples, every value of the 14 features lies within these bounds of librosa's:
 * chroma_stft and tonnetz 1e-5, chroma_cqt 2e-5, chroma_vqt 5e-5, melspectrogram 1e-5 of the value
 * plus 1e-7 of the frame's greatest, mfcc 5e-4, rms 1e-6, spectral_centroid and spectral_bandwidth
 * 0.02 Hz, spectral_contrast 1e-3 dB, spectral_flatness 5e-6; zero_crossing_rate exactly, tempo at
 * the same lag, spectral_rolloff in the same bin but for one frame in a hundred.
 *
 * <p>From a compressed file, another decoder and another resampler come before that. At least 99 of
 * 100 cells of every feature then lie within one percent of their row's standard deviation, except
 * where a cell holds nothing but the rounding noise of the samples:
 *
 * <ul>
 *   <li>mel bands that the recording leaves empty, 70 dB and more below the strongest band of the
 *       frame;
 *   <li>spectral contrast in bands whose weakest bins are empty. Its scale reaches down to -160 dB
 *       in amplitude, and the highest band nearly always includes the edge that the coder or the
 *       resampler has cut off. librosa itself, fed with samples that were decoded to double instead
 *       of single precision, gets only 33 to 69 of 100 cells of that band within one percent.
 * </ul>
 *
 * <p>Where librosa refuses a signal, so do we, with the reason: samples that are not finite, sample
 * rates too low for the constant-Q features (8 kHz) or for spectral contrast (12.8 kHz and below),
 * the zero crossing rate of an empty signal.
 */
package mer4j.features;
