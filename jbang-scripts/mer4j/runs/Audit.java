package mer4j.runs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import mer4j.ProgressListener;
import mer4j.baselines.Baseline;
import mer4j.baselines.PreparedSamples;
import mer4j.baselines.Standardizer;
import mer4j.data.Balancing;
import mer4j.data.ClipTensor;
import mer4j.data.RandomState;
import mer4j.data.Split;
import mer4j.data.Splits;
import mer4j.eval.ConfusionMatrix;
import mer4j.eval.DenseMatrix;
import mer4j.eval.SampleMatrix;

/**
 * Measures what a fault of a protocol is worth: baselines with it and without it, on several
 * splits, everything else alike. Where nothing else is said, splits are random, stratified, 80/20,
 * and columns standardised on all clips.
 *
 * <p>The number is balanced accuracy, the mean recall of the classes, because some switches change
 * how many test clips a class has.
 */
public final class Audit {
  /** Frames of the last second. */
  private static final int LAST_FRAMES = 43;

  private static final int FOLDS = 5;

  private final BaselineData data;
  private final int[] lengths;
  private final List<Baseline> models;
  private final int splits;
  private final int jobs;
  private final PreparedSamples samples;

  /**
   * @param data the clips
   * @param lengths frames of each clip that are music, not padding
   * @param models what to train
   * @param splits how many divisions to take the mean over, 2 or more
   * @param jobs threads to use
   * @throws IllegalArgumentException if there is no model, or fewer than two splits
   */
  public Audit(BaselineData data, int[] lengths, List<Baseline> models, int splits, int jobs) {
    if (models.isEmpty() || splits < 2 || lengths.length != data.clips().size()) {
      throw new IllegalArgumentException(
          "an audit needs a model, two splits and a length per clip, not %s, %d and %d lengths"
              .formatted(models, splits, lengths.length));
    }
    this.data = data;
    this.lengths = lengths.clone();
    this.models = List.copyOf(models);
    this.splits = splits;
    this.jobs = jobs;
    this.samples = new PreparedSamples(data.x(), rows(), jobs);
  }

  /**
   * An audit of the clips of a tensor.
   *
   * @param tensor the features that {@code data} was made of
   */
  public Audit(BaselineData data, ClipTensor tensor, List<Baseline> models, int splits, int jobs) {
    this(
        data,
        IntStream.range(0, tensor.clips()).map(tensor::length).toArray(),
        models,
        splits,
        jobs);
  }

  /** Whether a fault can be shown on these clips, and with baselines. */
  public boolean applies(AuditFault fault) {
    boolean networks = fault == AuditFault.LAST_STATE || fault == AuditFault.LAST_EPOCH;
    return !networks && (fault == AuditFault.AUGMENTATION) == data.facts().augmented();
  }

  /** Values split by split as an effect, with the interval that fits the fault. */
  static AuditEffect effect(AuditFault fault, String model, double[] on, double[] off) {
    boolean draw = fault == AuditFault.SINGLE_SPLIT;
    return new AuditEffect(
        fault, model, on, off, draw ? AuditEffect.ONE_DRAW : AuditEffect.TEST_SHARE);
  }

  /** Samples and their divisions. */
  private record Setting(PreparedSamples samples, List<Split> divisions) {}

  /**
   * Measures one fault.
   *
   * @param progress in trained models
   * @return a row per model
   * @throws IllegalArgumentException if it cannot be shown on these clips, or there are too few
   */
  public List<AuditEffect> measure(AuditFault fault, ProgressListener progress) {
    if (!applies(fault)) {
      throw new IllegalArgumentException(fault.label() + place(fault));
    }
    var on = on(fault);
    var off = off(fault);
    int total = 2 * splits * models.size();
    var effects = new ArrayList<AuditEffect>();
    for (var model : models) {
      int done = 2 * splits * effects.size();
      var with = accuracies(model, on, done, total, progress);
      var without =
          fault == AuditFault.SINGLE_SPLIT
              ? mean(with)
              : accuracies(model, off, done + splits, total, progress);
      effects.add(effect(fault, model.name(), with, without));
    }
    progress.update(total, total, "");
    return effects;
  }

