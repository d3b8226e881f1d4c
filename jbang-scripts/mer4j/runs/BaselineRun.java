package mer4j.runs;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import mer4j.ProgressListener;
import mer4j.baselines.Baseline;
import mer4j.baselines.Baselines;
import mer4j.baselines.PreparedSamples;
import mer4j.baselines.UndefinedModelException;
import mer4j.data.Splits;

/**
 * Trains and tests baselines under a protocol and leaves everything in a run folder. Results are
 * written after every model and split, so an interrupted run goes on where it stopped.
 */
public final class BaselineRun {
  private final BaselineData data;
  private final BaselineOptions options;
  private final RunFolder folder;
  private final List<BaselineProtocol.Fold> folds;
  private final BaselineResults results;
  private final BaselineModels kept;
  private int[] scaler = {};
  private PreparedSamples samples;

  private BaselineRun(BaselineData data, BaselineOptions options, RunFolder folder)
      throws IOException {
    this.data = data;
    this.options = options;
    this.folder = folder;
    this.folds = options.folds(data.facts());
    this.results = new BaselineResults(data, options, folds, folder);
    this.kept = new BaselineModels(data, options, folder.models());
  }

  /**
   * Trains and tests what the folder does not hold yet.
   *
   * @param data the clips
   * @param options what to do
   * @param folder where to leave it
   * @param progress told of every model and split
   * @return what was found
   * @throws IOException if the folder cannot be written
   * @throws IllegalArgumentException if the clips are too few for the protocol
   */
  public static BaselineReport run(
      BaselineData data, BaselineOptions options, RunFolder folder, ProgressListener progress)
      throws IOException {
    return new BaselineRun(data, options, folder).run(progress);
  }

  private BaselineReport run(ProgressListener progress) throws IOException {
    boolean several = folds.size() > 1;
    boolean keeps = options.repeats() == 1;
    int total = options.models().size() * (folds.size() + (several && keeps ? 1 : 0));
    int done = 0;
    progress.update(0, total, "");
    // one repeat after another, in each the slow models last: an early look at a long run shows
    // as much as can be of it whole
    int repeats = folds.getLast().repeat() + 1;
    for (int pass = 0; pass < 2 * repeats; pass++) {
      int repeat = pass / 2;
      boolean slow = pass % 2 == 1;
      var models = options.models().stream().filter(m -> Baselines.slow(m) == slow).toList();
      for (var fold : folds.stream().filter(f -> f.repeat() == repeat).toList()) {
        done = fold(fold, models, done, total, !several, progress);
      }
      if (several) {
        models.forEach(model -> results.pool(model, repeat));
        results.write();
      }
    }
    if (several && keeps) {
      saveOnAllClips(done, total, progress);
    }
    results.write();
    var report = results.report();
    folder.writeReport(report.toMarkdown());
    return report;
  }

  private int fold(
      BaselineProtocol.Fold fold,
      List<Baseline> models,
      int done,
      int total,
      boolean save,
      ProgressListener progress)
      throws IOException {
    var pending = models.stream().filter(m -> !finished(m, fold, save)).toList();
    done += models.size() - pending.size();
    if (samples == null || !Arrays.equals(scaler, fold.scaler())) {
      scaler = fold.scaler();
      samples = new PreparedSamples(data.x(), scaler, options.jobs());
    }
    for (var model : pending) {
      progress.update(done, total, model.name() + " " + fold.name());
      if (model.rotationInvariant()) {
        samples.prepare();
      }
      try {
        test(model, fold, save);
      } catch (UndefinedModelException e) {
        results.addUndefined(model.name(), fold.name(), e.getMessage());
      }
      results.write();
      progress.update(++done, total, model.name() + " " + fold.name());
    }
    return done;
  }

  private boolean finished(Baseline model, BaselineProtocol.Fold fold, boolean save) {
    return results.isUndefined(model, fold)
        || results.hold(model, fold) && (!save || kept.hold(model));
  }

  private void test(Baseline model, BaselineProtocol.Fold fold, boolean save) throws IOException {
    int[] labels = Splits.pick(data.labels(), fold.train());
    int classes = data.classes().size();
    long start = System.nanoTime();
    var fit = samples.fit(model, fold.train(), labels, classes, fold.seed());
    double fitSeconds = seconds(start);
    start = System.nanoTime();
    var answer = fit.answer(fold.test());
    results.add(model, fold, answer, fitSeconds, seconds(start));
    if (save) {
      kept.save(model, fit, fold.name());
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /** After cross-validation the model to keep is one fitted on every clip. */
  private void saveOnAllClips(int done, int total, ProgressListener progress) throws IOException {
    int[] all = IntStream.range(0, data.clips().size()).toArray();
    samples = new PreparedSamples(data.x(), all, options.jobs());
    for (var model : options.models()) {
      progress.update(done, total, model.name() + " on all clips");
      if (!kept.hold(model) && results.isDefined(model)) {
        var fit = samples.fit(model, all, data.labels(), data.classes().size(), options.seed());
        kept.save(model, fit, "all clips");
      }
      progress.update(++done, total, model.name() + " on all clips");
    }
  }
}
