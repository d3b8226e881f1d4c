package mer4j.baselines;

import mer4j.eval.Classifier;
import mer4j.eval.SampleMatrix;

/**
 * Samples of which some are learned from and others predicted, with what all baselines of one split
 * share: the standardised columns and the coordinates in their {@link RowSpace}, computed when
 * first asked for.
 */
public final class PreparedSamples {
  private final SampleMatrix raw;
  private final int[] scalerRows;
  private final int jobs;
  private Standardizer standardizer;
  private RowSpace space;

  /**
   * @param raw all samples, training and test
   * @param scalerRows the samples that means and deviations are measured on
   * @param jobs threads to use
   */
  public PreparedSamples(SampleMatrix raw, int[] scalerRows, int jobs) {
    this.raw = raw;
    this.scalerRows = scalerRows.clone();
    this.jobs = jobs;
  }

  /**
   * Samples that are scaled in another way than column by column.
   *
   * @param raw all samples, training and test
   * @param standardizer what to scale them by
   * @param jobs threads to use
   */
  public static PreparedSamples of(SampleMatrix raw, Standardizer standardizer, int jobs) {
    var samples = new PreparedSamples(raw, new int[0], jobs);
    samples.standardizer = standardizer;
    return samples;
  }

  /** Computes now what baselines that need it share, so that none is charged for it. */
  public void prepare() {
    if (scalerRows.length > 0) {
      space().scaleGamma(scalerRows);
    }
  }

  private Standardizer standardizer() {
    if (standardizer == null) {
      standardizer = Standardizer.fit(raw, scalerRows, jobs);
    }
    return standardizer;
  }

  private RowSpace space() {
    if (space == null) {
      space = RowSpace.of(standardizer().view(raw), jobs);
    }
    return space;
  }

  /**
   * Fits a baseline.
   *
   * @param train rows to learn from
   * @param labels class of each training row, in the order of {@code train}
   * @param classes number of classes
   * @param seed of everything random
   */
  public Fit fit(Baseline baseline, int[] train, int[] labels, int classes, long seed) {
    if (!baseline.rotationInvariant()) {
      var x = baseline.standardized() ? standardizer().view(raw) : raw;
      var set = new TrainingSet(x.select(train), labels, classes, Double.NaN, null);
      return new Fit(baseline, baseline.fitter().fit(set, seed, jobs), train);
    }
    double gamma = space().scaleGamma(train);
    var set = new TrainingSet(space().coordinates(train), labels, classes, gamma, space());
    return new Fit(baseline, baseline.fitter().fit(set, seed, jobs), train);
  }

  /**
   * What a baseline says of some rows.
   *
   * @param scores {@code [rows][classes]}
   * @param predicted class of each row
   */
  public record Answer(double[][] scores, int[] predicted) {}

  /** A baseline fitted on these samples. */
  public final class Fit {
    private final Baseline baseline;
    private final Classifier model;
    private final int[] train;

    private Fit(Baseline baseline, Classifier model, int[] train) {
      this.baseline = baseline;
      this.model = model;
      this.train = train.clone();
    }

    private SampleMatrix seen(int[] rows) {
      if (baseline.rotationInvariant()) {
        return space().coordinates(rows);
      }
      return (baseline.standardized() ? standardizer().view(raw) : raw).select(rows);
    }

    /** Scores of some rows and the classes predicted for them. */
    public Answer answer(int[] rows) {
      var x = seen(rows);
      var scores = model.scores(x);
      return new Answer(scores, model.predict(x, scores));
    }

    /** The fitted model on columns as they come, free of these samples where that is possible. */
    public FittedBaseline fitted() {
      boolean inSpace = baseline.rotationInvariant() && model instanceof RowSpaceModel;
      var lifted = inSpace ? ((RowSpaceModel) model).lift(space(), train) : model;
      return new FittedBaseline(
          baseline.name(), baseline.standardized() ? standardizer() : null, lifted);
    }
  }
}
