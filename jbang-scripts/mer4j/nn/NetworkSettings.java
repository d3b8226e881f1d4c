package mer4j.nn;

import java.util.function.Consumer;
import mer4j.recurrent.Cell;

/**
 * Everything that decides what a network is and how it is trained; together with the data and the
 * number of threads it decides every weight.
 *
 * @param architecture the network
 * @param reading how it reads a clip
 * @param training how its weights come about
 */
public record NetworkSettings(Architecture architecture, Reading reading, Training training) {
  /**
   * @throws IllegalArgumentException if a part is missing
   */
  public NetworkSettings {
    if (architecture == null || reading == null || training == null) {
      throw new IllegalArgumentException(
          "network settings need an architecture, a reading and a training");
    }
  }

  /**
   * What a network is made of.
   *
   * @param kind which of the study's networks: decides the head, and the recurrent layers where
   *     none are given
   * @param inputs feature rows per frame
   * @param hidden units per direction, and units of the head's layers
   * @param classes number of classes
   * @param dropout share of units dropped in training, 0 or more and below 1
   * @param dropoutFirst whether RNN and BRNN drop units of the recurrent state before the head's
   *     first layer (the study's 4Q networks) instead of after its rectifier (its Jamendo networks,
   *     and the LSTM's head always)
   * @param pooling how the states become one vector
   * @param stack the recurrent layers; null for the one layer of the study's network
   * @param randomInitialState whether the LSTM starts from states drawn uniformly from [0, 1), in
   *     training and in evaluation, as the study's does; else from zero. Training draws anew in
   *     every step. Evaluation draws a clip's states from the seed and the clip's number, the same
   *     ones after every epoch and in the test, where the study draws anew there too: so a network
   *     always gives a clip the same answer, and epochs differ by their weights only
   */
  public record Architecture(
      RecurrentKind kind,
      int inputs,
      int hidden,
      int classes,
      double dropout,
      boolean dropoutFirst,
      Pooling pooling,
      RecurrentStack stack,
      boolean randomInitialState) {
    /**
     * @throws IllegalArgumentException naming the first setting out of its range
     */
    public Architecture {
      if (kind == null || pooling == null) {
        throw new IllegalArgumentException("a network needs a kind and a pooling");
      }
      atLeast("inputs", inputs, 1);
      atLeast("hidden units", hidden, 1);
      atLeast("classes", classes, 2);
      if (!(dropout >= 0 && dropout < 1)) {
        throw new IllegalArgumentException("dropout must be in [0, 1), not " + dropout);
      }
      stack = stack == null ? RecurrentStack.of(kind) : stack;
      if (randomInitialState && !stack.equals(RecurrentStack.of(RecurrentKind.LSTM))) {
        throw new IllegalArgumentException(
            "random initial states are for the LSTM of one layer and direction, not the " + kind);
      }
    }

    /**
     * What it is called in results: the study's name, or GRU and, in two directions, BGRU where its
     * recurrent layers are made of gated recurrent units, which the study does not have.
     */
    public String name() {
      if (stack.cell() != Cell.GRU) {
        return kind.name();
      }
      return stack.directions() == 2 ? "BGRU" : "GRU";
    }
  }

  /**
   * How a network reads a clip.
   *
   * @param scaling how features are scaled, fitted on training clips
   * @param decibels whether power (the mel spectrum) is taken in decibels before
   * @param masked whether padding is left out (the state after the last true frame counts); the
   *     study lets its networks read the padding
   * @param frameStep number of neighbouring frames averaged into one time step; 1 in the study
   */
  public record Reading(Scaling scaling, boolean decibels, boolean masked, int frameStep) {
    /**
     * @throws IllegalArgumentException if there is no scaling or the frame step is below 1
     */
    public Reading {
      if (scaling == null) {
        throw new IllegalArgumentException("a network's reading needs a scaling");
      }
      atLeast("frame step", frameStep, 1);
    }
  }