  private String place(AuditFault fault) {
    if (fault == AuditFault.LAST_STATE || fault == AuditFault.LAST_EPOCH) {
      return " is shown with networks, not with baselines";
    }
    return data.facts().augmented()
        ? " is shown on recordings; these clips are variants of each other"
        : " is shown on a set that augment has made";
  }

  private static double[] mean(double[] draws) {
    var means = new double[draws.length];
    Arrays.fill(means, Arrays.stream(draws).average().orElseThrow());
    return means;
  }

  private List<Setting> on(AuditFault fault) {
    return switch (fault) {
      case DUPLICATES -> same(samples, seed -> balancedFirst(seed));
      case AUGMENTATION, SCALER_FIRST, FIXED_MOMENTS, SINGLE_SPLIT ->
          same(samples, this::stratified);
      case LAST_STATE, LAST_EPOCH -> throw new IllegalArgumentException(fault + place(fault));
      case GLOBAL_SCALE -> same(PreparedSamples.of(data.x(), oneScale(), jobs), this::stratified);
      case LAST_SECOND -> same(means(true), this::stratified);
      case ARTISTS -> same(samples, seed -> fold(seed, false));
      case UNSTRATIFIED -> same(samples, this::unstratified);
    };
  }

  private List<Setting> off(AuditFault fault) {
    return switch (fault) {
      case DUPLICATES -> same(samples, seed -> balancedLast(seed));
      case AUGMENTATION -> same(samples, this::recordingsFirst);
      case GLOBAL_SCALE, UNSTRATIFIED, SINGLE_SPLIT -> same(samples, this::stratified);
      case LAST_STATE, LAST_EPOCH -> throw new IllegalArgumentException(fault + place(fault));
      case LAST_SECOND, FIXED_MOMENTS -> same(means(false), this::stratified);
      case SCALER_FIRST ->
          seeds()
              .mapToObj(this::stratified)
              .map(s -> new Setting(new PreparedSamples(data.x(), s.train(), jobs), List.of(s)))
              .toList();
      case ARTISTS -> same(samples, seed -> fold(seed, true));
    };
  }

  private interface Division {
    Split of(int seed);
  }

  private List<Setting> same(PreparedSamples prepared, Division division) {
    return List.of(new Setting(prepared, seeds().mapToObj(division::of).toList()));
  }

  private IntStream seeds() {
    return IntStream.range(0, splits);
  }

  private int[] rows() {
    return IntStream.range(0, data.clips().size()).toArray();
  }

  private Split stratified(int seed) {
    return split(Splits.stratifiedTrainTest(data.labels(), BaselineProtocol.TEST_SIZE, seed));
  }

  private Split unstratified(int seed) {
    return split(Splits.trainTest(data.clips().size(), BaselineProtocol.TEST_SIZE, seed));
  }

  private static Split split(int[][] parts) {
    return new Split(parts[0], new int[0], parts[1]);
  }

  /** A fifth of the clips each, five of them a partition. */
  private Split fold(int seed, boolean grouped) {
    long round = seed / FOLDS;
    var folds =
        grouped
            ? Splits.stratifiedGroupKFold(data.labels(), data.groups(), FOLDS, round)
            : Splits.stratifiedKFold(data.labels(), FOLDS, round);
    return folds.get(seed % FOLDS);
  }

  private Split recordingsFirst(int seed) {
    var recordings = data.facts().originalsOnly();
    var parts = Splits.stratifiedTrainTest(recordings.labels(), BaselineProtocol.TEST_SIZE, seed);
    return data.facts().withVariants(split(parts));
  }

  /**
   * How many clips of each class {@link AuditFault#DUPLICATES} is shown on: of the last class all,
   * of the one before half, and so on, but five at least.
   *
   * @param sizes clips of each class
   */
  public static int[] uneven(int... sizes) {
    return IntStream.range(0, sizes.length)
        .map(k -> Math.max(Math.min(sizes[k], 5), sizes[k] >> (sizes.length - 1 - k)))
        .toArray();
  }

