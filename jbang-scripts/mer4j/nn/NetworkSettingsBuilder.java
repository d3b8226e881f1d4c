package mer4j.nn;

import mer4j.nn.NetworkSettings.Architecture;
import mer4j.nn.NetworkSettings.Reading;
import mer4j.nn.NetworkSettings.Training;
import mer4j.recurrent.Cell;

/**
 * Settings in the making; see {@link NetworkSettings#with}. Values are checked when the settings
 * are built; what each means is told at {@link NetworkSettings}.
 */
public final class NetworkSettingsBuilder {
  private RecurrentKind kind;
  private int inputs;
  private int hidden;
  private int classes;
  private double dropout;
  private boolean dropoutFirst;
  private Pooling pooling;
  private Cell cell;
  private int layers;
  private int directions;
  private double layerDropout;
  private boolean randomInitialState;
  private Scaling scaling;
  private boolean decibels;
  private boolean masked;
  private int frameStep;
  private double learningRate;
  private double weightDecay;
  private double clipNorm;
  private int batch;
  private int epochs;
  private boolean bestEpoch;
  private int patience;
  private long seed;

  /** Starts from settings. */
  NetworkSettingsBuilder(NetworkSettings settings) {
    var architecture = settings.architecture();
    var reading = settings.reading();
    var training = settings.training();
    kind = architecture.kind();
    inputs = architecture.inputs();
    hidden = architecture.hidden();
    classes = architecture.classes();
    dropout = architecture.dropout();
    dropoutFirst = architecture.dropoutFirst();
    pooling = architecture.pooling();
    stack(architecture.stack());
    randomInitialState = architecture.randomInitialState();
    scaling = reading.scaling();
    decibels = reading.decibels();
    masked = reading.masked();
    frameStep = reading.frameStep();
    learningRate = training.learningRate();
    weightDecay = training.weightDecay();
    clipNorm = training.clipNorm();
    batch = training.batch();
    epochs = training.epochs();
    bestEpoch = training.bestEpoch();
    patience = training.patience();
    seed = training.seed();
  }

  /**
   * The settings.
   *
   * @throws IllegalArgumentException naming the first setting out of its range
   */
  NetworkSettings build() {
    var stack = new RecurrentStack(cell, layers, directions, layerDropout);
    return new NetworkSettings(
        new Architecture(
            kind,
            inputs,
            hidden,
            classes,
            dropout,
            dropoutFirst,
            pooling,
            stack,
            randomInitialState),
        new Reading(scaling, decibels, masked, frameStep),
        new Training(
            learningRate, weightDecay, clipNorm, batch, epochs, bestEpoch, patience, seed));
  }

  private void stack(RecurrentStack stack) {
    cell = stack.cell();
    layers = stack.layers();
    directions = stack.directions();
    layerDropout = stack.dropout();
  }

  /** Which of the study's networks, with its recurrent layer. */
  public NetworkSettingsBuilder kind(RecurrentKind value) {
    kind = value;
    stack(RecurrentStack.of(value));
    return this;
  }

  /** Feature rows per frame. */
  public NetworkSettingsBuilder inputs(int value) {
    inputs = value;
    return this;
  }

  /** Units per direction. */
  public NetworkSettingsBuilder hidden(int value) {
    hidden = value;
    return this;
  }

  /** Number of classes. */
  public NetworkSettingsBuilder classes(int value) {
    classes = value;
    return this;
  }

  /** Share of units dropped in training. */
  public NetworkSettingsBuilder dropout(double value) {
    dropout = value;
    return this;
  }

  /** Whether RNN and BRNN drop units before the head's first layer. */
  public NetworkSettingsBuilder dropoutFirst(boolean value) {
    dropoutFirst = value;
    return this;
  }

  /** How the states become one vector. */
  public NetworkSettingsBuilder pooling(Pooling value) {
    pooling = value;
    return this;
  }

  /** What a step of the recurrent layers computes. */
  public NetworkSettingsBuilder cell(Cell value) {
    cell = value;
    return this;
  }

  /** Number of recurrent layers. */
  public NetworkSettingsBuilder layers(int value) {
    layers = value;
    return this;
  }

  /** 1, or 2 where the recurrent layers also read backward. */
  public NetworkSettingsBuilder directions(int value) {
    directions = value;
    return this;
  }

  /** Share of the states dropped in training between recurrent layers. */
  public NetworkSettingsBuilder layerDropout(double value) {
    layerDropout = value;
    return this;
  }

  /** Whether the LSTM starts from random states. */
  public NetworkSettingsBuilder randomInitialState(boolean value) {
    randomInitialState = value;
    return this;
  }

  /** How features are scaled. */
  public NetworkSettingsBuilder scaling(Scaling value) {
    scaling = value;
    return this;
  }

  /** Whether power is taken in decibels before it is scaled. */
  public NetworkSettingsBuilder decibels(boolean value) {
    decibels = value;
    return this;
  }

  /** Whether padding is left out. */
  public NetworkSettingsBuilder masked(boolean value) {
    masked = value;
    return this;
  }

  /** Neighbouring frames averaged into one time step. */
  public NetworkSettingsBuilder frameStep(int value) {
    frameStep = value;
    return this;
  }

  /** Length of AdamW's steps; above 0. */
  public NetworkSettingsBuilder learningRate(double value) {
    learningRate = value;
    return this;
  }

  /** Share of every weight that a step of AdamW takes away, times the learning rate; 0 for none. */
  public NetworkSettingsBuilder weightDecay(double value) {
    weightDecay = value;
    return this;
  }

  /** Largest global norm of the gradient; 0 for no clipping. */
  public NetworkSettingsBuilder clipNorm(double value) {
    clipNorm = value;
    return this;
  }

  /** Clips per step. */
  public NetworkSettingsBuilder batch(int value) {
    batch = value;
    return this;
  }

  /** Most passes over the training data. */
  public NetworkSettingsBuilder epochs(int value) {
    epochs = value;
    return this;
  }

  /** Whether the epoch with the best validation accuracy is kept. */
  public NetworkSettingsBuilder bestEpoch(boolean value) {
    bestEpoch = value;
    return this;
  }

  /** Epochs without a better validation accuracy that end training; 0 for never. */
  public NetworkSettingsBuilder patience(int value) {
    patience = value;
    return this;
  }

  /** Seed of everything random. */
  public NetworkSettingsBuilder seed(long value) {
    seed = value;
    return this;
  }
}