  /**
   * How weights come about.
   *
   * @param learningRate of AdamW
   * @param weightDecay of AdamW, decoupled, times the learning rate
   * @param clipNorm largest global norm of the gradient; 0 for no clipping
   * @param batch clips per step
   * @param epochs most passes over the training data
   * @param bestEpoch whether the weights of the epoch with the best validation accuracy are kept,
   *     the earliest of equals; else those of the last epoch
   * @param patience epochs without a better validation accuracy after which training ends early; 0
   *     for never
   * @param seed of initial weights, order, dropout and initial states
   */
  public record Training(
      double learningRate,
      double weightDecay,
      double clipNorm,
      int batch,
      int epochs,
      boolean bestEpoch,
      int patience,
      long seed) {
    /**
     * @throws IllegalArgumentException naming the first setting out of its range
     */
    public Training {
      atLeast("batch size", batch, 2); // batch normalisation needs two
      atLeast("epochs", epochs, 1);
      atLeast("patience", patience, 0);
      if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
        throw new IllegalArgumentException("learning rate must be above 0, not " + learningRate);
      }
      if (!(weightDecay >= 0) || Double.isInfinite(weightDecay)) {
        throw new IllegalArgumentException("weight decay must be 0 or more, not " + weightDecay);
      }
      if (!(clipNorm >= 0) || Double.isInfinite(clipNorm)) {
        throw new IllegalArgumentException("clip norm must be 0 or more, not " + clipNorm);
      }
    }
  }

  private static void atLeast(String what, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(what + " must be at least " + least + ", not " + value);
    }
  }

  /**
   * The study's network for its 4Q set: 128 units, last state, dropout .2, AdamW with decay .01,
   * the LSTM from random states without clipping, the others clipped at 20, the last epoch's
   * weights. RNN 2000, BRNN 1000, LSTM 250 epochs in batches of 128.
   */
  public static NetworkSettings published(RecurrentKind kind, int inputs, int classes) {
    boolean lstm = kind == RecurrentKind.LSTM;
    int epochs =
        switch (kind) {
          case RNN -> 2000;
          case BRNN -> 1000;
          case LSTM -> 250;
        };
    return new NetworkSettings(
        new Architecture(kind, inputs, 128, classes, .2, !lstm, Pooling.LAST, null, lstm),
        new Reading(Scaling.GLOBAL, false, false, 1),
        new Training(lstm ? 3e-4 : 1e-4, .01, lstm ? 0 : 20, 128, epochs, false, 0, 1));
  }

  /**
   * The study's network for its Jamendo set: as for 4Q but with dropout after the rectifier (.1 in
   * the BRNN), BRNN at a rate of 3e-4, and 2000, 1541 and 1019 epochs as its log has them.
   */
  public static NetworkSettings publishedJamendo(RecurrentKind kind, int inputs, int classes) {
    int epochs =
        switch (kind) {
          case RNN -> 2000;
          case BRNN -> 1541;
          case LSTM -> 1019;
        };
    return published(kind, inputs, classes)
        .with(
            its ->
                its.dropout(kind == RecurrentKind.BRNN ? .1 : .2)
                    .dropoutFirst(false)
                    .learningRate(kind == RecurrentKind.RNN ? 1e-4 : 3e-4)
                    .epochs(epochs));
  }

  /**
   * These settings without the study's faults: rows scaled for themselves, mel power in decibels,
   * padding masked, mean of the states, zero initial states, the epoch chosen on validation data.
   */
  public NetworkSettings corrected() {
    return with(
        its ->
            its.scaling(Scaling.ROWS)
                .decibels(true)
                .masked(true)
                .pooling(Pooling.MEAN)
                .randomInitialState(false)
                .bestEpoch(true));
  }

  /**
   * These settings with changes, such as {@code with(its -> its.hidden(64).epochs(10))}.
   *
   * @throws IllegalArgumentException naming the first setting out of its range
   */
  public NetworkSettings with(Consumer<NetworkSettingsBuilder> changes) {
    var builder = new NetworkSettingsBuilder(this);
    changes.accept(builder);
    return builder.build();
  }

  /** Which network. */
  public RecurrentKind kind() {
    return architecture.kind;
  }

  /** Feature rows per frame. */
  public int inputs() {
    return architecture.inputs;
  }

  /** Units per direction. */
  public int hidden() {
    return architecture.hidden;
  }

  /** Number of classes. */
  public int classes() {
    return architecture.classes;
  }

  /** Seed of everything random. */
  public long seed() {
    return training.seed;
  }
}