  /** Clips in classes of very different size, as tags have. */
  private int[] uneven() {
    int classes = data.classes().size();
    var members = new int[classes][];
    int[] order = new RandomState(0).permutation(data.clips().size());
    for (int k = 0; k < classes; k++) {
      int label = k;
      members[k] = Arrays.stream(order).filter(i -> data.labels()[i] == label).toArray();
    }
    int[] counts = uneven(Arrays.stream(members).mapToInt(of -> of.length).toArray());
    return IntStream.range(0, classes)
        .flatMap(k -> Arrays.stream(members[k]).limit(counts[k]))
        .toArray();
  }

  private Split balancedFirst(int seed) {
    int[] clips = uneven();
    int[] rows = Splits.pick(clips, Balancing.toMean(Splits.pick(data.labels(), clips), seed));
    var drawn = Splits.pick(data.labels(), rows);
    var parts = Splits.stratifiedTrainTest(drawn, BaselineProtocol.TEST_SIZE, seed);
    return split(new int[][] {Splits.pick(rows, parts[0]), Splits.pick(rows, parts[1])});
  }

  private Split balancedLast(int seed) {
    int[] clips = uneven();
    int[] labels = Splits.pick(data.labels(), clips);
    var parts = Splits.stratifiedTrainTest(labels, BaselineProtocol.TEST_SIZE, seed);
    int[] train = Balancing.within(data.labels(), Splits.pick(clips, parts[0]), seed);
    return split(new int[][] {train, Splits.pick(clips, parts[1])});
  }

  /** Share of the test clips of the duplicate switch that are learned from, with the fault on. */
  public double copies() {
    return seeds()
        .mapToObj(this::balancedFirst)
        .mapToDouble(split -> data.facts().leaked(split))
        .average()
        .orElseThrow();
  }

  /** One mean and one deviation over all numbers, padding included, as the networks had. */
  private Standardizer oneScale() {
    var x = data.x();
    double sum = 0;
    double squares = 0;
    var row = new float[x.columns()];
    for (int i = 0; i < x.rows(); i++) {
      x.copyRow(i, 0, row);
      for (float value : row) {
        sum += value;
        squares += (double) value * value;
      }
    }
    double count = (double) x.rows() * x.columns();
    double mean = sum / count;
    var means = new double[x.columns()];
    var scales = new double[x.columns()];
    Arrays.fill(means, mean);
    Arrays.fill(scales, Math.sqrt(squares / count - mean * mean));
    return new Standardizer(means, scales);
  }

  /** Each feature row's mean over the last second of the array, or over the frames of the clip. */
  private PreparedSamples means(boolean last) {
    int rows = data.x().columns() / data.frames();
    var values = new double[lengths.length][rows];
    var frames = new float[data.x().columns()];
    for (int clip = 0; clip < values.length; clip++) {
      data.x().copyRow(clip, 0, frames);
      int end = last ? data.frames() : lengths[clip];
      int from = last ? Math.max(0, end - LAST_FRAMES) : 0;
      for (int i = from * rows; i < end * rows; i++) {
        values[clip][i % rows] += (double) frames[i] / (end - from);
      }
    }
    SampleMatrix x = DenseMatrix.of(values);
    return new PreparedSamples(x, rows(), jobs);
  }

  private double[] accuracies(
      Baseline model, List<Setting> settings, int done, int total, ProgressListener progress) {
    int classes = data.classes().size();
    var accuracies = new ArrayList<Double>();
    for (var setting : settings) {
      for (var split : setting.divisions()) {
        progress.update(done + accuracies.size(), total, model.name());
        int[] labels = Splits.pick(data.labels(), split.train());
        long seed = accuracies.size();
        var fit = setting.samples().fit(model, split.train(), labels, classes, seed);
        int[] predicted = fit.answer(split.test()).predicted();
        var truth = Splits.pick(data.labels(), split.test());
        accuracies.add(ConfusionMatrix.of(truth, predicted, classes).macroRecall());
      }
    }
    return accuracies.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
