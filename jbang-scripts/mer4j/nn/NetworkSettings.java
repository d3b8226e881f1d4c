package mer4j.nn;

/**
 * Everything that decides what a network is and how it is trained; together with the data and the
 * number of threads it decides every weight.
 *
 * @param kind which network
 * @param inputs feature rows per frame
 * @param hidden units per direction, and units of the head's layers
 * @param classes number of classes
 * @param dropout share of units dropped in training, 0 or more and below 1
 * @param dropoutFirst whether RNN and BRNN drop units of the recurrent state before the head's
 *     first layer (the study's 4Q networks) instead of after its rectifier (its Jamendo networks,
 *     and the LSTM's head always)
 * @param pooling how the states become one vector
 * @param randomInitialState whether the LSTM starts from states drawn uniformly from [0, 1), in
 *     training and in evaluation, as the study's does; else from zero
 * @param masked whether padding is left out (the state after the last true frame counts); the study
 *     lets its networks read the padding
 * @param frameStep number of neighbouring frames averaged into one time step; 1 in the study
 * @param learningRate of AdamW
 * @param weightDecay of AdamW, decoupled, times the learning rate
 * @param clipNorm largest global norm of the gradient; 0 for no clipping
 * @param batch clips per step
 * @param epochs passes over the training data
 * @param bestEpoch whether the weights of the epoch with the best validation accuracy are kept, the
 *     earliest of equals; else those of the last epoch
 * @param seed of initial weights, order, dropout and initial states
 */
public record NetworkSettings(
    RecurrentKind kind,
    int inputs,
    int hidden,
    int classes,
    double dropout,
    boolean dropoutFirst,
    Pooling pooling,
    boolean randomInitialState,
    boolean masked,
    int frameStep,
    double learningRate,
    double weightDecay,
    double clipNorm,
    int batch,
    int epochs,
    boolean bestEpoch,
    long seed) {

  /**
   * @throws IllegalArgumentException naming the first setting out of its range
   */
  public NetworkSettings {
    atLeast("inputs", inputs, 1);
    atLeast("hidden units", hidden, 1);
    atLeast("classes", classes, 2);
    atLeast("frame step", frameStep, 1);
    atLeast("batch size", batch, 2); // batch normalisation needs two
    atLeast("epochs", epochs, 1);
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout must be in [0, 1), not " + dropout);
    }
    if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
      throw new IllegalArgumentException("learning rate must be above 0, not " + learningRate);
    }
    if (!(weightDecay >= 0) || Double.isInfinite(weightDecay)) {
      throw new IllegalArgumentException("weight decay must be 0 or more, not " + weightDecay);
    }
    if (!(clipNorm >= 0) || Double.isInfinite(clipNorm)) {
      throw new IllegalArgumentException("clip norm must be 0 or more, not " + clipNorm);
    }
    if (randomInitialState && kind != RecurrentKind.LSTM) {
      throw new IllegalArgumentException("random initial states are for the LSTM, not the " + kind);
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
        kind,
        inputs,
        128,
        classes,
        .2,
        !lstm,
        Pooling.LAST,
        lstm,
        false,
        1,
        lstm ? 3e-4 : 1e-4,
        .01,
        lstm ? 0 : 20,
        128,
        epochs,
        false,
        1);
  }

  /**
   * The study's network for its Jamendo set: as for 4Q but with dropout after the rectifier (.1 in
   * the BRNN), BRNN at a rate of 3e-4, and 2000, 1541 and 1019 epochs as its log has them.
   */
  public static NetworkSettings publishedJamendo(RecurrentKind kind, int inputs, int classes) {
    var base = published(kind, inputs, classes);
    return new NetworkSettings(
        kind,
        inputs,
        base.hidden,
        classes,
        kind == RecurrentKind.BRNN ? .1 : .2,
        false,
        base.pooling,
        base.randomInitialState,
        false,
        1,
        kind == RecurrentKind.RNN ? 1e-4 : 3e-4,
        base.weightDecay,
        base.clipNorm,
        base.batch,
        switch (kind) {
          case RNN -> 2000;
          case BRNN -> 1541;
          case LSTM -> 1019;
        },
        false,
        base.seed);
  }

  /**
   * These settings without the study's faults: padding masked, mean of the states, zero initial
   * states, the epoch chosen on validation data.
   */
  public NetworkSettings corrected() {
    return new NetworkSettings(
        kind,
        inputs,
        hidden,
        classes,
        dropout,
        dropoutFirst,
        Pooling.MEAN,
        false,
        true,
        frameStep,
        learningRate,
        weightDecay,
        clipNorm,
        batch,
        epochs,
        true,
        seed);
  }

  /** These settings with another number of hidden units. */
  public NetworkSettings withHidden(int units) {
    return new NetworkSettings(
        kind,
        inputs,
        units,
        classes,
        dropout,
        dropoutFirst,
        pooling,
        randomInitialState,
        masked,
        frameStep,
        learningRate,
        weightDecay,
        clipNorm,
        batch,
        epochs,
        bestEpoch,
        seed);
  }

  /** These settings with another way from states to one vector. */
  public NetworkSettings withPooling(Pooling other) {
    return new NetworkSettings(
        kind,
        inputs,
        hidden,
        classes,
        dropout,
        dropoutFirst,
        other,
        randomInitialState,
        masked,
        frameStep,
        learningRate,
        weightDecay,
        clipNorm,
        batch,
        epochs,
        bestEpoch,
        seed);
  }

  /** These settings with this many frames averaged into one time step. */
  public NetworkSettings withFrameStep(int frames) {
    return new NetworkSettings(
        kind,
        inputs,
        hidden,
        classes,
        dropout,
        dropoutFirst,
        pooling,
        randomInitialState,
        masked,
        frames,
        learningRate,
        weightDecay,
        clipNorm,
        batch,
        epochs,
        bestEpoch,
        seed);
  }

  /** These settings with another course of training. */
  public NetworkSettings withTraining(
      double newLearningRate, int newBatch, int newEpochs, long newSeed) {
    return new NetworkSettings(
        kind,
        inputs,
        hidden,
        classes,
        dropout,
        dropoutFirst,
        pooling,
        randomInitialState,
        masked,
        frameStep,
        newLearningRate,
        weightDecay,
        clipNorm,
        newBatch,
        newEpochs,
        bestEpoch,
        newSeed);
  }
}
